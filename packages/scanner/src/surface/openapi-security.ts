import type { SecurityScheme } from '@middlebrick/model';
import type { References } from './references.ts';
import { field, isSpecNode, listField, nodeField, shown, textField } from './spec-node.ts';

const knownTypes = new Set(['http', 'apiKey', 'oauth2', 'openIdConnect', 'mutualTLS']);
const places = new Set(['header', 'query', 'cookie']);

/** The security schemes of a document: `components.securitySchemes`, in 2.0 `securityDefinitions`. */
export function securitySchemes(document: unknown, references: References): SecurityScheme[] {
  const declared =
    nodeField(nodeField(document, 'components'), 'securitySchemes') ?? nodeField(document, 'securityDefinitions');
  if (declared === undefined) return [];
  return Object.entries(declared).flatMap(([name, entry]) => {
    const node = references.follow(entry);
    return node === undefined ? [] : [schemeOf(name, node)];
  });
}

function schemeOf(name: string, node: unknown): SecurityScheme {
  const type = textField(node, 'type') ?? '';
  // 2.0 calls HTTP Basic a type of its own.
  if (type === 'basic') return { name, type: 'http', scheme: 'basic' };
  const scheme: SecurityScheme = { name, type: knownTypes.has(type) ? (type as SecurityScheme['type']) : 'unknown' };
  if (type === 'http') scheme.scheme = shown(textField(node, 'scheme') ?? 'bearer').toLowerCase();
  if (type === 'apiKey') {
    const place = textField(node, 'in') ?? 'header';
    scheme.in = places.has(place) ? (place as NonNullable<SecurityScheme['in']>) : 'header';
    const parameter = textField(node, 'name');
    if (parameter !== undefined) scheme.parameter = shown(parameter);
  }
  return scheme;
}

/**
 * What an operation asks for: its own `security`, else the document's. `[]` means declared public, an empty
 * alternative that signing in is optional, `null` that nothing is declared.
 */
export function securityOf(operation: unknown, inherited: string[][] | null): string[][] | null {
  return Array.isArray(field(operation, 'security')) ? alternatives(operation) : inherited;
}

export function documentSecurity(document: unknown): string[][] | null {
  return Array.isArray(field(document, 'security')) ? alternatives(document) : null;
}

function alternatives(node: unknown): string[][] {
  return listField(node, 'security')
    .filter(isSpecNode)
    .map((alternative) => Object.keys(alternative));
}
