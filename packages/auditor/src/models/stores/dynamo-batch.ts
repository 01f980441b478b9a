import type { Comparison } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { deepSources, madeOf, sourceKey, unitedSources } from '../../flow/sources.ts';
import { constant, plain, shaped, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';
import { type AccessParts, noteAccess } from './access-draft.ts';
import { dynamoRequest, inDict, looseIn, requestsIn } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';

/*
 * Requests of DynamoDB that hold several: each of them counts, where the one that holds them is sent.
 */

/** The parameter that holds the requests, by the operation. */
const holders: Readonly<Record<string, string>> = {
  BatchGet: 'RequestItems',
  BatchGetItem: 'RequestItems',
  BatchWrite: 'RequestItems',
  BatchWriteItem: 'RequestItems',
  TransactGet: 'TransactItems',
  TransactGetItems: 'TransactItems',
  TransactWrite: 'TransactItems',
  TransactWriteItems: 'TransactItems',
  BatchExecuteStatement: 'Statements',
  ExecuteTransaction: 'TransactStatements',
};

/** DynamoDB takes no more at once. */
const mostRequests = 100;

export function holdsSeveral(operation: string): boolean {
  return Object.hasOwn(holders, operation);
}

/** Notes the requests of a batch or a transaction, and gives what they answer together. */
export function severalCalls(
  operation: string,
  written: string,
  params: Value | undefined,
  tools: Pick<ModelTools, 'access'>,
): Value | undefined {
  const held = inDict(params)(entryOf(holders, operation) ?? '');
  const requests = held === undefined ? [] : requestsOf(operation, written, held);
  const drafts = withSharedConditions(
    requests.map(({ draft }) => draft),
    checksIn(held),
  );
  const answers = drafts.map((draft) => noteAccess(tools, draft));
  if (answers.length === 0) return undefined;
  if (!operation.startsWith('BatchGet')) return answerInOrder(answers);
  return answerByTable(answers.map((answer, index) => ({ answer, table: requests[index]?.table ?? '' })));
}

interface Inner {
  readonly draft: AccessParts;
  readonly table: string;
}

function requestsOf(operation: string, written: string, held: Value): Inner[] {
  if (/Execute/.test(operation)) {
    const statements = held.shape.kind === 'list' ? held.shape.items : [held];
    return statements.slice(0, mostRequests).map((one) => ({
      draft: dynamoRequest(written, 'statement', inDict(one), looseIn(one), null),
      table: '',
    }));
  }
  return requestsIn(held)
    .slice(0, mostRequests)
    .map(({ kind, params, table }) => ({
      draft: dynamoRequest(written, kind, inDict(params), looseIn(params), tableNamed(table)),
      table,
    }));
}

function tableNamed(name: string): Value | null {
  if (name === '') return null;
  return name.startsWith('[') ? plain : constant(name);
}

/** What a transaction asks of items that it does not write: `{ ConditionCheck: { Key, ConditionExpression } }`. */
export function checksIn(held: Value | undefined): AccessParts[] {
  if (held?.shape.kind !== 'list') return [];
  return held.shape.items.flatMap((item) => {
    const check = inDict(item)('ConditionCheck');
    return check === undefined ? [] : [dynamoRequest('', 'get', inDict(check), undefined, null)];
  });
}

/**
 * A transaction happens as a whole or not at all: what one part demands of the item that the request names holds for
 * the others that it names by the same word.
 */
export function withSharedConditions(requests: readonly AccessParts[], checks: readonly AccessParts[]): AccessParts[] {
  return requests.map((request) => {
    const own = requestedBy(request);
    const shared = [...requests, ...checks].filter(
      (other) => other !== request && [...requestedBy(other)].some((key) => own.has(key)),
    );
    return {
      ...request,
      condition: [request, ...shared].flatMap(({ condition = [] }): readonly Comparison[] => condition),
    };
  });
}

function requestedBy({ key = [], item, kind }: AccessParts): ReadonlySet<string> {
  const values = kind === 'put' && item != null ? [item] : key.map(({ value }) => value);
  return new Set(
    values.flatMap((value) =>
      deepSources(value).flatMap((source) => (source.kind === 'request' ? [sourceKey(source)] : [])),
    ),
  );
}

/** `{ Responses: { orders: [item] } }`. */
function answerByTable(answers: readonly { table: string; answer: Value }[]): Value {
  const items = answers.map(({ table, answer }) => ({ table, found: partOf(answer, 'Items') }));
  const fields = [...Map.groupBy(items, ({ table }) => table)].map(([table, ofTable]): [string, Value] => [
    table,
    madeOf(ofTable.map(({ found }) => found)),
  ]);
  const { sources } = madeOf(items.map(({ found }) => found));
  const responses = shaped({ kind: 'dict', fields: new Map(fields), rest: null }, sources);
  return shaped(
    { kind: 'dict', fields: new Map([['Responses', responses]]), rest: null },
    unitedSources(answers.map(({ answer }) => answer)),
  );
}

/** `{ Responses: [{ Item }] }`. */
function answerInOrder(answers: readonly Value[]): Value {
  const items = answers.map((answer) =>
    shaped({ kind: 'dict', fields: new Map([['Item', partOf(answer, 'Item')]]), rest: null }),
  );
  return shaped(
    { kind: 'dict', fields: new Map([['Responses', shaped({ kind: 'list', items })]]), rest: null },
    unitedSources(answers),
  );
}
