import type { Spot } from './source.ts';

/*
 * What JSON, YAML and HCL have in common: values that know where they are written. A tree is either as written, with
 * the functions of its format still in it, or resolved; readers of policies and tables want it resolved.
 */

export interface TextTree extends Spot {
  readonly kind: 'text';
  readonly text: string;
  /**
   * Where the text comes from when it does not stand in the file as it is, such as a here-document with expressions:
   * pairs of an offset in the text and the offset in the file, ascending.
   */
  readonly origin?: readonly (readonly [number, number])[];
}

export interface ScalarTree extends Spot {
  readonly kind: 'scalar';
  readonly value: boolean | number | null;
  /** As written: an account id keeps its leading zeros. */
  readonly text: string;
}

export interface ListTree extends Spot {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export interface Entry {
  readonly key: Spot;
  readonly value: Tree;
}

export interface MapTree extends Spot {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

/** One of several values, decided when the template is deployed; the likeliest comes first. */
export interface ChoiceTree extends Spot {
  readonly kind: 'choice';
  readonly options: readonly Tree[];
}

export type Tree = TextTree | ScalarTree | ListTree | MapTree | ChoiceTree;

export function textTree(spot: Spot, text: string): TextTree {
  return { kind: 'text', text, source: spot.source, start: spot.start, end: spot.end };
}

export function scalarTree(spot: Spot, value: boolean | number | null): ScalarTree {
  return { kind: 'scalar', value, text: String(value), source: spot.source, start: spot.start, end: spot.end };
}

export function listTree(spot: Spot, items: readonly Tree[]): ListTree {
  return { kind: 'list', items, source: spot.source, start: spot.start, end: spot.end };
}

/** A map whose keys stand where it stands; values that are undefined are left out. */
export function mapTree(spot: Spot, values: Readonly<Record<string, Tree | undefined>>): MapTree {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) entries.set(key, { key: spot, value });
  return entriesTree(spot, entries);
}

export function entriesTree(spot: Spot, entries: ReadonlyMap<string, Entry>): MapTree {
  return { kind: 'map', entries, source: spot.source, start: spot.start, end: spot.end };
}

/** One value or several; several are flat and at most 16, because choices of choices multiply. */
export function choiceTree(spot: Spot, options: readonly Tree[]): Tree {
  const flat = options.flatMap((option) => (option.kind === 'choice' ? option.options : [option])).slice(0, 16);
  const [only] = flat;
  if (flat.length === 1 && only !== undefined) return only;
  return { kind: 'choice', options: flat, source: spot.source, start: spot.start, end: spot.end };
}

/** Where an offset of a text stands in its file; where the text begins when that is not known. */
export function offsetIn({ origin, start }: TextTree, offset: number): number {
  if (origin === undefined) return start;
  let [low, high] = [0, origin.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((origin[middle]?.[0] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const [from, to] = origin[low] ?? [0, start];
  // What an expression gave may be longer than the expression: it all stands where the expression begins.
  const next = origin[low + 1]?.[1] ?? Number.POSITIVE_INFINITY;
  return Math.min(to + offset - from, next);
}

/** A value that is absent: null, or the choice of nothing else. */
export function isAbsent(tree: Tree | undefined): boolean {
  if (tree === undefined) return true;
  if (tree.kind === 'choice') return tree.options.every(isAbsent);
  return tree.kind === 'scalar' && tree.value === null;
}

/** The value under the keys, one after the other; a choice when there is one on the way. */
export function at(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  let current = tree;
  for (const key of keys) current = child(current, key);
  return current;
}

function child(tree: Tree | undefined, key: string): Tree | undefined {
  if (tree?.kind === 'map') return tree.entries.get(key)?.value;
  if (tree?.kind !== 'choice') return undefined;
  const options = tree.options.flatMap((option) => child(option, key) ?? []);
  return options.length === 0 ? undefined : choiceTree(tree, options);
}

/** The entries of a map, of all options when it is a choice. */
export function entriesOf(tree: Tree | undefined): readonly (readonly [string, Entry])[] {
  if (tree?.kind === 'map') return [...tree.entries];
  return tree?.kind === 'choice' ? tree.options.flatMap(entriesOf) : [];
}

/** The items of a list, of all options when it is a choice; a lone value counts as a list of itself. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || isAbsent(tree)) return [];
  if (tree.kind === 'list') return tree.items.flatMap(itemsOf);
  return tree.kind === 'choice' ? tree.options.flatMap(itemsOf) : [tree];
}

/** The text of a text or number; of a choice that of its likeliest option. */
export function textOf(tree: Tree | undefined): string | undefined {
  if (tree?.kind === 'text') return tree.text;
  if (tree?.kind === 'scalar' && tree.value !== null) {
    return typeof tree.value === 'boolean' ? String(tree.value) : tree.text;
  }
  return tree?.kind === 'choice' ? textOf(tree.options[0]) : undefined;
}

/** The texts of a list or of a lone value, each once. */
export function textsOf(tree: Tree | undefined): string[] {
  return [...new Set(itemsOf(tree).flatMap((item) => textOf(item) ?? []))];
}

/** Whether something is switched on; undefined when that is decided elsewhere. A choice is on when an option is. */
export function isOn(tree: Tree | undefined): boolean | undefined {
  if (tree === undefined || isAbsent(tree)) return false;
  if (tree.kind === 'choice') {
    const options = tree.options.map(isOn);
    return options.includes(true) || (options.includes(undefined) ? undefined : false);
  }
  const text = textOf(tree)?.toLowerCase();
  if (text?.includes('${?')) return undefined;
  return text === 'true' || text === 'yes' || text === '1';
}
