import type { AccessKind, Comparison } from '../../flow/events.ts';
import { elementOf, partOf } from '../../flow/refine.ts';
import { type CallArguments, type ClassValue, plain, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall, ModelTools } from '../contract.ts';
import { classField, selfField } from '../python/bound-fields.ts';
import { argument } from '../tools.ts';
import { given, isGiven, noteAccess } from './access-draft.ts';
import { conditionsOf, functionsOf } from './pynamodb-conditions.ts';
import { classOfItem, indexedBy, itemObject, type KeyNames, keyNames, storedKey, tableOf } from './pynamodb-items.ts';

/*
 * PynamoDB: class methods of models and indexes, and those of the items that they give (PynamoDB documentation, "API":
 * `Model`, `Index`, `TransactGet`, `TransactWrite`).
 */

function classOf({ callee }: ModelCall): ClassValue | undefined {
  const known = callee.fields.get(classField);
  return known?.shape.kind === 'class' ? known.shape.class : undefined;
}

/** The parts of a key, by the names that a class gives them. */
function keyOf(names: KeyNames, hash: Value | undefined, range: Value | undefined): Comparison[] {
  const parts: [string, Value | undefined][] = [
    [names.hash, hash],
    [names.range, range],
  ];
  return parts.flatMap(([attribute, value]) => (isGiven(value) ? [{ attribute, operator: '=', value }] : []));
}

/** `Order.get(order_id, created)`. */
const get: CallModel = (call, tools) => {
  const known = classOf(call);
  const { arguments: args } = call;
  const answer = noteAccess(tools, {
    kind: 'get',
    call: `${known?.node.name ?? 'Model'}.get`,
    table: tableOf(known),
    key: keyOf(keyNames(known), argument(args, 'hash_key', 0), argument(args, 'range_key', 1)),
    keyValue: args.spread[0] ?? null,
    hasProjection: isGiven(argument(args, 'attributes_to_get', 3)),
  });
  return itemObject(partOf(answer, 'Item'), known, call.site);
};

/** `Order.batch_get([order_id, (order_id, created)])`. */
const batchGet: CallModel = (call, tools) => {
  const known = classOf(call);
  const keys = argument(call.arguments, 'items', 0);
  const one = keys === undefined ? plain : elementOf(keys);
  const isPair = one.shape.kind === 'list';
  const answer = noteAccess(tools, {
    kind: 'get',
    call: `${known?.node.name ?? 'Model'}.batch_get`,
    table: tableOf(known),
    key: keyOf(keyNames(known), isPair ? partOf(one, '0') : one, isPair ? partOf(one, '1') : undefined),
  });
  return itemsOf(answer, known, call);
};

function itemsOf(answer: Value, known: ClassValue | undefined, { site }: ModelCall): Value {
  const items = partOf(answer, 'Items');
  return { ...items, shape: { kind: 'list', items: [itemObject(elementOf(items), known, site)] } };
}

/** What queries and scans have in common. */
function readMany(
  kind: AccessKind,
  method: string,
  call: ModelCall,
  parts: { key: Comparison[]; filter: Value | undefined; known: ClassValue | undefined },
  tools: ModelTools,
): Value {
  const { arguments: args } = call;
  const { key, filter, known } = parts;
  const index = indexedBy(known);
  const isCount = method === 'count';
  const answer = noteAccess(tools, {
    kind,
    call: `${known?.node.name ?? 'Model'}.${method}`,
    table: index === undefined ? tableOf(known) : null,
    index: index ?? given(argument(args, 'index_name')),
    key,
    keyValue: key.length === 0 && kind === 'query' ? (args.spread[0] ?? null) : null,
    filter: conditionsOf(filter),
    limit: given(argument(args, 'limit')) ?? given(argument(args, 'page_size')),
    cursor: given(argument(args, 'last_evaluated_key')),
    hasProjection: isGiven(argument(args, 'attributes_to_get')),
    isCount,
  });
  return isCount ? plain : itemsOf(answer, known, call);
}

/** `Order.query(user_id, Order.created > since, filter_condition=…)`, `Order.by_state.query('open')`. */
function query(method: 'query' | 'count'): CallModel {
  return (call, tools) => {
    const known = classOf(call);
    const { arguments: args } = call;
    const hash = argument(args, 'hash_key', 0);
    const range = conditionsOf(argument(args, 'range_key_condition', 1));
    const key = [...keyOf(keyNames(known), hash, undefined), ...range];
    const filter = argument(args, 'filter_condition', 2);
    return readMany('query', method, call, { key, filter, known }, tools);
  };
}

const scan: CallModel = (call, tools) => {
  const filter = argument(call.arguments, 'filter_condition', 0);
  return readMany('scan', 'scan', call, { key: [], filter, known: classOf(call) }, tools);
};

