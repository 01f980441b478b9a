import type { AccessKind } from '../../flow/events.ts';
import { type External, externalOf, shaped, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall, ModelTools } from '../contract.ts';
import { isGiven } from './access-draft.ts';
import { answerCallback } from './callback.ts';
import { holdsSeveral, severalCalls } from './dynamo-batch.ts';
import { dynamoCall, inDict, looseIn, type Parameters } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';

/*
 * DynamoDB by the AWS SDK for JavaScript: version 3 (commands that are sent, and methods of `DynamoDB` and
 * `DynamoDBDocument`) and version 2 (`DocumentClient` and `DynamoDB`, with `.promise()` or a callback).
 */

const single: Readonly<Record<string, AccessKind>> = {
  Get: 'get',
  GetItem: 'get',
  Query: 'query',
  Scan: 'scan',
  SearchVectors: 'query',
  Put: 'put',
  PutItem: 'put',
  StartBulkPutItems: 'put',
  Update: 'update',
  UpdateItem: 'update',
  Delete: 'delete',
  DeleteItem: 'delete',
  ExecuteStatement: 'statement',
};

/** Notes what an operation asks for, and gives its answer; `undefined` for one that reaches no items. */
function request(operation: string, written: string, params: Value | undefined, tools: ModelTools): Value | undefined {
  if (holdsSeveral(operation)) return severalCalls(operation, written, params, tools);
  const kind = entryOf(single, operation);
  if (kind === undefined) return undefined;
  const given = inDict(params);
  if (operation === 'SearchVectors') return searched(written, given, params, tools);
  return dynamoCall(written, kind, given, looseIn(params), null, tools);
}

/** Parameters of a search by vectors that other requests call differently. */
const searchNames: Readonly<Record<string, string>> = {
  KeyConditionExpression: 'SearchConditionExpression',
  Limit: 'TopK',
};

/** Without a condition the search is over everybody's items. */
function searched(written: string, given: Parameters, params: Value | undefined, tools: ModelTools): Value {
  const kind = isGiven(given('SearchConditionExpression')) ? 'query' : 'scan';
  return dynamoCall(written, kind, (name) => given(entryOf(searchNames, name) ?? name), looseIn(params), null, tools);
}

/** `client.send(new GetCommand({ … }))`: the command says everything, whatever the client is. */
const send: CallModel = ({ arguments: args, site }, tools) => {
  const command = args.positional[0] === undefined ? undefined : externalOf(args.positional[0]);
  const operation = command === undefined ? undefined : operationOf(command);
  if (command === undefined || operation === undefined) return undefined;
  const result = request(operation, `${operation}Command`, command.arguments?.positional[0], tools);
  answerCallback(args.positional.slice(1), result, site, tools);
  return result;
};

/** `Get` of `new GetCommand({ TableName, … })`, also where the SDK comes through a module that cannot be seen. */
function operationOf({ path, arguments: args }: External): string | undefined {
  const [, operation] = /(?:^|[./])(\w+)Command\(\)$/.exec(path) ?? [];
  if (operation === undefined) return undefined;
  if (/@aws-sdk\/(?:client-dynamodb|lib-dynamodb)(?:\/[\w/-]+)?\.\w+\(\)$/.test(path)) return operation;
  return !path.startsWith('@aws-sdk/') && namesTable(args?.positional[0]) ? operation : undefined;
}

/** Whether parameters are DynamoDB's: no other service calls its own so. */
function namesTable(params: Value | undefined): boolean {
  const given = inDict(params);
  return ['TableName', 'RequestItems', 'TransactItems'].some((name) => given(name) !== undefined);
}

const clients =
  /(?:@aws-sdk\/(?:client-dynamodb|lib-dynamodb)\.(?:DynamoDB|DynamoDBDocument)(?:\(\)|\.from\(\))?|aws-sdk(?:\/clients\/dynamodb)?\.(?:DynamoDB(?:\.DocumentClient)?|DocumentClient)(?:\(\))?|aws-sdk\/clients\/dynamodb(?:\.DocumentClient)?(?:\(\))?)$/;

