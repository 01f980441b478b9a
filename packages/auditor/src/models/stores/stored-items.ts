import { treated } from '../../flow/collections.ts';
import type { AccessKind } from '../../flow/events.ts';
import { deepSources } from '../../flow/sources.ts';
import { type ItemSource, shaped, textOf, type Value } from '../../flow/value.ts';
import type { ValueMethod } from '../contract.ts';
import { noteAccess } from './access-draft.ts';

/*
 * What libraries give that know where it is stored: documents of Mongoose, items of dynamoose. They are saved and
 * deleted by themselves, under the key that they were found by.
 */

/** By how their calls are written: those whose items can write themselves, and those that say how items come. */
const active = /^(?:Model|Item)\./;
const chained = /^(?:Model|Item|Collection)\./;

/** Where a value is stored, where it is one item as it was read, perhaps with changed attributes, or several. */
function storedAt(object: Value, by: RegExp): ItemSource | undefined {
  if (object.shape.kind === 'external') return undefined;
  return deepSources(object).find(
    (source): source is ItemSource => source.kind === 'item' && by.test(source.access.call) && isWhole(source),
  );
}

function isWhole({ path }: ItemSource): boolean {
  const last = path.at(-1);
  return last === 'Item' || last === 'Items' || last === '[]';
}

/** What was changed since it was read. */
function changesIn({ shape }: Value): Value | null {
  return shape.kind === 'dict' ? shaped({ kind: 'dict', fields: shape.fields, rest: null }) : null;
}

function written(kind: AccessKind, call: string): ValueMethod {
  return ({ object }, tools) => {
    const source = storedAt(object, active);
    if (source === undefined) return undefined;
    const { key, keyValue, table, store } = source.access;
    noteAccess(tools, { kind, call, store, key, keyValue, table, item: kind === 'delete' ? null : changesIn(object) });
    return object;
  };
}

/** The item itself, whatever is asked of how it comes. */
const same: ValueMethod = ({ object }) => (storedAt(object, chained) === undefined ? undefined : object);

/** Parts of it that the code or the schema chooses; `-password` only leaves something out. */
const picked: ValueMethod = ({ object, arguments: args }) => {
  if (storedAt(object, chained) === undefined) return undefined;
  const [chosen] = args.positional;
  const isLeftOut = chosen !== undefined && /^\s*-/.test(textOf(chosen) ?? '');
  return isLeftOut ? object : treated(object, ['picked']);
};

const unchanged = [
  ...['exec', 'lean', 'populate', 'session', 'sort', 'skip', 'limit', 'setOptions', 'orFail', 'read', 'hint'],
  ...['toJSON', 'toObject', 'original', 'withSaved', 'collation', 'maxTimeMS'],
];

export const storedItemMethods: readonly (readonly [string, ValueMethod])[] = [
  ['save', written('update', 'Item.save')],
  ['deleteOne', written('delete', 'Item.deleteOne')],
  ['remove', written('delete', 'Item.remove')],
  ['delete', written('delete', 'Item.delete')],
  ['updateOne', written('update', 'Item.updateOne')],
  ...unchanged.map((name): [string, ValueMethod] => [name, same]),
  ...['serialize', 'select', 'project'].map((name): [string, ValueMethod] => [name, picked]),
];
