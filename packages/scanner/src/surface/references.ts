import type { SchemaNode } from '@middlebrick/model';
import { field, isSpecNode, listField, type SpecNode } from './spec-node.ts';
import type { Warnings } from './warnings.ts';

/** Most `$ref`s in a row; more is taken for a circle. */
const longestChain = 50;

export interface References {
  /** Follows `$ref`s until a node without one; `undefined` when they dangle or run in a circle. */
  follow(node: unknown): SpecNode | undefined;
  /** As {@link follow}, with the empty schema for what leads nowhere. */
  resolve(node: SchemaNode): SchemaNode;
}

/** Gives the document behind the part of a `$ref` before the `#`, or `undefined`, having warned. */
export type LoadDocument = (address: string) => unknown;

const nothing: SchemaNode = Object.freeze({});

/**
 * Resolves the references of a specification one at a time, when they are asked for: a specification of thousands
 * of operations is never unfolded, which would not end where schemas name themselves.
 */
export function createReferences(document: unknown, warnings: Warnings, load: LoadDocument): References {
  const targets = new Map<string, unknown>();
  const merged = new WeakMap<object, SpecNode>();

  const target = (reference: string): unknown => {
    if (!targets.has(reference)) targets.set(reference, lookUp(reference));
    return targets.get(reference);
  };

  const lookUp = (reference: string): unknown => {
    const hash = reference.indexOf('#');
    const address = hash === -1 ? reference : reference.slice(0, hash);
    const root = address === '' ? document : load(address);
    if (root === undefined) return undefined;
    const found = pointed(root, hash === -1 ? '' : reference.slice(hash + 1));
    if (found === undefined) warnings.add('References that point nowhere are read as empty', reference);
    return found;
  };

  const follow = (node: unknown): SpecNode | undefined => {
    if (!isSpecNode(node)) return undefined;
    let current: SpecNode = node;
    for (let step = 0; step < longestChain; step++) {
      const reference = field(current, '$ref');
      if (typeof reference !== 'string') return withSiblings(node, current, merged);
      const next = target(reference);
      if (!isSpecNode(next)) return undefined;
      current = next;
    }
    warnings.add('References that lead back to themselves are read as empty', String(field(node, '$ref')));
    return undefined;
  };

  return { follow, resolve: (node) => follow(node) ?? nothing };
}

/**
 * Since 3.1 a schema may say more beside its `$ref` (JSON Schema 2020-12, section 8.2.3.1). Only additions that
 * change what is accepted are worth a new node.
 */
function withSiblings(origin: SpecNode, target: SpecNode, merged: WeakMap<object, SpecNode>): SpecNode {
  if (origin === target) return origin;
  const known = merged.get(origin);
  if (known) return known;
  const says = Object.entries(origin).filter(([name]) => constraining.has(name) && !Object.hasOwn(target, name));
  const node = says.length === 0 ? target : { ...target, ...Object.fromEntries(says) };
  merged.set(origin, node);
  return node;
}

const constraining = new Set(
  'type enum const format default example examples minimum maximum minLength maxLength required'.split(' '),
);

/** The value at a JSON Pointer (RFC 6901) in URI fragment form; an `$anchor` is searched among the components. */
function pointed(root: unknown, fragment: string): unknown {
  const pointer = decodedFragment(fragment);
  if (pointer === '') return root;
  if (!pointer.startsWith('/')) return anchored(root, pointer);
  let value = root;
  for (const escaped of pointer.slice(1).split('/')) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    value = Array.isArray(value) ? value[/^\d{1,9}$/.test(key) ? Number(key) : -1] : field(value, key);
    if (value === undefined) return undefined;
  }
  return value;
}

function anchored(root: unknown, anchor: string): unknown {
  const schemas = field(field(root, 'components'), 'schemas') ?? field(root, '$defs');
  if (!isSpecNode(schemas)) return undefined;
  return Object.values(schemas).find((schema) => field(schema, '$anchor') === anchor);
}

/** Undoes the percent-encoding of a URI fragment. */
export function decodedFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: take the fragment as it is written.
    return text;
  }
}

/** The members of a list of possibly referenced nodes; what leads nowhere is left out. */
export function followAll(references: References, node: unknown, name: string): SpecNode[] {
  return listField(node, name)
    .map((entry) => references.follow(entry))
    .filter((entry) => entry !== undefined);
}
