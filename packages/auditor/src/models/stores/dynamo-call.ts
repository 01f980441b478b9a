import type { AccessKind, Comparison } from '../../flow/events.ts';
import { constant, shaped, textOf, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';
import { type AccessParts, isChangeOnly, isGiven, noteAccess } from './access-draft.ts';
import { tokensOf } from './condition-tokens.ts';
import { entryOf } from './entry-of.ts';
import { comparisonsOf, isWritten, keyOf, piecesOf, untyped } from './expression.ts';
import { legacyConditions, legacyUpdates } from './legacy-conditions.ts';
import { statementOf } from './partiql.ts';

/*
 * DynamoDB's own requests, whose parameters are called the same in every SDK (API reference, "Actions").
 */

const expressionNames = [
  'KeyConditionExpression',
  'FilterExpression',
  'ConditionExpression',
  'UpdateExpression',
  'ProjectionExpression',
  'Statement',
];

/** A parameter of a request by its name. */
export type Parameters = (name: string) => Value | undefined;

/** Notes a request whose parameters are given by name, and gives what it answers. */
export function dynamoCall(
  written: string,
  kind: AccessKind,
  parameters: Parameters,
  /** What is not known by name: `**params`. */
  loose: Value | undefined,
  table: Value | null,
  tools: Pick<ModelTools, 'access'>,
): Value {
  return noteAccess(tools, dynamoRequest(written, kind, parameters, loose, table));
}

/** What a request asks for. */
export function dynamoRequest(
  written: string,
  kind: AccessKind,
  parameters: Parameters,
  loose: Value | undefined,
  table: Value | null,
): AccessParts {
  const given: Parameters = (name) => {
    const value = parameters(name);
    return isGiven(value) ? value : undefined;
  };
  const names = given('ExpressionAttributeNames');
  const values = given('ExpressionAttributeValues');
  const { key, keyValue } = keyIn(kind, given);
  const condition = given('ConditionExpression');
  const expected = legacyConditions(given('Expected'), given('ConditionalOperator'));
  const filtered = legacyConditions(given('QueryFilter') ?? given('ScanFilter'), given('ConditionalOperator'));
  const select = given('Select');
  const request: AccessParts = {
    kind,
    call: written,
    table: given('TableName') ?? table,
    index: given('IndexName') ?? null,
    key,
    keyValue: keyValue ?? (key.length === 0 ? (loose ?? null) : null),
    filter: [...comparisonsOf(given('FilterExpression'), names, values), ...filtered.comparisons],
    condition: [...comparisonsOf(condition, names, values), ...expected.comparisons],
    conditionText: [conditionText(condition), expected.text].filter((text) => text !== '').join(' '),
    item: given('Item') ?? (kind === 'update' ? (values ?? legacyUpdates(given('AttributeUpdates')) ?? null) : null),
    expressions: expressionsIn(given, names),
    names: names ?? null,
    limit: given('Limit') ?? inDict(given('PaginationConfig'))('MaxItems') ?? null,
    cursor: given('ExclusiveStartKey') ?? null,
    hasProjection:
      given('ProjectionExpression') !== undefined ||
      given('AttributesToGet') !== undefined ||
      isChangeOnly(given('ReturnValues')),
    isCount: select !== undefined && textOf(select) === 'COUNT',
  };
  return kind === 'statement' ? withStatement(request, given) : request;
}

function keyIn(kind: AccessKind, given: Parameters): { key: readonly Comparison[]; keyValue: Value | null } {
  if (kind !== 'query') return keyOf(given('Key'));
  const expression = given('KeyConditionExpression');
  if (expression === undefined)
    return { key: legacyConditions(given('KeyConditions'), undefined).comparisons, keyValue: null };
  const key = comparisonsOf(expression, given('ExpressionAttributeNames'), given('ExpressionAttributeValues'));
  return { key: key.length === 0 ? keyByValues(given) : key, keyValue: null };
}

/** A key condition whose text cannot be seen: what it compares with are the values that no other expression names. */
function keyByValues(given: Parameters): Comparison[] {
  const values = given('ExpressionAttributeValues');
  if (values?.shape.kind !== 'dict') return [];
  const filter = given('FilterExpression');
  const elsewhere = new Set(
    (filter !== undefined && isWritten(filter) ? tokensOf(piecesOf(filter)) : []).map((token) =>
      token.kind === 'placeholder' ? token.text : '',
    ),
  );
  return [...values.shape.fields]
    .filter(([placeholder]) => !elsewhere.has(placeholder))
    .map(([placeholder, value]) => ({
      attribute: placeholder.replace(/^:/, ''),
      operator: '=',
      value: untyped(value),
    }));
}

function expressionsIn(given: Parameters, names: Value | undefined): Map<string, Value> {
  return new Map(
    expressionNames.flatMap((name): [string, Value][] => {
      const expression = given(name);
      if (expression === undefined) return [];
      return [[name, name === 'ProjectionExpression' ? namedProjection(expression, names) : expression]];
    }),
  );
}

/** `#id, #title` as the attributes that it stands for, where all of them are known. */
function namedProjection(projection: Value, names: Value | undefined): Value {
  const text = textOf(projection);
  if (text === undefined || names?.shape.kind !== 'dict') return projection;
  const { fields } = names.shape;
  const named = text.replaceAll(/#\w+/g, (placeholder) => {
    const name = fields.get(placeholder);
    return name === undefined ? placeholder : (textOf(name) ?? placeholder);
  });
  return constant(named);
}

