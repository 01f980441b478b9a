import { merged } from '../../flow/combine.ts';
import type { AccessKind, Comparison } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { constant, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelTools } from '../contract.ts';
import { type AccessParts, given, isConstant, noteAccess, projectionOf } from './access-draft.ts';
import { comparisonsIn } from './condition-text.ts';
import { type Piece, tokensOf } from './condition-tokens.ts';
import { inDict, type Parameters } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';
import { keyOf, piecesOf } from './expression.ts';
import { keyWithin } from './item-key.ts';
import {
  isTable,
  keyProperties,
  modelIn,
  modelOf,
  noContext,
  type OneModel,
  setContext,
  tableNameOf,
  withContext,
} from './onetable-schema.ts';

/*
 * OneTable (doc.onetable.io, "Model API"): `User.get({ id }, { fields })`, and the same of a table, which says first of
 * which model.
 */

interface Operation {
  readonly kind: AccessKind;
  /** What OneTable demands unless `exists` says something else. */
  readonly exists?: boolean;
}

const operations: Readonly<Record<string, Operation>> = {
  get: { kind: 'get' },
  load: { kind: 'get' },
  find: { kind: 'query' },
  scan: { kind: 'scan' },
  create: { kind: 'put', exists: false },
  update: { kind: 'update', exists: true },
  upsert: { kind: 'update' },
  remove: { kind: 'delete' },
  getItem: { kind: 'get' },
  queryItems: { kind: 'query' },
  scanItems: { kind: 'scan' },
  putItem: { kind: 'put' },
  updateItem: { kind: 'update' },
  deleteItem: { kind: 'delete' },
};

/** Methods of a table that are told no model. */
const isLow = (name: string): boolean => /Items?$/.test(name);

function method(name: string, operation: Operation): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const isOfTable = isTable(callee.base);
    const isNamed = isOfTable && !isLow(name);
    const model = isOfTable ? modelIn(callee.base, isNamed ? positional[0] : undefined) : modelOf(callee.base);
    if (model === undefined) return undefined;
    const [properties, params] = isNamed ? positional.slice(1) : positional;
    const asked: Asked = { name, operation, model, properties: withContext(model, properties ?? noContext), params };
    return answerOf(asked, tools);
  };
}

interface Asked {
  readonly name: string;
  readonly operation: Operation;
  readonly model: OneModel;
  readonly properties: Value;
  readonly params: Value | undefined;
}

function answerOf(asked: Asked, tools: ModelTools): Value {
  const draft = draftOf(asked);
  const answer = noteAccess(tools, draft);
  if (draft.isCount === true) return partOf(answer, 'Count');
  switch (asked.operation.kind) {
    case 'get':
      return partOf(answer, 'Item');
    case 'query':
    case 'scan':
      return partOf(answer, 'Items');
    case 'put':
      return asked.properties;
    default:
      return partOf(answer, 'Attributes');
  }
}

function draftOf(asked: Asked): AccessParts {
  const { name, operation, model, properties, params } = asked;
  const param = inDict(params);
  const index = given(param('index'));
  const isPrimary = index === null || textOf(index) === 'primary';
  const isRead = operation.kind === 'get' || operation.kind === 'query' || operation.kind === 'scan';
  const where = param('where');
  const compared = where === undefined ? [] : comparisonsInWhere(where, inDict(param('substitutions')));
  const projection = projectionOf(param('fields'));
  const { key, keyValue, others } = keyFor(asked, isPrimary ? null : index);
  return {
    // An index only finds; what is got there is looked for first.
    kind: operation.kind === 'get' && !isPrimary ? 'query' : operation.kind,
    call: `Model.${name}`,
    table: tableNameOf(model),
    index: isPrimary ? null : index,
    key,
    keyValue,
    filter: !isRead ? [] : operation.kind === 'get' ? compared : [...others, ...compared],
    condition: isRead ? [] : compared,
    conditionText: isRead ? '' : existence(operation, param('exists')),
    item: itemOf(operation.kind, properties, params),
    ...projection,
    expressions: where === undefined ? projection.expressions : new Map([...projection.expressions, ['Where', where]]),
    limit: given(param('limit')),
    cursor: given(param('next')) ?? given(param('prev')),
    isCount: isConstant(param('count'), true) || isConstant(param('select'), 'COUNT'),
  };
}

function existence({ exists }: Operation, said: Value | undefined): string {
  if (isConstant(said, true) || (said === undefined && exists === true)) return 'attribute_exists';
  return isConstant(said, false) || (said === undefined && exists === false) ? 'attribute_not_exists' : '';
}

