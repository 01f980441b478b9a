import { merged } from '../../flow/combine.ts';
import type { AccessKind, Comparison } from '../../flow/events.ts';
import { elementOf, partOf } from '../../flow/refine.ts';
import { deepSources } from '../../flow/sources.ts';
import {
  type CallArguments,
  constant,
  type External,
  external,
  externalOf,
  plain,
  shaped,
  type Value,
} from '../../flow/value.ts';
import type { CallModel, MemberModel, ModelTools } from '../contract.ts';
import { type AccessParts, given, isConstant, noteAccess, projectionOf } from './access-draft.ts';
import { type Link, linksOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';
import { conditionsOf, electrodbOperations, writtenBy } from './electrodb-conditions.ts';
import { type EntityIndex, entitiesOf, indexesOf, tableOf } from './electrodb-schema.ts';
import { entryOf } from './entry-of.ts';
import { keyOf } from './expression.ts';

/*
 * ElectroDB (electrodb.dev, "Queries" and "Mutations"): entities and services whose chains end with `.go()`, in a
 * transaction with `.commit()`.
 */

/** What a chain asks for. */
interface Operation {
  readonly kind: AccessKind;
  /** As it is written: `get`, `query.byUser`. */
  readonly name: string;
  readonly given: Value;
  /** The arguments of `new Entity(…)`, as far as they can be seen. */
  readonly entity: CallArguments | undefined;
  readonly index: EntityIndex | undefined;
  /** The entities of a collection. */
  readonly members?: readonly string[];
  /** The links behind it. */
  readonly more: readonly Link[];
}

const kinds: Readonly<Record<string, AccessKind>> = {
  get: 'get',
  find: 'query',
  match: 'query',
  put: 'put',
  create: 'put',
  upsert: 'update',
  update: 'update',
  patch: 'update',
  delete: 'delete',
  remove: 'delete',
};

/** What ElectroDB demands by itself. */
const demands: Readonly<Record<string, string>> = {
  create: 'attribute_not_exists',
  patch: 'attribute_exists',
  remove: 'attribute_exists',
};

function operationIn(end: External | undefined): Operation | undefined {
  const links = linksOf(end);
  const entityAt = links.findIndex(({ made }) => /\belectrodb\.Entity\(\)$/.test(made.path));
  const entity = links[entityAt]?.arguments;
  const indexes = indexesOf(entity);
  const found = chosenLink(links, entityAt + 1);
  const link = links[found];
  if (link !== undefined) {
    const { name, made } = link;
    const common = { given: link.arguments.positional[0] ?? plain, entity, more: links.slice(found + 1) };
    if (collected.test(made.path)) return { ...common, ...collectionIn(links, name) };
    if (name === 'find' || name === 'match') return searchOf(name, { ...common, name, index: undefined }, indexes);
    if (!queried.test(made.path)) {
      const index = indexes.find((one) => one.index === null);
      return { ...common, kind: entryOf(kinds, name) ?? 'query', name, index };
    }
    const index = indexes.find(({ accessor }) => accessor === name);
    return { ...common, kind: 'query', name: `query.${name}`, index };
  }
  if (end === undefined || !/\.scan(?:$|\.)/.test(end.path)) return undefined;
  const accessor = /\.scan\.(\w+)$/.exec(end.path)?.[1];
  const index = indexes.find((one) => one.accessor === accessor);
  return { kind: 'scan', name: 'scan', given: plain, entity, index, more: links };
}

const queried = /\.query\.\w+\(\)$/;
const collected = /\.collections\.\w+\(\)$/;

/** The link that says what is done; before it may stand what leads to an entity that cannot be seen. */
function chosenLink(links: readonly Link[], from: number): number {
  const telling = links.findIndex(({ made }) => queried.test(made.path) || collected.test(made.path));
  if (telling !== -1) return telling;
  return links.findIndex(({ name }, at) => at >= from && Object.hasOwn(kinds, name));
}

/** A collection of a service, which is on an index of all its entities. */
function collectionIn(
  links: readonly Link[],
  collection: string,
): Pick<Operation, 'kind' | 'name' | 'entity' | 'index' | 'members'> {
  const service = links.find(({ made }) => /\belectrodb\.Service\(\)$/.test(made.path))?.made;
  const entities = service === undefined ? undefined : entitiesOf(service);
  const known = entities?.shape.kind === 'dict' ? [...entities.shape.fields] : [];
  const members = known.flatMap(([member, value]) => {
    const entity = externalOf(value)?.arguments;
    const index = indexesOf(entity).find(({ collections }) => collections.includes(collection));
    return index === undefined ? [] : [{ member, entity, index }];
  });
  return {
    kind: 'query',
    name: `collections.${collection}`,
    entity: members[0]?.entity,
    index: members[0]?.index,
    members: members.map(({ member }) => member),
  };
}

/** `find` and `match` take the first index whose partition key they are given, and scan where there is none. */
function searchOf(name: string, operation: Omit<Operation, 'kind'>, indexes: readonly EntityIndex[]): Operation {
  const has = inDict(operation.given);
  const index = indexes.find(({ partition }) => partition.length > 0 && partition.every((attribute) => has(attribute)));
  const kind = index === undefined && indexes.length > 0 ? 'scan' : 'query';
  return { ...operation, name, kind, index };
}

const ranges: Readonly<Record<string, string>> = {
  begins: 'begins_with',
  between: 'BETWEEN',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

/** What chooses the items: with a schema its partition key, and its sort key as a beginning. */
function keyFor({ kind, given: facets, index, more }: Operation): Pick<AccessParts, 'key' | 'keyValue'> {
  const { key, keyValue } = keyOf(facets);
  if (index === undefined || (facets.shape.kind !== 'dict' && key.length === 0)) return { key, keyValue };
  const chosen = key.flatMap((one): Comparison[] => {
    if (index.partition.includes(one.attribute)) return [one];
    if (!index.sort.includes(one.attribute)) return [];
    return [kind === 'query' ? { ...one, operator: 'begins_with' } : one];
  });
  const ranged = more.flatMap(({ name, arguments: args }): Comparison[] => {
    const operator = entryOf(ranges, name);
    return operator === undefined ? [] : keyOf(args.positional[0]).key.map((one) => ({ ...one, operator }));
  });
  const isFixed = index.partition.length === 0;
  const fixed = isFixed ? [{ attribute: index.field, operator: '=', value: constant(index.field) }] : [];
  const isKnown = isFixed || chosen.some(({ operator }) => operator === '=');
  return { key: [...fixed, ...(isKnown ? chosen : key), ...ranged], keyValue: isKnown ? null : keyValue };
}

/** What an update sets, link by link. */
function itemFor({ kind, name, given: facets, more }: Operation): Value | null {
  if (kind === 'put' || name === 'upsert') return facets;
  if (kind !== 'update') return null;
  const sets = more.flatMap(({ name: link, arguments: args }) =>
    /^(?:set|add|subtract|append|ifNotExists|data)$/.test(link) ? args.positional.slice(0, 1) : [],
  );
  return sets.length === 0 ? null : sets.reduce(merged);
}

/** Notes what a chain asks for once it ends. */
function ended(end: External | undefined, options: Value | undefined, tools: ModelTools): Value | undefined {
  const operation = operationIn(end);
  if (operation === undefined) return undefined;
  const { kind, name, given: facets, entity, more } = operation;
  const option = inDict(options);
  const conditions = more.flatMap((link) =>
    link.name === 'where' || link.name === 'filter' ? link.arguments.positional.map(conditionsOf) : [],
  );
  const compared = [
    ...conditions.flatMap(({ comparisons }) => comparisons),
    ...more.flatMap((link) => (link.name === 'composite' ? keyOf(link.arguments.positional[0]).key : [])),
    ...(name === 'match' ? keyOf(facets).key : []),
  ];
  const isRead = kind === 'get' || kind === 'query' || kind === 'scan';
  const parts: Omit<AccessParts, 'key' | 'keyValue' | 'item'> = {
    kind,
    call: `Entity.${name}`,
    table: option('table') ?? tableOf(entity),
    index: operation.index?.index ?? null,
    filter: isRead ? compared : [],
    condition: isRead ? [] : compared,
    conditionText: [entryOf(demands, name) ?? '', ...conditions.map(({ text }) => text)].filter(Boolean).join(' '),
    ...projectionOf(option('attributes'), option('response')),
    limit: given(option('limit') ?? option('count')),
    cursor: given(option('cursor')),
  };
  const each = facets.shape.kind === 'list' ? facets.shape.items : [facets];
  const answers = each.map((one) => {
    const single = { ...operation, given: one };
    const key = kind === 'put' || kind === 'scan' ? {} : keyFor(single);
    return noteAccess(tools, { ...parts, ...key, item: itemFor(single) });
  });
  return answerOf(operation, answers, option('response'));
}

/** `{ data, cursor }`; a write gives what it was given where it is not asked for more. */
function answerOf(operation: Operation, answers: readonly Value[], response: Value | undefined): Value {
  const { kind, given: facets } = operation;
  const [answer = plain] = answers;
  if (kind === 'put' || kind === 'update' || kind === 'delete') {
    const isAll = response !== undefined && !isConstant(response, 'default') && !isConstant(response, 'none');
    return shaped({
      kind: 'dict',
      fields: new Map([['data', isAll ? partOf(answer, 'Attributes') : facets]]),
      rest: null,
    });
  }
  const isOne = kind === 'get' && facets.shape.kind !== 'list';
  const data = isOne ? partOf(answer, 'Item') : dataOf(operation, answersIn(answers));
  const fields = new Map([['data', data]]);
  if (!isOne) fields.set('cursor', partOf(answer, 'LastEvaluatedKey'));
  // Before version 2 the answer was the data itself.
  return shaped({ kind: 'dict', fields, rest: null }, deepSources(data));
}

/** The items of a collection stand by their entities. */
function dataOf({ members = [] }: Operation, items: Value): Value {
  if (members.length === 0) return items;
  return shaped({ kind: 'dict', fields: new Map(members.map((member) => [member, items])), rest: null });
}

function answersIn(answers: readonly Value[]): Value {
  const [first = plain, ...others] = answers.map((answer) => partOf(answer, 'Items'));
  return others.length === 0 ? first : shaped({ kind: 'list', items: [first, ...others].map(elementOf) });
}

const go: CallModel = ({ callee, arguments: args }, tools) => {
  const last = linksOf(callee.base).at(-1);
  if (last !== undefined && /\.transaction\.(?:get|write)\(\)$/.test(last.made.path))
    return committedAnswer(last.arguments.positional[0] ?? plain);
  return ended(callee.base, args.positional[0], tools);
};

const commit: CallModel = ({ callee, arguments: args }, tools) => {
  if (!/\belectrodb\b/.test(callee.path)) return undefined;
  const answer = ended(callee.base, args.positional[0], tools);
  return answer === undefined ? undefined : partOf(answer, 'data');
};

/** `service.transaction.write(({ orders }) => [orders.create({ … }).commit()])`. */
const transaction: CallModel = ({ path, callee, arguments: args, site }, tools) => {
  const service = callee.base?.base;
  const [written] = args.positional;
  if (service === undefined || written === undefined || !/\.transaction\.(?:get|write)$/.test(path)) return undefined;
  const entities = entitiesOf(service);
  if (entities === undefined || !/\belectrodb\.Service\(\)$/.test(service.path)) return undefined;
  const result = tools.call(written, [entities]);
  return external(`${path}()`, site, {
    base: callee,
    arguments: { positional: [result], named: new Map(), spread: [] },
  });
};

/** `{ data: [{ item, rejected }] }`, in the order in which they were asked for. */
function committedAnswer(results: Value): Value {
  const items = results.shape.kind === 'list' ? results.shape.items : [elementOf(results)];
  const data = items.map((item) => shaped({ kind: 'dict', fields: new Map([['item', item]]), rest: null }));
  return shaped({ kind: 'dict', fields: new Map([['data', shaped({ kind: 'list', items: data })]]), rest: null });
}

export const electrodbMethods: readonly (readonly [string, CallModel])[] = [
  ['go', go],
  ['commit', commit],
  ['where', writtenBy('condition')],
  ['filter', writtenBy('condition')],
  ['data', writtenBy('update')],
  ['get', transaction],
  ['write', transaction],
];

export const electrodbCalls: readonly (readonly [string, CallModel])[] = electrodbOperations;

/** `service.entities.orders` is the entity that the service was made of. */
export const electrodbMembers: readonly (readonly [string, MemberModel])[] = [
  ['electrodb.Service().entities', ({ base }) => entitiesOf(base)],
];
