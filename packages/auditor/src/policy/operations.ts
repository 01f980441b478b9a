import type { Access, AccessKind, CallEvent, FlowEvent } from '../flow/events.ts';
import { constant, type External, external, externalOf, type Site, textOf, type Value } from '../flow/value.ts';
import { actionOf, actionsFor } from '../iam/actions.ts';
import { dynamoRequest, inDict, looseIn, requestsIn } from '../models/stores/dynamo-call.ts';
import { argument } from '../models/tools.ts';

/** One request of DynamoDB: what an access is on its way to the store. */
export interface Operation {
  /** `GetItem`, as `actionsFor` knows it. */
  readonly name: string;
  /** Undefined for one that names no items, such as `DescribeTable`. */
  readonly access?: Access;
  readonly table: Value | null;
  readonly site: Site;
}

/** The requests that a run of some code sends. */
export function operationsIn(events: readonly FlowEvent[]): Operation[] {
  const callAt = new Map<string, { readonly event: CallEvent; accesses: number }>();
  const found: Operation[] = [];
  for (const event of events) {
    if (event.kind === 'call') {
      callAt.set(placeOf(event.site), { event, accesses: 0 });
      found.push(...administrationIn(event));
    }
    if (event.kind !== 'access' || event.access.store !== 'DynamoDB') continue;
    const { access } = event;
    const call = callAt.get(placeOf(access.site));
    const table = tableOf(access, call?.event, call?.accesses ?? 0);
    found.push({ name: nameOf(access, call?.event), access, table, site: access.site });
    if (call === undefined) continue;
    // They are found once, at the first access of the transaction.
    if (call.accesses === 0) found.push(...checksIn(call.event, access));
    call.accesses++;
  }
  return found;
}

/** The table of an access; a batch names it for each of its requests. */
function tableOf({ table, site }: Access, event: CallEvent | undefined, index: number): Value | null {
  // The first argument of `boto3.client("dynamodb")` is no table.
  const isService = table !== null && textOf(table) === 'dynamodb' && /\bclient\(\)\.\w+$/.test(event?.path ?? '');
  if (table !== null && !isService && table.shape.kind !== 'unknown') return table;
  const items = event === undefined ? undefined : givenTo(event, 'RequestItems');
  const name = requestsIn(items)[index]?.table ?? '';
  if (name === '') return isService ? null : table;
  return name.startsWith('[') ? external(name.slice(1, -1), site) : constant(name);
}

function placeOf({ module, span }: Site): string {
  return `${module.path}:${span.start}:${span.end}`;
}

const single: Readonly<Record<AccessKind, string>> = {
  get: 'GetItem',
  query: 'Query',
  scan: 'Scan',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  statement: 'ExecuteStatement',
};

const partiql: Readonly<Partial<Record<AccessKind, string>>> = {
  query: 'PartiQLSelect',
  scan: 'PartiQLSelect',
  put: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
};

function nameOf({ kind, call }: Access, event: CallEvent | undefined): string {
  if (/statement|execute_?transaction/i.test(call)) return partiql[kind] ?? single[kind];
  if (/searchvectors/i.test(call)) return 'SearchVectors';
  if (/startbulkputitems/i.test(call)) return 'StartBulkPutItems';
  // Its methods are called like those of a table, and what they gather is sent together.
  const isBatch = /batch/i.test(call) || /\bbatch_?write(?:r)?\(\)\.\w+$/i.test(event?.path ?? '');
  if (!isBatch) return single[kind];
  return kind === 'get' ? 'BatchGetItem' : 'BatchWriteItem';
}

/** What a transaction asks of items that it does not write. */
function checksIn(event: CallEvent, beside: Access): Operation[] {
  if (!/transact/i.test(beside.call)) return [];
  const given = givenTo(event, 'TransactItems');
  const items = given?.shape.kind === 'list' ? given.shape.items : [];
  return items.flatMap((item): Operation[] => {
    const check = inDict(item)('ConditionCheck');
    if (check === undefined) return [];
    const request = dynamoRequest('ConditionCheck', 'get', inDict(check), looseIn(check), null);
    const access: Access = { ...beside, item: null, index: null, ...request };
    return [{ name: 'ConditionCheckItem', access, table: access.table, site: event.site }];
  });
}

function givenTo(event: CallEvent, name: string): Value | undefined {
  return argument(event.arguments, name) ?? inDict(parametersOf(event))(name);
}

/** The parameters of a request, whether they are those of a method or of a command that is sent. */
function parametersOf({ arguments: { positional } }: CallEvent): Value | undefined {
  const [first] = positional;
  const command = commandOf(first);
  return command === undefined ? first : command.arguments?.positional[0];
}

function commandOf(value: Value | undefined): External | undefined {
  const known = value === undefined ? undefined : externalOf(value);
  return known !== undefined && /Command\(\)$/.test(known.path) ? known : undefined;
}

const clientPath = /(?:^|\/)(?:aws-sdk|client-dynamodb|lib-dynamodb)\b|^(?:boto3|aioboto3)\./;
/** They ask again and again whether a table is there. */
const waiting = /\.(?:waitUntilTable(?:Not)?Exists|get_waiter\(\)\.wait)$/;

/** Requests about tables: settings, backups, streams. Those about items are accesses. */
function administrationIn(event: CallEvent): Operation[] {
  const command = commandOf(event.arguments.positional[0]);
  const path = command?.path.replace(/Command\(\)$/, '') ?? event.path;
  if (!clientPath.test(path)) return [];
  const name = waiting.test(path) ? 'DescribeTable' : (/(\w+)$/.exec(path)?.[1] ?? '');
  const [action, ...others] = actionsFor(name);
  if (action === undefined || others.length > 0) return [];
  if (['read', 'write', 'table-read', 'partiql'].includes(actionOf(action).kind)) return [];
  const [first, second] = event.arguments.positional;
  const parameters = command?.arguments?.positional[0] ?? (/waitUntil/.test(path) ? second : first);
  const table =
    argument(event.arguments, 'TableName') ??
    inDict(parameters)('TableName') ??
    argument(event.arguments, 'ResourceArn') ??
    inDict(parameters)('ResourceArn') ??
    null;
  // Other services of AWS have requests of the same name.
  const isOfTable = actionOf(action).on.some((kind) => kind !== 'other');
  if (isOfTable && table === null && command === undefined) return [];
  return [{ name: action, table, site: event.site }];
}
