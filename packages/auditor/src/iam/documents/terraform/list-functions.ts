import { type Entry, entriesOf, isAbsent, isOn, itemsOf, scalarTree, type Tree, textOf, textTree } from '../tree.ts';
import type { TerraformFunction } from './functions.ts';
import { listOf, mapOf } from './run.ts';

/** The list as it is: a set, a sorted or a reversed list hold the same. */
const sameItems: TerraformFunction = ([list], call) => list && listOf(call, membersOf(list));
const first: TerraformFunction = ([value]) => value;

/** Functions of lists and maps. */
export const listFunctions: Readonly<Record<string, TerraformFunction>> = {
  tolist: sameItems,
  toset: ([list], call) => list && listOf(call, distinct(membersOf(list))),
  sort: sameItems,
  reverse: ([list], call) => list && listOf(call, [...membersOf(list)].reverse()),
  compact: ([list], call) =>
    list &&
    listOf(
      call,
      membersOf(list).filter((item) => textOf(item) !== ''),
    ),
  distinct: ([list], call) => list && listOf(call, distinct(membersOf(list))),
  flatten: ([list], call) => list && listOf(call, itemsOf(list)),
  concat: (lists, call) => listOf(call, lists.flatMap(membersOf)),
  setunion: (lists, call) => listOf(call, distinct(lists.flatMap(membersOf))),
  coalescelist: (lists) => lists.find((list) => membersOf(list).length > 0),
  merge: (maps, call) => mapOf(call, new Map<string, Entry>(maps.flatMap(entriesOf))),
  keys: ([map], call) =>
    map &&
    listOf(
      call,
      entriesOf(map).map(([key, entry]) => textTree(entry.key, key)),
    ),
  values: ([map], call) =>
    map &&
    listOf(
      call,
      entriesOf(map).map(([, { value }]) => value),
    ),
  lookup: ([map, key, fallback]) => {
    const name = textOf(key);
    const found = entriesOf(map).find(([text]) => text === name)?.[1].value;
    return found ?? fallback;
  },
  element: ([list, index]) => {
    const items = list === undefined ? [] : membersOf(list);
    const position = Number(textOf(index) ?? Number.NaN);
    return items[((position % items.length) + items.length) % items.length];
  },
  one: ([list]) => (list === undefined ? undefined : membersOf(list)[0]),
  zipmap: ([keys, values], call) => {
    const [names, items] = [keys, values].map((list) => (list === undefined ? [] : membersOf(list)));
    const pairs = (names ?? []).flatMap((name, index): [string, Entry][] => {
      const value = items?.[index];
      return value === undefined ? [] : [[textOf(name) ?? '', { key: call, value }]];
    });
    return mapOf(call, new Map(pairs));
  },
  length: ([value], call) => {
    if (value?.kind === 'list') return scalarTree(call, value.items.length);
    if (value?.kind === 'map') return scalarTree(call, value.entries.size);
    const text = textOf(value);
    return text === undefined || text.includes('${?') ? undefined : scalarTree(call, text.length);
  },
  contains: ([list, value], call) => {
    const texts = list === undefined ? [] : membersOf(list).map((item) => textOf(item) ?? '');
    const wanted = textOf(value);
    const isKnown = wanted !== undefined && ![...texts, wanted].some((text) => text.includes('${?'));
    return isKnown ? scalarTree(call, texts.includes(wanted)) : undefined;
  },
  tomap: first,
  tobool: first,
  tonumber: first,
  tostring: first,
  sensitive: first,
  nonsensitive: first,
  try: firstKnown,
  coalesce: firstKnown,
  can: ([value], call) => {
    const on =
      value === undefined || isAbsent(value) ? false : textOf(value)?.includes('${?') === true ? undefined : true;
    return on === undefined ? undefined : scalarTree(call, on);
  },
  alltrue: ([list], call) => {
    const values = list === undefined ? [] : membersOf(list).map(isOn);
    return values.includes(undefined) ? undefined : scalarTree(call, !values.includes(false));
  },
  anytrue: ([list], call) => {
    const values = list === undefined ? [] : membersOf(list).map(isOn);
    return values.includes(true)
      ? scalarTree(call, true)
      : values.includes(undefined)
        ? undefined
        : scalarTree(call, false);
  },
};

/** The items of a list, not those of lists in it; of a choice those of all options. */
function membersOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'choice') return tree.options.flatMap(membersOf);
  return tree.kind === 'list' ? tree.items : isAbsent(tree) ? [] : [tree];
}

function distinct(items: readonly Tree[]): Tree[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = textOf(item);
    if (text === undefined) return true;
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/** The first value that is there and known, as `try` and `coalesce` give. */
function firstKnown(values: readonly Tree[]): Tree | undefined {
  const present = values.filter((value) => !isAbsent(value) && textOf(value) !== '');
  return present.find((value) => textOf(value)?.includes('${?') !== true) ?? present[0];
}
