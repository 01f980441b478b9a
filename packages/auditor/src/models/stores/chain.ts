import type { CallArguments, External } from '../../flow/value.ts';

/*
 * Libraries whose calls are chained, `Order.build(GetItemCommand).key({ … }).send()`: what is asked for stands in all
 * of them together.
 */

/** One call of a chain. */
export interface Link {
  /** Of the method or the class: `key`. */
  readonly name: string;
  readonly arguments: CallArguments;
  readonly made: External;
}

/** Longest chain that is followed. */
const longest = 60;

/** The calls that led to something of a library, in the order in which they were made. */
export function linksOf(end: External | undefined): Link[] {
  const links: Link[] = [];
  let at = end;
  for (let step = 0; at !== undefined && step < 2 * longest; step++) {
    if (at.arguments !== undefined) links.unshift({ name: nameOf(at.path), arguments: at.arguments, made: at });
    at = at.base;
  }
  return links;
}

/** `key` of `Order.build().key()`. */
export function nameOf(path: string): string {
  const bare = path.endsWith('()') ? path.slice(0, -2) : path;
  return bare.slice(bare.lastIndexOf('.') + 1);
}
