import { unknown } from '../text.ts';
import { entriesOf, isAbsent, type Tree, textOf, textTree } from '../tree.ts';
import { maxItems } from './run.ts';

export interface Pair {
  readonly key: Tree;
  readonly value: Tree;
  /** Whether the key is the position in a list. */
  readonly isIndex: boolean;
}

/** What a loop goes through: index and item, or key and value. What is unknown is gone through once. */
export function pairsOf(collection: Tree, name: string): Pair[] {
  if (isAbsent(collection)) return [];
  if (collection.kind === 'choice')
    return collection.options.flatMap((option) => pairsOf(option, name)).slice(0, maxItems);
  if (collection.kind === 'list') {
    return collection.items.map((value, index) => ({ key: textTree(value, String(index)), value, isIndex: true }));
  }
  if (collection.kind === 'map') {
    return entriesOf(collection).map(([text, { key, value }]) => ({
      key: textTree(key, text),
      value,
      isIndex: false,
    }));
  }
  if (textOf(collection)?.includes('${?') !== true) return [];
  const text = (part: string) => textTree(collection, unknown(`${name}.${part}`));
  return [{ key: text('key'), value: text('value'), isIndex: false }];
}
