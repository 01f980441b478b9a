import type { AccessKind } from '../../flow/events.ts';
import { isTainted, madeOf } from '../../flow/sources.ts';
import { textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall, ModelTools } from '../contract.ts';
import { argument } from '../tools.ts';
import { noteAccess } from './access-draft.ts';
import { checksIn, withSharedConditions } from './dynamo-batch.ts';
import { dynamoCall, dynamoRequest, inDict, looseIn, requestsIn } from './dynamo-call.ts';
import { piecesOf } from './expression.ts';

/*
 * DynamoDB by boto3 and aioboto3: the resource's Table and the low-level client (boto3 documentation, "DynamoDB").
 */

const kinds: Readonly<Record<string, AccessKind>> = {
  get_item: 'get',
  query: 'query',
  scan: 'scan',
  put_item: 'put',
  update_item: 'update',
  delete_item: 'delete',
};

/** Whether a path leads to a table, a client, or something of theirs. */
function isDynamo({ callee, arguments: args }: ModelCall): boolean {
  const owner = callee.base;
  if (owner === undefined) return false;
  if (/\.Table\(\)$/.test(owner.path)) return true;
  const service = owner.arguments?.positional[0] ?? owner.arguments?.named.get('service_name');
  if (/(?:\.|^)(?:client|resource)\(\)$/.test(owner.path))
    return service !== undefined && textOf(service) === 'dynamodb';
  if (/\.batch_writer\(\)$/.test(owner.path) || /\.get_paginator\(\)$/.test(owner.path)) return true;
  // A handle that came from somewhere unseen: the names of its arguments are DynamoDB's alone.
  return ['Key', 'TableName', 'KeyConditionExpression', 'ExpressionAttributeValues', 'ProjectionExpression'].some(
    (name) => args.named.has(name),
  );
}

/** The name of the table: of `Table('orders')`, or the argument of a client. */
function tableOf({ callee, arguments: args }: ModelCall): Value | null {
  const own = argument(args, 'TableName');
  if (own !== undefined) return own;
  const owner = callee.base;
  const table = owner !== undefined && /\.batch_writer\(\)$/.test(owner.path) ? owner.base?.base : owner;
  return table?.arguments?.positional[0] ?? null;
}

function accessModel(name: string, kind: AccessKind): CallModel {
  return (call, tools) => {
    if (!isDynamo(call)) return undefined;
    return accessed(
      `${call.callee.base?.path.endsWith('.Table()') === true ? 'Table.' : ''}${name}`,
      kind,
      call,
      tools,
    );
  };
}

function accessed(written: string, kind: AccessKind, call: ModelCall, tools: ModelTools): Value {
  const { named, spread } = call.arguments;
  return dynamoCall(written, kind, (name) => named.get(name), spread[0], tableOf(call), tools);
}

/** `batch_get_item`, `batch_write_item`, `transact_write_items`: each request inside counts. */
function severalModel(name: string, from: string): CallModel {
  return (call, tools) => {
    const held = argument(call.arguments, from);
    const requests = requestsIn(held).map(({ kind, params }) =>
      dynamoRequest(name, kind, inDict(params), looseIn(params), null),
    );
    const results = withSharedConditions(requests, checksIn(held)).map((draft) => noteAccess(tools, draft));
    return results.length === 0 ? undefined : madeOf(results);
  };
}

const paginate: CallModel = (call, tools) => {
  const paginator = call.callee.base;
  const operation = paginator?.arguments?.positional[0];
  const name = operation === undefined ? undefined : textOf(operation);
  if (name !== 'query' && name !== 'scan') return undefined;
  return accessed(`paginator ${name}`, name, call, tools);
};

/** PartiQL: the statement says everything. */
const statement: CallModel = (call, tools) => {
  const given = argument(call.arguments, 'Statement', 0);
  return given === undefined ? undefined : accessed('execute_statement', statementKind(given), call, tools);
};

/** What the client has a hand in may still be seen to name no key. */
function statementKind(given: Value): AccessKind {
  const text = piecesOf(given)
    .filter((piece) => typeof piece === 'string')
    .join(' ');
  return isTainted(given) && /^\s*select\b/i.test(text) && !text.includes('=') ? 'scan' : 'statement';
}

/** Several statements at once. */
function statementsModel(name: string, from: string): CallModel {
  return (call, tools) => {
    const given = argument(call.arguments, from);
    const each = given?.shape.kind === 'list' ? given.shape.items : [];
    const results = each.map((one) => dynamoCall(name, 'statement', inDict(one), looseIn(one), null, tools));
    return results.length === 0 ? undefined : madeOf(results);
  };
}

export const boto3Methods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(kinds).map(([name, kind]): [string, CallModel] => [name, accessModel(name, kind)]),
  ['batch_get_item', severalModel('batch_get_item', 'RequestItems')],
  ['batch_write_item', severalModel('batch_write_item', 'RequestItems')],
  ['transact_get_items', severalModel('transact_get_items', 'TransactItems')],
  ['transact_write_items', severalModel('transact_write_items', 'TransactItems')],
  ['paginate', paginate],
  ['execute_statement', statement],
  ['batch_execute_statement', statementsModel('batch_execute_statement', 'Statements')],
  ['execute_transaction', statementsModel('execute_transaction', 'TransactStatements')],
];

export const boto3Aliases: readonly (readonly [string, string])[] = [
  ['boto3.session.Session()', 'boto3'],
  ['boto3.Session()', 'boto3'],
  ['aioboto3.Session()', 'boto3'],
];