function itemOf(kind: AccessKind, properties: Value, params: Value | undefined): Value | null {
  if (kind === 'put') return properties;
  if (kind !== 'update') return null;
  const sets = ['set', 'add', 'push'].flatMap((name) => inDict(params)(name) ?? []);
  return sets.reduce(merged, properties);
}

/** What of the properties chooses the items, and what only filters them. */
function keyFor(
  { operation: { kind }, model, properties }: Asked,
  index: Value | null,
): Pick<Required<AccessParts>, 'key' | 'keyValue'> & { readonly others: readonly Comparison[] } {
  if (kind === 'put') return { key: [], keyValue: null, others: [] };
  const { key: all, keyValue } = rangesOf(properties);
  if (kind === 'scan') return { key: [], keyValue: null, others: all };
  const known = keyProperties(model, index);
  if (known === undefined)
    return kind === 'update' ? { ...keyWithin(properties, undefined), others: [] } : { key: all, keyValue, others: [] };
  const { hash, sort, hashOf, sortOf } = known;
  const named = (names: readonly string[]): Comparison[] => all.filter(({ attribute }) => names.includes(attribute));
  // A key that is given as it is stands for its template.
  const own = named([hash]);
  const partition = own.length > 0 ? own : partitionOf(hash, hashOf, named(hashOf ?? []));
  const ownSort = sort === undefined ? [] : named([sort]);
  const range = ownSort.length > 0 ? ownSort : named((sortOf ?? []).filter((name) => !hashOf?.includes(name)));
  const isWhole = partition.length > 0 && partition.length >= (own.length > 0 ? 1 : (hashOf?.length ?? 1));
  const ranged =
    kind === 'query' ? range.map((one) => (one.operator === '=' ? { ...one, operator: 'begins_with' } : one)) : range;
  const used = new Set([...partition, ...range].map(({ attribute }) => attribute));
  return {
    key: [...partition, ...ranged],
    keyValue: isWhole ? null : (keyValue ?? (partition.length === 0 ? properties : null)),
    others: all.filter(({ attribute }) => !used.has(attribute)),
  };
}

/** A template without properties is the same partition for everybody. */
function partitionOf(hash: string, properties: readonly string[] | undefined, found: Comparison[]): Comparison[] {
  if (properties === undefined || properties.length > 0) return found;
  return [{ attribute: hash, operator: '=', value: constant(hash) }];
}

const ranges: Readonly<Record<string, string>> = {
  begins: 'begins_with',
  begins_with: 'begins_with',
  between: 'BETWEEN',
};

/** `{ sk: { begins: 'user#' } }` besides plain values. */
function rangesOf(properties: Value): ReturnType<typeof keyOf> {
  const { key, keyValue } = keyOf(properties);
  const read = key.map((one): Comparison => {
    const { shape } = one.value;
    const [entry] = shape.kind === 'dict' && shape.fields.size === 1 ? [...shape.fields] : [];
    if (entry === undefined) return one;
    const operator = entryOf(ranges, entry[0]) ?? (/^(?:=|<>|<=?|>=?)$/.test(entry[0]) ? entry[0] : undefined);
    return operator === undefined ? one : { attribute: one.attribute, operator, value: entry[1] };
  });
  return { key: read, keyValue };
}

/** `where: '${owner} = {me}'`, with `@{me}` for what stands in `substitutions`. */
function comparisonsInWhere(where: Value, substitutions: Parameters): Comparison[] {
  return comparisonsIn(tokensOf(piecesOf(where).map(withoutBraces)), {
    attribute: () => '',
    value: (placeholder) => substitutions(placeholder.slice(1)) ?? constant(placeholder),
  });
}

/** `${owner}` is an attribute, `@{me}` a placeholder, and `{open}` a text. */
function withoutBraces(piece: Piece): Piece {
  if (typeof piece !== 'string') return piece;
  return piece
    .replaceAll(/\$\{([\w.]+)\}/g, '$1')
    .replaceAll(/@\{(?:\.\.\.)?(\w+)\}/g, ':$1')
    .replaceAll(/\{"?/g, "'")
    .replaceAll(/"?\}/g, "'");
}

function context(isAdded: boolean): CallModel {
  return ({ callee, arguments: { positional } }) => {
    const [given_] = positional;
    if (callee.base !== undefined && given_ !== undefined && isTable(callee.base))
      setContext(callee.base, given_, isAdded);
    return undefined;
  };
}

export const onetableMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(operations).map(([name, operation]): [string, CallModel] => [name, method(name, operation)]),
  ['setContext', context(false)],
  ['addContext', context(true)],
];
