import { type Entry, entriesTree, isAbsent, listTree, type Tree } from './tree.ts';

/** Settings that are given to thousands of functions multiply. */
const maxEntries = 2000;

/** Settings for all with the settings of one over them: maps are merged, lists put together, the rest is replaced. */
export function mergeTrees(common: Tree | undefined, own: Tree | undefined, depth = 0): Tree | undefined {
  if (common === undefined || isAbsent(common)) return own;
  if (own === undefined || isAbsent(own)) return common;
  if (common.kind === 'list' && own.kind === 'list') return listTree(own, [...common.items, ...own.items]);
  if (common.kind !== 'map' || own.kind !== 'map' || depth > 20 || isCall(common) || isCall(own)) return own;
  if (common.entries.size > maxEntries) return own;
  const entries = new Map<string, Entry>(common.entries);
  for (const [key, entry] of own.entries) {
    const merged = mergeTrees(common.entries.get(key)?.value, entry.value, depth + 1);
    entries.set(key, { key: entry.key, value: merged ?? entry.value });
  }
  return entriesTree(own, entries);
}

/** `{Ref: …}` and its like are values and no maps. */
function isCall(tree: Extract<Tree, { kind: 'map' }>): boolean {
  const [key] = tree.entries.keys();
  return tree.entries.size === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
