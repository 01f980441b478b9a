import type { SchemaNode, Surface } from '@middlebrick/model';
import { field, isSpecNode, listField, nodeField } from './spec-node.ts';

/** How far a walk through schemas may still go: references that fan out would otherwise multiply without end. */
export interface SchemaWalk {
  resolve: Surface['resolve'];
  /** Nodes that may still be visited. */
  left: number;
}

/** Schemas of which a value has to match one (`oneOf`: exactly one). */
export interface Alternation {
  kind: 'oneOf' | 'anyOf';
  options: readonly SchemaNode[];
}

/** A schema with its `allOf` parts taken together; its alternatives stand apart. */
export interface MergedSchema {
  node: SchemaNode;
  alternations: readonly Alternation[];
}

const deepest = 12;
const mostParts = 50;

/**
 * `allOf` taken together with what stands beside it: properties and required names add up, bounds and choices are
 * narrowed, the rest overrides.
 */
export function mergedSchema(schema: SchemaNode, walk: SchemaWalk, depth: number): MergedSchema {
  const nodes = flattened(schema, walk, depth);
  const alternations = nodes.flatMap(alternationsOf);
  const apart = { allOf: [], oneOf: [], anyOf: [] };
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) {
    return { node: alternations.length === 0 ? only : { ...only, ...apart }, alternations };
  }
  const properties = mergedProperties(nodes);
  const required = [...new Set(nodes.flatMap((node) => listField(node, 'required')))];
  return {
    node: {
      ...Object.fromEntries(nodes.flatMap((node) => Object.entries(node))),
      ...narrowed(nodes),
      ...apart,
      // An empty map would say that it is an object.
      ...(nodes.some((node) => nodeField(node, 'properties') !== undefined) ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
    },
    alternations,
  };
}

function alternationsOf(node: SchemaNode): Alternation[] {
  return (['oneOf', 'anyOf'] as const)
    .map((kind) => ({ kind, options: listField(node, kind).filter(isSpecNode) }))
    .filter(({ options }) => options.length > 0);
}

/** The parts of a schema, each without parts of its own; a part may be visited more than once. */
function flattened(schema: SchemaNode, walk: SchemaWalk, depth: number): SchemaNode[] {
  const parts = listField(schema, 'allOf').filter(isSpecNode);
  if (parts.length === 0 || depth > deepest) return [schema];
  const nested = parts.slice(0, mostParts).flatMap((part) => {
    return --walk.left < 0 ? [] : flattened(walk.resolve(part), walk, depth + 1);
  });
  return [...nested, schema];
}

function mergedProperties(nodes: readonly SchemaNode[]): SchemaNode {
  const merged = new Map<string, unknown>();
  for (const [name, schema] of nodes.flatMap((node) => Object.entries(nodeField(node, 'properties') ?? {}))) {
    const known = merged.get(name);
    const isSaidTwice = known !== undefined && known !== schema && isSpecNode(schema);
    merged.set(name, isSaidTwice ? { allOf: [known, schema] } : schema);
  }
  return Object.fromEntries(merged);
}

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

/** What several parts say about one keyword, where the strictest counts. */
function narrowed(nodes: readonly SchemaNode[]): SchemaNode {
  const bound = (choose: (...values: number[]) => number) => (name: string) => {
    const values = nodes.map((node) => field(node, name)).filter((value) => typeof value === 'number');
    return values.length < 2 ? [] : [[name, choose(...values)] as const];
  };
  const choices = nodes.map((node) => field(node, 'enum')).filter((value) => Array.isArray(value));
  const types = nodes.map((node) => field(node, 'type')).filter((value) => value !== undefined);
  return Object.fromEntries([
    ...lowerBounds.flatMap(bound(Math.max)),
    ...upperBounds.flatMap(bound(Math.min)),
    ...(choices.length < 2 ? [] : [['enum', common(choices)] as const]),
    ...(types.length < 2
      ? []
      : [['type', common(types.map((type) => (Array.isArray(type) ? type : [type])))] as const]),
  ]);
}

/** Members of all lists; of the last one when they have none in common. */
function common(lists: readonly (readonly unknown[])[]): readonly unknown[] {
  const last = lists.at(-1) ?? [];
  const shared = last.filter((value) => lists.every((list) => list.includes(value)));
  return shared.length > 0 ? shared : last;
}

/** The declared type, else the one that its keywords speak of; of several the first that is not null. */
export function typeOf(schema: SchemaNode): string {
  const declared = field(schema, 'type');
  const type = Array.isArray(declared) ? (declared.find((name) => name !== 'null') ?? declared[0]) : declared;
  if (typeof type === 'string') return type;
  if (nodeField(schema, 'properties') !== undefined || listField(schema, 'required').length > 0) return 'object';
  if (field(schema, 'items') !== undefined) return 'array';
  if (field(schema, 'minimum') !== undefined || field(schema, 'maximum') !== undefined) return 'number';
  return 'string';
}