/** A write of an item that is at hand: one that was read, or one that was made here. */
function written(
  kind: AccessKind,
  method: string,
  item: Value | undefined,
  known: ClassValue | undefined,
  args: CallArguments,
  tools: ModelTools,
): void {
  const condition = argument(args, 'condition', kind === 'update' ? 1 : 0);
  const stored = item === undefined ? [] : storedKey(item);
  noteAccess(tools, {
    kind,
    call: `${known?.node.name ?? 'Model'}.${method}`,
    table: tableOf(known),
    key: stored.length > 0 || item === undefined ? stored : ownKey(item, known),
    condition: conditionsOf(condition),
    conditionText: functionsOf(condition),
    item:
      item !== undefined && kind === 'put'
        ? dataOf(item)
        : kind === 'update'
          ? given(argument(args, 'actions', 0))
          : null,
  });
}

/** The key that an item which was made here has by its fields. */
function ownKey(item: Value, known: ClassValue | undefined): Comparison[] {
  const { shape } = dataOf(item);
  const names = keyNames(known);
  if (shape.kind !== 'dict') return [];
  const part = (name: string): Value | undefined =>
    shape.fields.get(name) ?? (shape.rest === null || name === '' ? undefined : partOf(shape.rest, name));
  return keyOf(names, part(names.hash), part(names.range));
}

/** The fields of an item as a dict; of one that was read, what it is made of. */
function dataOf(item: Value): Value {
  const { shape } = item;
  if (shape.kind !== 'object') return item;
  const { class: known, fields: all } = shape.object;
  const fields = [...all].filter(([name, value]) => name !== 'attribute_values' && !isOfClass(known, name, value));
  const rest: Value | null = item.sources.length === 0 ? null : { ...item, shape: { kind: 'unknown' } };
  return { sources: [], shape: { kind: 'dict', fields: new Map(fields), rest }, treatments: item.treatments };
}

/** What a class says of an attribute, and methods: nothing that the item itself holds. */
function isOfClass(known: ClassValue | undefined, name: string, { shape }: Value): boolean {
  if (shape.kind === 'external' || shape.kind === 'class') return true;
  const member = known?.members.get(name)?.shape;
  return member !== undefined && member === shape;
}

/** `order.save()`, where the item is what the method belongs to. */
function ofItem(kind: AccessKind, method: string): CallModel {
  return (call, tools) => {
    const item = call.callee.fields.get(selfField);
    written(kind, method, item, item === undefined ? classOf(call) : classOfItem(item), call.arguments, tools);
    return plain;
  };
}

/** `batch.save(order)`, `transaction.delete(order, condition=…)`, where the item is the first argument. */
function ofArgument(kind: AccessKind, method: string): CallModel {
  return ({ arguments: args }, tools) => {
    const [item, ...others] = args.positional;
    const known = item === undefined ? undefined : classOfItem(item);
    written(kind, method, item, known, { ...args, positional: others }, tools);
    return plain;
  };
}

/** `transaction.get(Order, order_id)`. */
const transactGet: CallModel = (call, tools) => {
  const [model, ...others] = call.arguments.positional;
  if (model?.shape.kind !== 'class') return undefined;
  const callee = { ...call.callee, fields: new Map([[classField, model]]) };
  return get({ ...call, callee, arguments: { ...call.arguments, positional: others } }, tools);
};

/** The whole of an item as data: `order.attribute_values`, `order.to_simple_dict()`. */
const asData: CallModel = ({ callee }) => {
  const item = callee.fields.get(selfField);
  return item === undefined ? undefined : dataOf(item);
};

const models = ['pynamodb.models.Model'];
const indexes = ['pynamodb.indexes.GlobalSecondaryIndex', 'pynamodb.indexes.LocalSecondaryIndex'];
const batches = models.map((model) => `${model}.batch_write()`);

export const pynamodbCalls: readonly (readonly [string, CallModel])[] = [
  ...models.flatMap((model): [string, CallModel][] => [
    [`${model}.get`, get],
    [`${model}.batch_get`, batchGet],
    [`${model}.save`, ofItem('put', 'save')],
    [`${model}.update`, ofItem('update', 'update')],
    [`${model}.delete`, ofItem('delete', 'delete')],
    ...['to_simple_dict', 'to_dynamodb_dict', 'to_json', 'to_dict', 'serialize'].map((name): [string, CallModel] => [
      `${model}.${name}`,
      asData,
    ]),
  ]),
  ...[...models, ...indexes].flatMap((owner): [string, CallModel][] => [
    [`${owner}.query`, query('query')],
    [`${owner}.count`, query('count')],
    [`${owner}.scan`, scan],
  ]),
  ...batches.flatMap((batch): [string, CallModel][] => [
    [`${batch}.save`, ofArgument('put', 'save')],
    [`${batch}.delete`, ofArgument('delete', 'delete')],
  ]),
  ['pynamodb.transactions.TransactGet().get', transactGet],
  ['pynamodb.transactions.TransactWrite().save', ofArgument('put', 'save')],
  ['pynamodb.transactions.TransactWrite().update', ofArgument('update', 'update')],
  ['pynamodb.transactions.TransactWrite().delete', ofArgument('delete', 'delete')],
];
