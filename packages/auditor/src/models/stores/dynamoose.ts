import { merged } from '../../flow/combine.ts';
import type { AccessKind, Comparison } from '../../flow/events.ts';
import { elementOf, partOf } from '../../flow/refine.ts';
import { type CallArguments, type External, external, shaped, textOf, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { type AccessParts, given, isConstant, noteAccess, projectionOf } from './access-draft.ts';
import { answerCallback } from './callback.ts';
import { type Link, linksOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';
import { chosenName, conditionOf, conditionsIn } from './dynamoose-conditions.ts';
import { keyNames, type ModelSchema, schemaOf } from './dynamoose-schema.ts';
import { keyOf } from './expression.ts';
import { keyWithin } from './item-key.ts';

/*
 * dynamoose (dynamoosejs.com, "Model", "Query", "Scan", "Item"): models, their queries and scans that `.exec()` runs,
 * and items that are saved.
 */

const modelPath = /^(?:dynamoose(?:\/[\w/-]+)?\.(?:default\.)?model|nestjs-dynamoose\.InjectModel)\(\)$/;

function modelAt(at: External | undefined): CallArguments | undefined {
  return at !== undefined && modelPath.test(at.path) ? at.arguments : undefined;
}

/** What a method of a model is told: its key or item, and its settings. */
interface Told {
  readonly kind: AccessKind;
  readonly call: string;
  readonly schema: ModelSchema;
  readonly positional: readonly Value[];
}

const operations: Readonly<Record<string, AccessKind>> = {
  get: 'get',
  create: 'put',
  update: 'update',
  delete: 'delete',
  batchGet: 'get',
  batchPut: 'put',
  batchDelete: 'delete',
};

/** `Order.get({ … })`, and in a transaction `Order.transaction.get({ … })`. */
function method(name: string, kind: AccessKind): CallModel {
  return ({ callee, arguments: { positional }, site }, tools) => {
    const isInTransaction = callee.base?.path.endsWith('.transaction') === true;
    const model = modelAt(isInTransaction ? callee.base?.base : callee.base);
    if (model === undefined) return undefined;
    const told: Told = { kind, call: `Model.${name}`, schema: schemaOf(model), positional };
    const isBatch = name.startsWith('batch');
    const [first] = positional;
    const each = isBatch && first?.shape.kind === 'list' ? first.shape.items : [first];
    const answers = each.map((one) =>
      noteAccess(tools, draftOf({ ...told, positional: one === undefined ? [] : [one, ...positional.slice(1)] })),
    );
    const answer = answerTo(kind, isBatch, answers, first);
    answerCallback(positional.slice(1), answer, site, tools);
    return answer;
  };
}

function answerTo(kind: AccessKind, isBatch: boolean, answers: readonly Value[], item: Value | undefined): Value {
  const part = kind === 'get' ? 'Item' : 'Attributes';
  const found = answers.map((answer) => partOf(answer, part));
  if (isBatch) return shaped({ kind: 'list', items: found.length > 1 ? found : found.map(elementOf) });
  // What is made is what was given.
  return kind === 'put' && item !== undefined ? item : (found[0] ?? shaped({ kind: 'unknown' }));
}

function draftOf({ kind, call, schema, positional }: Told): AccessParts {
  const [target, second, third] = positional;
  const isPair = kind === 'update' && second !== undefined && second.shape.kind !== 'function';
  const settings = inDict(kind === 'update' ? third : second);
  const attributes = settings('attributes');
  const condition = conditionOf(settings('condition'));
  const isNew = call === 'Model.create' && !isConstant(settings('overwrite'), true);
  return {
    kind,
    call,
    table: schema.table,
    ...(target === undefined ? {} : targetOf(kind, schema, target, isPair ? second : undefined)),
    condition: condition.comparisons,
    conditionText: [isNew ? 'attribute_not_exists' : '', condition.text].filter(Boolean).join(' '),
    ...projectionOf(attributes),
  };
}

function targetOf(
  kind: AccessKind,
  schema: ModelSchema,
  target: Value,
  changes: Value | undefined,
): Pick<AccessParts, 'key' | 'keyValue' | 'item'> {
  if (kind === 'put') return { item: target };
  if (kind === 'update' && changes === undefined) return { ...keyWithin(target, keyNames(schema)), item: target };
  return { ...keyFrom(schema, target), ...(changes === undefined ? {} : { item: withoutOperators(changes) }) };
}

/** A key is an object, or the value of the hash key. */
function keyFrom(schema: ModelSchema, key: Value): Pick<AccessParts, 'key' | 'keyValue'> {
  if (key.shape.kind === 'dict') return keyOf(key);
  return { key: [{ attribute: schema.hash, operator: '=', value: key }] };
}

/** `{ $SET: { title }, $ADD: { count: 1 } }` as the attributes that it changes. */
function withoutOperators(changes: Value): Value {
  if (changes.shape.kind !== 'dict') return changes;
  const inner = [...changes.shape.fields].flatMap(([name, value]) => (/^\$(?:SET|ADD)$/.test(name) ? [value] : []));
  const fields = new Map([...changes.shape.fields].filter(([name]) => !/^\$/.test(name)));
  return inner.reduce(merged, shaped({ ...changes.shape, fields }, changes.sources));
}

/** `Order.query('owner').eq(me).using('byOwner').limit(10).exec()`. */
const exec: CallModel = ({ callee, arguments: { positional }, site }, tools) => {
  const links = linksOf(callee.base);
  const start = links.findIndex(({ name }) => name === 'query' || name === 'scan');
  const first = links[start];
  const asked = links.slice(start);
  if (first === undefined || !isRetriever(asked)) return undefined;
  const draft = retrieval(first.name === 'scan' ? 'scan' : 'query', schemaOf(modelAt(links[start - 1]?.made)), asked);
  const answer = noteAccess(tools, draft);
  const items = draft.isCount === true ? partOf(answer, 'Count') : partOf(answer, 'Items');
  answerCallback(positional, items, site, tools);
  return items;
};

/** Of a model that can be seen, or by the words that no other library has together. */
function isRetriever(links: readonly Link[]): boolean {
  const [first, ...others] = links;
  if (first === undefined) return false;
  if (modelAt(first.made.base?.base) !== undefined) return true;
  return isSaid(first) && others.some(({ name }) => /^(?:eq|using|startAt|filter|attributes)$/.test(name));
}

/** `query('owner')`, `scan()`: an attribute and no statement of another language. */
function isSaid({ name, arguments: { positional } }: Pick<Link, 'name' | 'arguments'>): boolean {
  const [first, second] = positional;
  if (second !== undefined) return false;
  if (first === undefined) return name === 'scan';
  return first.shape.kind === 'dict' || /^[\w.-]+$/.test(textOf(first) ?? '');
}

/** A chain that begins at a model that something unseen injects is followed to its end, where it shows what it is. */
function begun(name: string): CallModel {
  return ({ path, callee, arguments: args, site }) =>
    callee.base?.path === 'unknown' && isSaid({ name, arguments: args })
      ? external(`${path}()`, site, { arguments: args, base: callee })
      : undefined;
}

function retrieval(kind: 'query' | 'scan', schema: ModelSchema, links: readonly Link[]): AccessParts {
  const last = (name: string): Value | undefined =>
    links.findLast((link) => link.name === name)?.arguments.positional[0];
  const conditions = conditionsIn(links);
  const { key, filter, index } = divided(kind, schema, conditions.comparisons, last('using'));
  const projection = projectionOf(last('attributes'));
  return {
    kind,
    call: kind === 'query' ? 'Model.query' : 'Model.scan',
    table: schema.table,
    index,
    key,
    filter,
    ...projection,
    names: chosenName(links) ?? projection.names,
    limit: given(last('limit')),
    cursor: given(last('startAt')),
    isCount: links.some(({ name }) => name === 'count'),
  };
}

/** dynamoose puts into the key condition what the table or the index is keyed by, and filters by the rest. */
function divided(
  kind: 'query' | 'scan',
  { hash, range, indexes }: ModelSchema,
  all: readonly Comparison[],
  using: Value | undefined,
): { key: readonly Comparison[]; filter: readonly Comparison[]; index: Value | null } {
  if (kind === 'scan') return { key: [], filter: all, index: given(using) };
  const equal = all.filter(({ operator }) => operator === '=');
  const onIndex = equal.find(({ attribute }) => indexes.has(attribute));
  const onTable = using === undefined ? equal.find(({ attribute }) => attribute === hash) : undefined;
  const partition = onTable ?? onIndex ?? equal[0];
  if (partition === undefined) return { key: [], filter: all, index: given(using) };
  const index = onTable === undefined ? (using ?? indexes.get(partition.attribute) ?? null) : null;
  const isRange = ({ attribute }: Comparison): boolean => index === null && attribute === range;
  const key = [partition, ...all.filter((one) => one !== partition && isRange(one))];
  return { key, filter: all.filter((one) => !key.includes(one)), index };
}

/** `new Order({ … }).save()`. */
const save: CallModel = ({ callee, arguments: { positional }, site }, tools) => {
  const made = callee.base;
  const model = modelAt(made?.base);
  if (made === undefined || model === undefined) return undefined;
  const [settings] = positional;
  const changed = shaped({ kind: 'dict', fields: new Map(made.fields), rest: null });
  const item = made.arguments?.positional[0];
  const answer = item === undefined ? changed : merged(item, changed);
  noteAccess(tools, {
    kind: 'put',
    call: 'Item.save',
    table: schemaOf(model).table,
    item: answer,
    conditionText: isConstant(inDict(settings)('overwrite'), false) ? 'attribute_not_exists' : '',
  });
  answerCallback(positional, answer, site, tools);
  return answer;
};

export const dynamooseMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(operations).map(([name, kind]): [string, CallModel] => [name, method(name, kind)]),
  ['exec', exec],
  ['query', begun('query')],
  ['scan', begun('scan')],
  ['save', save],
];
