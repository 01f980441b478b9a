import type { AccessKind, Comparison } from '../../flow/events.ts';
import { type CallArguments, externalOf, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';
import { type AccessParts, given, isConstant, projectionOf } from './access-draft.ts';
import { type Link, nameOf } from './chain.ts';
import { commonToAll } from './condition-text.ts';
import { inDict } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';
import { keyOf } from './expression.ts';
import { keyWithin } from './item-key.ts';
import { type Conditions, chosenName, comparisonsWith, conditionsIn } from './toolbox-conditions.ts';
import { keyAttributes, keyName, tableName } from './toolbox-schema.ts';

/*
 * The actions of DynamoDB-Toolbox from version 1 (dynamodbtoolbox.com, "Entities > Actions", "Tables > Actions").
 */

const kinds: Readonly<Record<string, AccessKind>> = {
  GetItemCommand: 'get',
  PutItemCommand: 'put',
  UpdateItemCommand: 'update',
  UpdateAttributesCommand: 'update',
  DeleteItemCommand: 'delete',
  QueryCommand: 'query',
  ScanCommand: 'scan',
  DeletePartitionCommand: 'delete',
  BatchGetRequest: 'get',
  BatchPutRequest: 'put',
  BatchDeleteRequest: 'delete',
  GetTransaction: 'get',
  PutTransaction: 'put',
  UpdateTransaction: 'update',
  DeleteTransaction: 'delete',
  ConditionCheck: 'get',
};

/** What is asked for: of which action, with what. */
export interface Action {
  readonly name: string;
  readonly kind: AccessKind;
  /** The arguments of `new Entity(…)` or `new Table(…)`. */
  readonly owner: CallArguments | undefined;
  /** A key, an item, or a query. */
  readonly target: Value | undefined;
  readonly options: Value | undefined;
}

/** The action of `Order.build(GetItemCommand).key({ … }).options({ … })`, and of `new GetItemCommand(Order, { … })`. */
export function actionOf(links: readonly Link[], tools: Pick<ModelTools, 'call'>): Action | undefined {
  const at = links.findLastIndex(({ name }) => name === 'build');
  const link = links[at];
  if (link === undefined) return constructed(links, tools);
  const [built] = link.arguments.positional;
  const name = built === undefined ? undefined : externalOf(built)?.path;
  if (name === undefined) return undefined;
  const owner = links[at - 1];
  const isKnown = owner !== undefined && /(?:^|\.)(?:Entity|Table)\(\)$/.test(owner.made.path);
  return completed(nameOf(name), isKnown ? owner.arguments : undefined, undefined, links.slice(at + 1), tools);
}

function constructed(links: readonly Link[], tools: Pick<ModelTools, 'call'>): Action | undefined {
  const at = links.findIndex(({ name, made }) => Object.hasOwn(kinds, name) && /^dynamodb-toolbox\b/.test(made.path));
  const link = links[at];
  if (link === undefined) return undefined;
  const [owner, ...others] = link.arguments.positional;
  // Actions of tables are told of their entities first.
  const [target, options] = /^(?:Query|Scan)Command$/.test(link.name) ? others.slice(1) : others;
  const isScan = link.name === 'ScanCommand';
  const arguments_ = owner === undefined ? undefined : externalOf(owner)?.arguments;
  const first = { target: isScan ? undefined : target, options: isScan ? target : options };
  return completed(link.name, arguments_, first, links.slice(at + 1), tools);
}

/** An action with what the links behind it say. */
function completed(
  name: string,
  owner: CallArguments | undefined,
  first: Pick<Action, 'target' | 'options'> | undefined,
  more: readonly Link[],
  tools: Pick<ModelTools, 'call'>,
): Action | undefined {
  const last = (method: string): readonly Value[] | undefined =>
    more.findLast((link) => link.name === method)?.arguments.positional;
  const pattern = last('pattern')?.[0] ?? last('accessPattern')?.[1];
  const asked = last('key') ?? last('item') ?? last('query');
  const target = pattern === undefined ? asked?.[0] : tools.call(pattern, asked ?? []);
  const kind = pattern === undefined ? entryOf(kinds, name) : 'query';
  if (kind === undefined) return undefined;
  const options = more
    .filter((link) => link.name === 'options')
    .reduce<Value | undefined>(
      (known, link) => optionsAfter(known, link.arguments.positional[0], tools),
      first?.options,
    );
  const condition = last('condition')?.[0];
  return {
    name: pattern === undefined ? name : 'AccessPattern',
    kind,
    owner,
    target: target ?? first?.target,
    options: condition ?? options ?? inDict(target)('options'),
  };
}

/** Options may be made of those before. */
function optionsAfter(
  known: Value | undefined,
  next: Value | undefined,
  tools: Pick<ModelTools, 'call'>,
): Value | undefined {
  if (next?.shape.kind !== 'function') return next;
  return tools.call(next, known === undefined ? [] : [known]);
}

/** What an action asks of the store. */
export function draftOf(action: Action): AccessParts {
  const { name, kind, owner, options } = action;
  const option = inDict(options);
  const filter = conditionsIn(option('filter'));
  const projection = projectionOf(option('attributes'), option('returnValues'));
  const condition = name === 'ConditionCheck' ? conditionsIn(options) : conditionsIn(option('condition'));
  return {
    kind,
    call: name,
    table: option('tableName') ?? tableName(owner),
    index: inDict(action.target)('index') ?? option('index') ?? null,
    ...targetOf(action),
    filter: [...filter.comparisons, ...filtersOf(option('filters'))],
    condition: condition.comparisons,
    conditionText: condition.text,
    ...projection,
    names:
      chosenName(option('filter')) ??
      chosenName(option('filters')) ??
      chosenName(option('condition')) ??
      projection.names,
    limit: given(option('limit')),
    cursor: given(option('exclusiveStartKey')),
    isCount: isConstant(option('select'), 'COUNT'),
  };
}

function targetOf({ name, kind, owner, target }: Action): Pick<AccessParts, 'key' | 'keyValue' | 'item'> {
  if (target === undefined || kind === 'scan') return {};
  if (kind === 'put') return { item: target };
  if (kind === 'update') return { ...keyWithin(target, keyAttributes(owner)), item: target };
  return kind === 'query' || name === 'DeletePartitionCommand' ? queryKey(owner, target) : keyOf(target);
}

/** `{ partition: me, index: 'byUser', range: { beginsWith: 'ORDER#' } }`. */
function queryKey(owner: CallArguments | undefined, query: Value): Pick<AccessParts, 'key' | 'keyValue'> {
  const asked = inDict(query);
  const partition = asked('partition');
  if (partition === undefined) return { key: [], keyValue: query };
  const index = asked('index') ?? null;
  const attribute = keyName(owner, index, 'partitionKey');
  const parts = partition.shape.kind === 'list' ? partition.shape.items : [partition];
  const key = parts.map((value): Comparison => ({ attribute, operator: '=', value }));
  return { key: [...key, ...comparisonsWith(keyName(owner, index, 'sortKey'), asked('range'))], keyValue: null };
}

/** Filters by entity: only what all of them ask holds for every item. */
function filtersOf(filters: Value | undefined): Conditions['comparisons'] {
  if (filters?.shape.kind !== 'dict') return [];
  return commonToAll([...filters.shape.fields.values()].map((filter) => conditionsIn(filter).comparisons));
}

/** What the action of a name does; `undefined` for one that reaches no items. */
export function kindOf(name: string): AccessKind | undefined {
  return entryOf(kinds, name);
}
