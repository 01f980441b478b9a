import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AccessRequest } from '../../packages/auditor/src/iam/evaluate.ts';
import { closeServer } from '../targets/hono-dynamodb/src/store.ts';
import { TABLES } from '../targets/hono-dynamodb/src/tables.ts';

/** The tags of the session that sends a call. */
export type Tags = Readonly<Record<string, string>>;

/** A call that an application has sent, as the authorization of AWS would see it. */
export interface RecordedCall {
  readonly tags: Tags;
  readonly action: string;
  readonly resource: string;
  /** Absent for a call that names no key. */
  readonly keys?: readonly string[];
}

export interface Recorder extends AsyncDisposable {
  readonly endpoint: string;
  readonly calls: readonly RecordedCall[];
  /** Who the calls from now on are sent for. */
  as(tags: Tags): void;
}

const base = 'arn:aws:dynamodb:us-east-1:123456789012:table/';

/** Stands between an application and its database, and notes every call on its way. */
export async function recordCalls(database: string): Promise<Recorder> {
  const calls: RecordedCall[] = [];
  let tags: Tags = {};
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    calls.push(...callsIn(incoming, body).map((call) => ({ ...call, tags })));
    const { method, headers } = incoming;
    const forwarded = send(database, { ...(method !== undefined && { method }), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    forwarded.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    as: (next) => {
      tags = next;
    },
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

/** A request to the evaluator: the call, sent by a session with these tags. */
export function requestOf({ action, resource, keys }: Omit<RecordedCall, 'tags'>, tags: Tags): AccessRequest {
  return {
    action,
    resource,
    context: {
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])),
      ...(keys !== undefined && { 'dynamodb:LeadingKeys': keys }),
    },
  };
}

export function tableArn(name: string): string {
  return `${base}${name}`;
}

type Attributes = Readonly<Record<string, { readonly S?: string }>>;

interface Body {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Attributes;
  readonly RequestItems?: Readonly<
    Record<
      string,
      readonly { readonly PutRequest?: { Item: Attributes }; readonly DeleteRequest?: { Key: Attributes } }[]
    >
  >;
}

function callsIn({ headers }: IncomingMessage, sent: string): Omit<RecordedCall, 'tags'>[] {
  const name = String(headers['x-amz-target']).replace(/^DynamoDB_20120810\./, '');
  const body: Body = JSON.parse(sent);
  const action = `dynamodb:${name}`;
  if (body.RequestItems !== undefined) {
    return Object.entries(body.RequestItems).map(([table, requests]) => ({
      action,
      resource: tableArn(table),
      keys: requests.map(({ PutRequest, DeleteRequest }) =>
        partitionOf(table, undefined, PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
      ),
    }));
  }
  const { TableName: table = '', IndexName: index } = body;
  const resource = `${tableArn(table)}${index === undefined ? '' : `/index/${index}`}`;
  if (name === 'Scan') return [{ action, resource }];
  return [{ action, resource, keys: [partitionOf(table, index, body.Key ?? body.Item ?? comparedIn(body))] }];
}

/** What a key condition compares, by attribute: the targets write `attribute = :value`. */
function comparedIn({
  KeyConditionExpression: condition = '',
  ExpressionAttributeValues: values = {},
}: Body): Attributes {
  const pairs = [...condition.matchAll(/(\w+) = (:\w+)/g)];
  return Object.fromEntries(pairs.map(([, name = '', placeholder = '']) => [name, values[placeholder] ?? {}]));
}

function partitionOf(table: string, index: string | undefined, attributes: Attributes): string {
  const description = TABLES.find(({ TableName }) => TableName === table);
  const indexed = description?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
  const [partition] = (index === undefined ? description : indexed)?.KeySchema ?? [];
  const value = attributes[partition?.AttributeName ?? '']?.S;
  if (value === undefined) throw new Error(`A call of ${table} names no key: ${JSON.stringify(attributes)}`);
  return value;
}
