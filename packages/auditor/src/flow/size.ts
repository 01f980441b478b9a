import type { CallArguments, External, Shape, Value } from './value.ts';

/*
 * How large a value is when all of its parts are written out. Parts are shared, so that a few lines of code can make
 * one that nobody gets to the end of: `a = [a, a]`, again and again. What is too large is no longer taken apart, so that
 * whoever walks over a value comes to an end.
 */

interface Size {
  readonly parts: number;
  readonly depth: number;
}

const mostParts = 3000;
const deepest = 60;
const one: Size = { parts: 1, depth: 1 };

/** Shapes do not change once they are made. Fields of objects do, and are not counted. */
const known = new WeakMap<object, Size>();

/** Whether a shape is small enough to be taken apart. */
export function fits(shape: Shape): boolean {
  const { parts, depth } = sizeOf(shape);
  return parts <= mostParts && depth <= deepest;
}

/** Parts of a value, at most so many as one may have. */
export function partsOf({ shape }: Value): number {
  return sizeOf(shape).parts;
}

/** Sizes up to this one are counted again and not remembered: most values are small, and very many. */
const mostForgotten = 8;

function sizeOf(shape: Shape): Size {
  if (shape.kind === 'external') return sizeOfExternal(shape.external);
  const parts = partsWithin(shape);
  return parts.length === 0 ? one : (known.get(shape) ?? remembered(shape, summed(parts, one)));
}

function remembered(key: object, size: Size): Size {
  if (size.parts > mostForgotten) known.set(key, size);
  return size;
}

function partsWithin(shape: Shape): readonly Value[] {
  switch (shape.kind) {
    case 'dict':
      return shape.rest === null ? [...shape.fields.values()] : [...shape.fields.values(), shape.rest];
    case 'list':
      return shape.items;
    case 'text':
      return shape.parts;
    default:
      return [];
  }
}

/** That of the last call on the way to it: what is only a member of something has no parts of its own. */
function sizeOfExternal(external: External): Size {
  let call: External | undefined = external;
  while (call !== undefined && call.arguments === undefined) call = call.base;
  if (call?.arguments === undefined) return one;
  const { arguments: args, base } = call;
  // A chain of calls is followed link by link, and not by calls that nest.
  return known.get(call) ?? remembered(call, summed(partsOfCall(args), { parts: 1 + partsBefore(base), depth: 1 }));
}

function partsOfCall({ positional, named, spread }: CallArguments): readonly Value[] {
  return named.size === 0 && spread.length === 0 ? positional : [...positional, ...named.values(), ...spread];
}

/** Of calls before it, what was remembered of the nearest. */
function partsBefore(base: External | undefined): number {
  let call = base;
  while (call !== undefined && call.arguments === undefined) call = call.base;
  return call === undefined ? 0 : (known.get(call)?.parts ?? 1);
}

function summed(parts: readonly Value[], start: Size): Size {
  let [count, depth] = [start.parts, start.depth];
  for (const { shape } of parts) {
    const size = sizeOf(shape);
    count += size.parts;
    depth = Math.max(depth, size.depth + 1);
  }
  return { parts: count, depth };
}
