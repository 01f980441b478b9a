import type { SchemaNode } from '@middlebrick/model';
import { parsePattern } from './pattern.ts';
import { longestPatternText as longestText, textOfPattern } from './pattern-text.ts';
import { field, textField } from './spec-node.ts';

/** One legal text for each format of OpenAPI and JSON Schema that has a form of its own. */
const formats = new Map([
  ['date', '2024-01-01'],
  ['date-time', '2024-01-01T00:00:00Z'],
  ['time', '00:00:00Z'],
  ['duration', 'P1D'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
  ['email', 'someone@example.com'],
  ['idn-email', 'someone@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['url', 'https://example.com/'],
  ['uri-reference', '/'],
  ['byte', 'AA=='],
  ['binary', 'a'],
  ['password', 'Passw0rd!'],
]);

/** A short legal text; `undefined` when a pattern asks for more than this understands. */
export function sampleText(schema: SchemaNode): string | undefined {
  const pattern = textField(schema, 'pattern');
  const least = bound(schema, 'minLength', 1);
  const most = bound(schema, 'maxLength', longestText);
  if (pattern !== undefined) {
    const node = parsePattern(pattern);
    return node && textOfPattern(node, { least: bound(schema, 'minLength', 0), most });
  }
  const text = formats.get(textField(schema, 'format') ?? '') ?? 'a';
  return text.padEnd(Math.min(least, longestText), 'a').slice(0, most);
}

function bound(schema: SchemaNode, name: string, otherwise: number): number {
  const value = field(schema, name);
  return typeof value === 'number' && value >= 0 ? Math.min(Math.floor(value), longestText) : otherwise;
}
