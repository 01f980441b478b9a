import { type Json, maxJsonDepth, type SchemaNode, type Surface } from '@middlebrick/model';
import { legalNumber, numberField } from './legal-number.ts';
import { mergedSchema, type SchemaWalk, typeOf } from './merged-schema.ts';
import { sampleText } from './sample-text.ts';
import { field, isSpecNode, listField, nodeField } from './spec-node.ts';

const deepest = 12;
const mostNodes = 400;
const mostItems = 20;

/**
 * The smallest value that a schema allows: an example of its own, else required properties only, shortest texts,
 * least numbers. Deterministic. Gives `undefined` where nothing legal is found within the bounds: for circles of
 * required properties, and for texts with a pattern that is more than a simple one.
 */
export function sampleSchema(schema: SchemaNode, surface: Pick<Surface, 'resolve'>): Json | undefined {
  return sample(schema, { resolve: surface.resolve, left: mostNodes }, 0);
}

function sample(unresolved: SchemaNode, sampling: SchemaWalk, depth: number): Json | undefined {
  if (depth > deepest || --sampling.left < 0) return undefined;
  const schema = sampling.resolve(unresolved);
  const offered = offeredValue(schema);
  if (offered !== undefined) return offered;
  const alternative = [...listField(schema, 'oneOf'), ...listField(schema, 'anyOf')].filter(isSpecNode);
  for (const choice of alternative.slice(0, 5)) {
    const value = sample(choice, sampling, depth + 1);
    if (value !== undefined) return value;
  }
  if (alternative.length > 0) return undefined;
  return sampleType(mergedSchema(schema, sampling, depth).node, sampling, depth);
}

function sampleType(schema: SchemaNode, sampling: SchemaWalk, depth: number): Json | undefined {
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(schema, sampling, depth);
    case 'array':
      return sampleArray(schema, sampling, depth);
    case 'integer':
      return legalNumber(schema, 1, true);
    case 'number':
      return legalNumber(schema, 1, false);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return sampleText(schema);
  }
}

function offeredValue(schema: SchemaNode): Json | undefined {
  const values = [
    field(schema, 'const'),
    field(schema, 'example'),
    listField(schema, 'examples')[0],
    field(schema, 'default'),
    listField(schema, 'enum')[0],
  ];
  return values.find((value): value is Json => value !== undefined && isModest(value));
}

/**
 * Whether a value of a specification can be written out: not nested without measure, not huge, and not in a circle,
 * which YAML aliases can make.
 */
export function isModest(value: unknown): value is Json {
  let left = 5000;
  const visit = (node: unknown, depth: number): boolean => {
    if (--left < 0 || depth > maxJsonDepth) return false;
    if (typeof node !== 'object' || node === null) return true;
    return Object.values(node).every((child) => visit(child, depth + 1));
  };
  return visit(value, 0);
}

function sampleObject(schema: SchemaNode, sampling: SchemaWalk, depth: number): Json | undefined {
  const properties = nodeField(schema, 'properties') ?? {};
  const entries: [string, Json][] = [];
  for (const name of listField(schema, 'required')) {
    if (typeof name !== 'string') continue;
    const value = sample(nodeField(properties, name) ?? {}, sampling, depth + 1);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function sampleArray(schema: SchemaNode, sampling: SchemaWalk, depth: number): Json | undefined {
  const least = Math.max(0, Math.min(mostItems, numberField(schema, 'minItems') ?? 0));
  if (least === 0 && depth > 0) return [];
  const item = sample(nodeField(schema, 'items') ?? {}, sampling, depth + 1);
  if (item === undefined) return least === 0 ? [] : undefined;
  return Array.from({ length: Math.max(1, least) }, () => item);
}
