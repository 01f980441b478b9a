import type { AccessKind, Comparison } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { madeOf } from '../../flow/sources.ts';
import { type CallArguments, type External, externalOf, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelTools } from '../contract.ts';
import { type AccessParts, given, noteAccess, projectionOf } from './access-draft.ts';
import { linksOf, nameOf } from './chain.ts';
import { withSharedConditions } from './dynamo-batch.ts';
import { inDict } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';
import { keyOf } from './expression.ts';
import { keyWithin } from './item-key.ts';
import { chosenName, comparisonsWith, conditionsIn } from './toolbox-conditions.ts';
import { keyAttributes, keyName, tableName } from './toolbox-schema.ts';

/*
 * DynamoDB-Toolbox before version 1 (v0.dynamodbtoolbox.com): `Order.get({ … }, { … })`, `Order.query(me, { … })`, and
 * the same of a table, which says first of which entity.
 */

const kinds: Readonly<Record<string, AccessKind>> = {
  get: 'get',
  query: 'query',
  scan: 'scan',
  put: 'put',
  update: 'update',
  delete: 'delete',
};

/** The entity or table that a method is called on, and its settings. */
function ownerOf(base: External | undefined): { isTable: boolean; settings: CallArguments | undefined } | undefined {
  const match = base === undefined ? null : /^dynamodb-toolbox(?:\/[\w/-]+)?\.(Entity|Table)\(\)$/.exec(base.path);
  return match === null ? undefined : { isTable: match[1] === 'Table', settings: base?.arguments };
}

function method(name: string, kind: AccessKind): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const owner = ownerOf(callee.base);
    if (owner === undefined) return undefined;
    const { isTable, settings } = owner;
    // `Orders.get('Order', { … })`.
    const given = isTable && kind !== 'query' && kind !== 'scan' ? positional.slice(1) : positional;
    return noteAccess(tools, draftOf(`${isTable ? 'Table' : 'Entity'}.${name}`, kind, settings, given));
  };
}

function draftOf(
  call: string,
  kind: AccessKind,
  settings: CallArguments | undefined,
  positional: readonly Value[],
): AccessParts {
  const [target, options] = kind === 'scan' ? [undefined, positional[0]] : positional;
  const option = inDict(options);
  const isRead = kind === 'get' || kind === 'query' || kind === 'scan';
  const filter = conditionsIn(option('filters'));
  const condition = conditionsIn(option('conditions'));
  const select = option('select');
  const projection = projectionOf(option('attributes'), option('returnValues'));
  return {
    kind,
    call,
    table: tableName(settings),
    index: given(option('index')),
    ...targetOf(kind, settings, target, options),
    filter: isRead ? filter.comparisons : [],
    condition: condition.comparisons,
    conditionText: condition.text,
    ...projection,
    names: chosenName(option('filters')) ?? chosenName(option('conditions')) ?? projection.names,
    limit: given(option('limit')),
    cursor: given(option('startKey')),
    isCount: select !== undefined && textOf(select)?.toUpperCase() === 'COUNT',
  };
}

function targetOf(
  kind: AccessKind,
  settings: CallArguments | undefined,
  target: Value | undefined,
  options: Value | undefined,
): Pick<AccessParts, 'key' | 'keyValue' | 'item'> {
  if (target === undefined) return {};
  if (kind === 'put') return { item: target };
  if (kind === 'update') return { ...keyWithin(target, keyAttributes(settings)), item: target };
  if (kind !== 'query') return keyOf(target);
  const index = inDict(options)('index') ?? null;
  const partition: Comparison = { attribute: keyName(settings, index, 'partitionKey'), operator: '=', value: target };
  return { key: [partition, ...comparisonsWith(keyName(settings, index, 'sortKey'), options)] };
}

/** Requests that are only made, for a batch or a transaction. */
const parts: Readonly<Record<string, AccessKind>> = {
  getBatch: 'get',
  putBatch: 'put',
  deleteBatch: 'delete',
  getTransaction: 'get',
  putTransaction: 'put',
  updateTransaction: 'update',
  deleteTransaction: 'delete',
  conditionCheck: 'get',
};

/** `Orders.batchGet([Order.getBatch({ … })])`, `Orders.transactWrite([…])`. */
function several(name: string): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const [requests] = positional;
    if (requests === undefined || ownerOf(callee.base)?.isTable !== true) return undefined;
    const all = partsIn(requests);
    const isCheck = ({ call }: AccessParts): boolean => call === 'conditionCheck';
    const drafts = withSharedConditions(
      all.filter((one) => !isCheck(one)),
      all.filter(isCheck),
    );
    return answerOf(name, drafts, tools);
  };
}

function partsIn(value: Value, depth = 4): AccessParts[] {
  if (depth === 0) return [];
  if (value.shape.kind === 'list') return value.shape.items.flatMap((item) => partsIn(item, depth - 1));
  const made = externalOf(value);
  const name = made === undefined ? '' : nameOf(made.path);
  const kind = entryOf(parts, name);
  const entity = linksOf(made).at(-2);
  if (made?.arguments === undefined || kind === undefined) return [];
  return [draftOf(name, kind, entity?.arguments, made.arguments.positional)];
}

/** Batches answer by table, transactions in order. */
function answerOf(name: string, drafts: readonly AccessParts[], tools: ModelTools): Value | undefined {
  const answers = drafts.map((draft) => noteAccess(tools, { ...draft, call: `Table.${name} ${draft.call}` }));
  return answers.length === 0 ? undefined : madeOf(answers.map((answer) => partOf(answer, 'Items')));
}

export const toolboxClassicMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(kinds).map(([name, kind]): [string, CallModel] => [name, method(name, kind)]),
  ...['batchGet', 'batchWrite', 'transactGet', 'transactWrite'].map((name): [string, CallModel] => [
    name,
    several(name),
  ]),
];
