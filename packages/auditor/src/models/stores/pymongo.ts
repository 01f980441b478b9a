import type { AccessKind, Comparison } from '../../flow/events.ts';
import { elementOf, partOf } from '../../flow/refine.ts';
import type { Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { argument } from '../tools.ts';
import { noteAccess } from './access-draft.ts';

/*
 * Collections of MongoDB by PyMongo, Motor and Flask-PyMongo (PyMongo documentation, "Collection level operations"):
 * which documents are meant, by the filter that a call is given first.
 */

const methods: Readonly<Record<string, AccessKind>> = {
  find_one: 'get',
  find_one_or_404: 'get',
  find_one_and_update: 'update',
  find_one_and_replace: 'update',
  find_one_and_delete: 'delete',
  update_one: 'update',
  replace_one: 'update',
  delete_one: 'delete',
  insert_one: 'put',
};

/** What a filter compares: `{'_id': order_id, 'owner': {'$eq': me}}`. */
function comparisonsOf(filter: Value | undefined): { key: Comparison[]; keyValue: Value | null } {
  if (filter === undefined) return { key: [], keyValue: null };
  const { shape } = filter;
  // One that is no dict is the value of `_id`.
  if (shape.kind !== 'dict') return { key: [{ attribute: '_id', operator: '=', value: filter }], keyValue: null };
  const key = [...shape.fields].flatMap(([attribute, value]): Comparison[] => {
    if (attribute !== '$and' || value.shape.kind !== 'list') return [{ attribute, operator: '=', value }];
    return value.shape.items.slice(0, 20).flatMap((item) => comparisonsOf(item).key);
  });
  return { key, keyValue: shape.rest };
}

function documentMethod(name: string, kind: AccessKind): CallModel {
  return (call, tools) => {
    if (!isCollection(call)) return undefined;
    const { arguments: args } = call;
    const isNew = kind === 'put';
    const document = argument(args, isNew ? 'document' : kind === 'update' ? 'update' : '', isNew ? 0 : 1);
    const answer = noteAccess(tools, {
      kind,
      store: 'MongoDB',
      call: name,
      ...(isNew ? {} : comparisonsOf(argument(args, 'filter', 0))),
      item: kind === 'put' || kind === 'update' ? (document ?? null) : null,
      hasProjection: kind === 'get' && argument(args, 'projection', 1) !== undefined,
    });
    return partOf(answer, 'Item');
  };
}

/** `users.find({'owner': me})`, of something that comes from a library of MongoDB: other things have a `find`, too. */
const find: CallModel = (call, tools) => {
  if (!isOfLibrary(call)) return undefined;
  const { key, keyValue } = comparisonsOf(argument(call.arguments, 'filter', 0));
  const kind = key.length === 0 && keyValue === null ? 'scan' : 'query';
  const hasProjection = argument(call.arguments, 'projection', 1) !== undefined;
  const items = partOf(
    noteAccess(tools, { kind, store: 'MongoDB', call: 'find', key, keyValue, hasProjection }),
    'Items',
  );
  return { ...items, shape: { kind: 'list', items: [elementOf(items)] } };
};

function isOfLibrary({ path }: ModelCall): boolean {
  return /^(?:pymongo|motor|flask_pymongo|pymongo_inmemory|mongomock)\b/.test(path);
}

/** These names belong to MongoDB alone, so that the collection may come from a module that cannot be seen. */
function isCollection({ callee }: ModelCall): boolean {
  return callee.base !== undefined;
}

export const pymongoMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(methods).map(([name, kind]): [string, CallModel] => [name, documentMethod(name, kind)]),
  ['find', find],
];