/** PartiQL says everything in its statement. */
function withStatement(request: AccessParts, given: Parameters): AccessParts {
  const text = given('Statement');
  const statement = text === undefined ? undefined : statementOf(text, given('Parameters'));
  if (statement === undefined) return request;
  const { conditions, ...parts } = statement;
  return { ...request, ...parts, key: conditions, keyValue: null, table: parts.table ?? request.table ?? null };
}

/** The parameters of a request that is one dict or object. */
export function inDict(params: Value | undefined): Parameters {
  return (name) => {
    if (params === undefined) return undefined;
    const { shape } = params;
    if (shape.kind === 'dict')
      return shape.fields.get(name) ?? (shape.rest?.shape.kind === 'dict' ? inDict(shape.rest)(name) : undefined);
    if (shape.kind === 'object') return shape.object.fields.get(name);
    return undefined;
  };
}

/** What a request holds that is not known by name. */
export function looseIn(params: Value | undefined): Value | undefined {
  if (params === undefined) return undefined;
  if (params.shape.kind === 'dict') return params.shape.rest ?? undefined;
  return params.shape.kind === 'unknown' && params.sources.length > 0 ? params : undefined;
}

/** The functions of a condition, whether it is built or written: `attribute_not_exists`. */
export function conditionText(condition: Value | undefined): string {
  if (condition === undefined) return '';
  const { shape } = condition;
  switch (shape.kind) {
    case 'constant':
      return String(shape.value);
    case 'text':
      return piecesOf(condition)
        .map((piece) => (typeof piece === 'string' ? piece : ' '))
        .join('');
    case 'list':
      return shape.items.map(conditionText).join(' ');
    case 'external':
      return shape.external.path
        .replace(/(?<!attribute_)\bnot_exists\b/, 'attribute_not_exists')
        .replace(/(?<!attribute_)\bexists\b/, 'attribute_exists');
    default:
      return '';
  }
}

/** A request inside a batch or a transaction. */
interface InnerRequest {
  readonly kind: AccessKind;
  readonly params: Value;
  /** Of a batch, which names it outside: as it is written, or in brackets what names it while the code runs. */
  readonly table: string;
}

const nested: Readonly<Record<string, AccessKind>> = {
  Get: 'get',
  Put: 'put',
  Update: 'update',
  Delete: 'delete',
  PutRequest: 'put',
  DeleteRequest: 'delete',
};

/** The requests inside a batch or a transaction: each with its table and what it does. */
export function requestsIn(items: Value | undefined, table = '', depth = 4): InnerRequest[] {
  if (items === undefined || depth === 0) return [];
  const { shape } = items;
  if (shape.kind === 'list') return shape.items.flatMap((item) => requestsIn(item, table, depth - 1));
  if (shape.kind !== 'dict') return [];
  // A table whose name is not known: `{ [process.env.TABLE]: … }`.
  const loose = shape.rest === null ? [] : requestsOf(shape.rest, '', depth);
  const known = [...shape.fields].flatMap(([name, value]): InnerRequest[] => {
    const kind = entryOf(nested, name);
    return kind === undefined ? requestsOf(value, name, depth) : [{ kind, params: value, table }];
  });
  return [...known, ...loose];
}

/** By table: `{ orders: { Keys: […] } }` and `{ orders: [{ PutRequest: … }] }`. */
function requestsOf(value: Value, table: string, depth: number): InnerRequest[] {
  const { shape } = value;
  if (shape.kind === 'list') return requestsIn(value, table, depth - 1);
  if (shape.kind !== 'dict') return [];
  const keys = shape.fields.get('Keys');
  if (keys === undefined) return table === '' ? requestsIn(value, '', depth - 1) : [];
  const each = keys.shape.kind === 'list' ? keys.shape.items : [keys];
  return each.map((key) => ({
    kind: 'get',
    params: shaped({ kind: 'dict', fields: new Map([...shape.fields, ['Key', key]]), rest: null }),
    table,
  }));
}
