import { type Json, maxJsonDepth, type SchemaNode, type Surface } from '@middlebrick/model';
import { sampleText } from './sample-text.ts';
import { field, isSpecNode, listField, nodeField } from './spec-node.ts';

const deepest = 12;
const mostNodes = 400;
const mostItems = 20;

interface Sampling {
  resolve: Surface['resolve'];
  /** Nodes that may still be visited: references that fan out would otherwise multiply without end. */
  left: number;
}

/**
 * The smallest value that a schema allows: an example of its own, else required properties only, shortest texts,
 * least numbers. Deterministic. Gives `undefined` where nothing legal is found within the bounds: for circles of
 * required properties, and for texts with a pattern that is more than a simple one.
 */
export function sampleSchema(schema: SchemaNode, surface: Pick<Surface, 'resolve'>): Json | undefined {
  return sample(schema, { resolve: surface.resolve, left: mostNodes }, 0);
}

function sample(unresolved: SchemaNode, sampling: Sampling, depth: number): Json | undefined {
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
  return sampleType(merged(schema, sampling, depth), sampling, depth);
}

function sampleType(schema: SchemaNode, sampling: Sampling, depth: number): Json | undefined {
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(schema, sampling, depth);
    case 'array':
      return sampleArray(schema, sampling, depth);
    case 'integer':
      return sampleNumber(schema, 1);
    case 'number':
      return sampleNumber(schema, 0);
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

/** `allOf` taken together with what stands beside it: properties and required names add up, the rest overrides. */
function merged(schema: SchemaNode, sampling: Sampling, depth: number): SchemaNode {
  const parts = listField(schema, 'allOf').filter(isSpecNode);
  if (parts.length === 0 || depth > deepest) return schema;
  const nodes = [...parts.slice(0, 50).map((part) => expanded(part, sampling, depth + 1)), schema];
  return {
    ...Object.fromEntries(nodes.flatMap((node) => Object.entries(node))),
    allOf: [],
    properties: Object.fromEntries(nodes.flatMap((node) => Object.entries(nodeField(node, 'properties') ?? {}))),
    required: nodes.flatMap((node) => listField(node, 'required')),
  };
}

function expanded(part: SchemaNode, sampling: Sampling, depth: number): SchemaNode {
  if (--sampling.left < 0) return {};
  return merged(sampling.resolve(part), sampling, depth);
}

/** The declared type, else the one that its keywords speak of; of several the first that is not null. */
function typeOf(schema: SchemaNode): string {
  const declared = field(schema, 'type');
  const type = Array.isArray(declared) ? (declared.find((name) => name !== 'null') ?? declared[0]) : declared;
  if (typeof type === 'string') return type;
  if (nodeField(schema, 'properties') !== undefined || listField(schema, 'required').length > 0) return 'object';
  if (field(schema, 'items') !== undefined) return 'array';
  if (field(schema, 'minimum') !== undefined || field(schema, 'maximum') !== undefined) return 'number';
  return 'string';
}

function sampleObject(schema: SchemaNode, sampling: Sampling, depth: number): Json | undefined {
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

function sampleArray(schema: SchemaNode, sampling: Sampling, depth: number): Json | undefined {
  const least = Math.max(0, Math.min(mostItems, numberField(schema, 'minItems') ?? 0));
  if (least === 0 && depth > 0) return [];
  const item = sample(nodeField(schema, 'items') ?? {}, sampling, depth + 1);
  if (item === undefined) return least === 0 ? [] : undefined;
  return Array.from({ length: Math.max(1, least) }, () => item);
}

/** The legal number nearest to 1; `step` is 1 for integers and 0 for any number. */
function sampleNumber(schema: SchemaNode, step: number): number | undefined {
  const multiple = numberField(schema, 'multipleOf') ?? step;
  const exclusive = (name: string) => numberField(schema, name);
  const lowest = Math.max(numberField(schema, 'minimum') ?? -Infinity, exclusive('exclusiveMinimum') ?? -Infinity);
  const highest = Math.min(numberField(schema, 'maximum') ?? Infinity, exclusive('exclusiveMaximum') ?? Infinity);
  // 3.0 writes an exclusive bound as a boolean beside the bound, 3.1 as a number of its own.
  const isAbove = field(schema, 'exclusiveMinimum') === true || exclusive('exclusiveMinimum') === lowest;
  const isBelow = field(schema, 'exclusiveMaximum') === true || exclusive('exclusiveMaximum') === highest;
  const grain = multiple > 0 ? multiple : Number.isFinite(highest - lowest) ? (highest - lowest) / 2 : 1;
  const nearest = Math.min(Math.max(1, lowest), highest);
  const aligned = multiple > 0 ? Math.ceil(nearest / multiple) * multiple : nearest;
  const candidates = [aligned, aligned + grain, aligned - grain];
  return candidates.find(
    (value) => (isAbove ? value > lowest : value >= lowest) && (isBelow ? value < highest : value <= highest),
  );
}

export function numberField(schema: SchemaNode, name: string): number | undefined {
  const value = field(schema, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