/** `documentClient.get({ … })`, with `.promise()` behind it or a callback. */
function method(name: string): CallModel {
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ({ callee, arguments: args, site }, tools) => {
    const [params, ...others] = args.positional;
    if (callee.base === undefined || !isClient(callee.base, params)) return undefined;
    const result = request(operation, writtenAs(name), params, tools);
    answerCallback(others, result, site, tools);
    return result;
  };
}

/** The low-level client has other names for the same than the one of documents. */
function writtenAs(name: string): string {
  return `${/Items?$/.test(name) ? 'DynamoDB' : 'DocumentClient'}.${name}`;
}

function isClient({ path }: External, params: Value | undefined): boolean {
  return clients.test(path) || namesTable(params);
}

/** Pages with items, of parameters and of what says how large a page is and where the first one begins. */
function pagesOf(
  operation: string,
  written: string,
  params: Value | undefined,
  settings: Value | undefined,
  tools: ModelTools,
): Value | undefined {
  const paging = inDict(settings);
  const given: Parameters = (name) => pagingFor(paging, name) ?? inDict(params)(name);
  const kind = entryOf(single, operation);
  const page =
    kind === undefined
      ? request(operation, written, params, tools)
      : dynamoCall(written, kind, given, looseIn(params), null, tools);
  return page === undefined ? undefined : shaped({ kind: 'list', items: [page] });
}

function pagingFor(paging: Parameters, name: string): Value | undefined {
  if (name === 'Limit') return paging('pageSize');
  return name === 'ExclusiveStartKey' ? paging('startingToken') : undefined;
}

/** `paginateQuery({ client, pageSize }, { … })`. */
function paginator(operation: string, name: string): CallModel {
  return ({ arguments: { positional } }, tools) => pagesOf(operation, name, positional[1], positional[0], tools);
}

/** `dynamodb.paginateQuery({ … }, { pageSize })`. */
function pagingMethod(operation: string, name: string): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const [params, settings] = positional;
    if (callee.base === undefined || !isClient(callee.base, params)) return undefined;
    return pagesOf(operation, `DocumentClient.${name}`, params, settings, tools);
  };
}

const pagings: readonly (readonly [string, string])[] = [
  ['paginateQuery', 'Query'],
  ['paginateScan', 'Scan'],
  ['paginatedBatchGet', 'BatchGet'],
];

const methodNames =
  'get query scan put update delete getItem putItem updateItem deleteItem batchGet batchWrite transactGet transactWrite batchGetItem batchWriteItem transactGetItems transactWriteItems executeStatement batchExecuteStatement executeTransaction searchVectors startBulkPutItems'.split(
    ' ',
  );

/** X-Ray and tracers hand back the client that they are given. */
const traced: CallModel = ({ arguments: args }: ModelCall) => args.positional[0];

export const awsSdkMethods: readonly (readonly [string, CallModel])[] = [
  ['send', send],
  ...methodNames.map((name): [string, CallModel] => [name, method(name)]),
  ...pagings.map(([name, operation]): [string, CallModel] => [name, pagingMethod(operation, name)]),
  ...['captureAWSv3Client', 'captureAWSClient', 'captureAWS'].map((name): [string, CallModel] => [name, traced]),
];

export const awsSdkCalls: readonly (readonly [string, CallModel])[] = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
].flatMap((from) =>
  pagings.map(([name, operation]): [string, CallModel] => [`${from}.${name}`, paginator(operation, name)]),
);

const untouched: CallModel = ({ arguments: args }) => args.positional[0];

/** `marshall` and `unmarshall` turn items into DynamoDB's form and back. */
export const marshalling: readonly (readonly [string, CallModel])[] = [
  '@aws-sdk/util-dynamodb.marshall',
  '@aws-sdk/util-dynamodb.unmarshall',
  '@aws-sdk/util-dynamodb.convertToNative',
  '@aws-sdk/util-dynamodb.convertToAttr',
  ...['aws-sdk.DynamoDB', 'aws-sdk/clients/dynamodb'].flatMap((from) =>
    ['marshall', 'unmarshall', 'input', 'output'].map((name) => `${from}.Converter.${name}`),
  ),
].map((path) => [path, untouched]);
