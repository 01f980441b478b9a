import { type ActionName, actionOf, actionsFor } from './actions.ts';
import type { Table } from './infrastructure.ts';
import { isOwn, type KeyPattern, keyComparison, narrowed } from './leading-keys.ts';
import type { DocumentStatement, PolicyDocument } from './policy-document.ts';

/**
 * Who makes a call: somebody who is signed in; somebody of whom the code asked for a role before; nobody of whom it knows
 * anything, as before a sign-in or in a script.
 */
export type Caller = 'owner' | 'privileged' | 'nobody';

/** A call of DynamoDB that the code makes. */
export interface RecordedCall {
  readonly table: Table;
  /** `GetItem`, or whatever else `actionsFor` knows. */
  readonly action: string;
  /** Name of the index that is read. */
  readonly index?: string;
  /** How the partition key is made that it names; absent when it may be any. */
  readonly key?: KeyPattern;
  /** Absent for an owner, who is signed in. */
  readonly caller?: Caller;
  /** All attributes that the request names; absent when it may read or write any. */
  readonly attributes?: readonly string[];
}

export interface LeastPrivilegeOptions {
  /** Name of the tag of the session that holds the owner: `tenant`. */
  readonly ownerTag: string;
  /** `*` unless they are known. */
  readonly region?: string;
  readonly account?: string;
}

/** What is allowed beyond the rows of the owner. */
export interface Wider {
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
  /** Patterns of the keys, when they cannot be any. */
  readonly keys?: readonly string[];
}

export interface LeastPrivilege {
  readonly document: PolicyDocument;
  /** What is allowed on rows of others, because a call does not name the owner as its key. */
  readonly wider: readonly Wider[];
  /** Calls that are no actions of DynamoDB, and so are not allowed. */
  readonly unknownActions: readonly string[];
  /** Parts of names that only the deployment knows, to be filled in: `${?OrdersTable}`. */
  readonly placeholders: readonly string[];
}

/** The tag of sessions whose caller has a role that others do not have, with the value that it needs. */
export const privilegeTag = { name: 'privileged', value: 'true' };

/** What a recorded action needs on one resource. */
interface Need {
  readonly action: ActionName;
  readonly resource: string;
  readonly caller: Caller;
  /** Undefined when any key is asked for, or none. */
  readonly keys: readonly KeyPattern[] | undefined;
  readonly attributes: readonly string[] | undefined;
}

/**
 * The smallest policy that allows the calls of a program: own rows where the key is the owner, each index by its name,
 * what only some callers do by the tags of their sessions, and a Deny of what reads whole tables, against policies that
 * are added later.
 *
 * @throws RangeError when no tag can have the name
 */
export function leastPrivilege(calls: readonly RecordedCall[], options: LeastPrivilegeOptions): LeastPrivilege {
  const { ownerTag } = options;
  if (!isTagName(ownerTag)) throw new RangeError('No tag can have this name.');
  const needs = needsOf(calls, options);
  const Statement = [
    ...kinds.flatMap(({ sid, caller, rows }) =>
      numbered(
        sid,
        allowsOf(
          needs.filter((need) => need.caller === caller && rowsOf(need) === rows),
          ownerTag,
        ),
      ),
    ),
    ...deniesOf(needs),
  ];
  return {
    document: { Version: '2012-10-17', Statement },
    wider: needs.flatMap((need) => widerOf(need, ownerTag)),
    unknownActions: unique(calls.map(({ action }) => action).filter((action) => actionsFor(action).length === 0)),
    placeholders: unique(needs.flatMap(({ resource }) => resource.match(/\$\{\?[^}$]*\}/g) ?? [])),
  };
}

/** Whether a tag of a session can have this name. */
export function isTagName(name: string): boolean {
  return /^[\w .:/=+@-]{1,128}$/.test(name);
}

const kinds = [
  { sid: 'OwnRows', caller: 'owner', rows: 'own' },
  { sid: 'SomeRows', caller: 'owner', rows: 'some' },
  { sid: 'AllRows', caller: 'owner', rows: 'all' },
  { sid: 'PrivilegedSomeRows', caller: 'privileged', rows: 'some' },
  { sid: 'PrivilegedAllRows', caller: 'privileged', rows: 'all' },
  { sid: 'UntaggedSomeRows', caller: 'nobody', rows: 'some' },
  { sid: 'UntaggedAllRows', caller: 'nobody', rows: 'all' },
] as const satisfies readonly { sid: string; caller: Caller; rows: ReturnType<typeof rowsOf> }[];

function rowsOf({ keys }: Need): 'own' | 'some' | 'all' {
  if (keys === undefined) return 'all';
  return keys.every(isOwn) ? 'own' : 'some';
}

function widerOf(need: Need, ownerTag: string): Wider[] {
  const { action, resource, caller, keys } = need;
  if (rowsOf(need) === 'own') return [];
  const patterns = keys === undefined ? {} : { keys: keyComparison(keys, ownerTag).values };
  return [{ action: `dynamodb:${action}`, resource, caller, ...patterns }];
}

/** One need for each action of a caller on each resource, wide enough for all calls of it. */
function needsOf(calls: readonly RecordedCall[], options: LeastPrivilegeOptions): Need[] {
  const bySubject = Map.groupBy(
    calls.flatMap((call) =>
      actionsFor(call.action).map((action) => ({
        call,
        action,
        resource: resourceOf(call, action, options),
        caller: callerOf(call, action),
      })),
    ),
    ({ action, resource, caller }) => `${caller} ${action} ${resource}`,
  );
  const needs = [...bySubject.values()].flatMap((alike): Need[] => {
    const [first] = alike;
    if (first === undefined) return [];
    const { action, resource, caller } = first;
    const made = alike.map(({ call }) => call);
    const patterns = made.map(({ key }) => key && narrowed(key));
    const keys = patterns.every((pattern) => pattern !== undefined) ? patterns : undefined;
    return [{ action, resource, caller, keys: sendsKey(action) ? keys : undefined, attributes: attributesOf(made) }];
  });
  return needs.filter((need) => !needs.some((other) => takesIn(other, need)));
}

/** Only who is signed in has own rows. */
function callerOf({ caller = 'owner', key }: RecordedCall, action: ActionName): Caller {
  const pattern = key && narrowed(key);
  return pattern !== undefined && isOwn(pattern) && sendsKey(action) ? 'owner' : caller;
}

/** Scan sends no key that could be compared. */
function sendsKey(action: ActionName): boolean {
  return actionOf(action).leadingKeys !== 'never';
}

/** What everybody may do with any row need not be allowed to some once more. */
function takesIn(wide: Need, { action, resource, caller }: Need): boolean {
  if (wide.caller !== 'owner' || caller === 'owner') return false;
  const isAny = wide.keys === undefined && wide.attributes === undefined;
  return isAny && wide.action === action && wide.resource === resource;
}

function resourceOf(
  { table, index }: RecordedCall,
  action: ActionName,
  { region = '*', account = '*' }: LeastPrivilegeOptions,
): string {
  const kinds: readonly string[] = actionOf(action).on;
  // Lists and limits are those of the account.
  if (!kinds.some((kind) => kind !== 'other')) return '*';
  const below = index !== undefined && kinds.includes('index') ? `/index/${index}` : '';
  const stream = kinds.every((kind) => kind === 'stream') ? '/stream/*' : '';
  return `arn:aws:dynamodb:${region}:${account}:table/${table.name}${below}${stream}`;
}

/** All that the calls name, and the keys, which each request names; undefined when a call may name any. */
function attributesOf(calls: readonly RecordedCall[]): readonly string[] | undefined {
  if (calls.some(({ attributes = [] }) => attributes.length === 0)) return undefined;
  const keys = calls.flatMap(({ table, index }) =>
    [table.key, ...table.indexes.filter(({ name }) => name === index)].flatMap(({ partition, sort }) => [
      partition,
      ...(sort === undefined ? [] : [sort]),
    ]),
  );
  return unique([...keys, ...calls.flatMap(({ attributes = [] }) => attributes)]).sort();
}

type Allow = Omit<DocumentStatement, 'Sid'>;

/** Statements for needs: actions stand together when they have one resource and conditions, resources when they have the same actions. */
function allowsOf(needs: readonly Need[], ownerTag: string): Allow[] {
  const byCondition = Map.groupBy(needs, (need) => JSON.stringify(conditionOf(need, ownerTag) ?? null));
  return [...byCondition.values()].flatMap((alike) => {
    const byResource = [...Map.groupBy(alike, ({ resource }) => resource)];
    const byActions = Map.groupBy(byResource, ([, of]) =>
      of
        .map(({ action }) => action)
        .sort()
        .join(),
    );
    const Condition = alike[0] && conditionOf(alike[0], ownerTag);
    return [...byActions.values()].map(
      (same): Allow => ({
        Effect: 'Allow',
        Action: (same[0]?.[1] ?? []).map(({ action }) => `dynamodb:${action}`).sort(),
        Resource: same.map(([resource]) => resource).sort(),
        ...(Condition === undefined ? {} : { Condition }),
      }),
    );
  });
}

function conditionOf({ action, keys, attributes, caller }: Need, ownerTag: string): DocumentStatement['Condition'] {
  const isRead = actionOf(action).kind !== 'write' && !['PartiQLUpdate', 'PartiQLDelete'].includes(action);
  const leading = keys === undefined ? undefined : keyComparison(keys, ownerTag);
  const tests: readonly Test[] = [
    ...(leading === undefined ? [] : [[leading.operator, 'dynamodb:LeadingKeys', leading.values] as const]),
    ...(attributes === undefined ? [] : attributeTests(attributes, isRead)),
    ...(caller === 'privileged' ? [['StringEquals', tagKey(privilegeTag.name), [privilegeTag.value]] as const] : []),
    // A comparison of all keys holds for a request without any.
    ...(leading === undefined ? [] : [['Null', 'dynamodb:LeadingKeys', ['false']] as const]),
    ...(caller === 'nobody' ? [['Null', tagKey(ownerTag), ['true']] as const] : []),
  ];
  if (tests.length === 0) return undefined;
  const byOperator = Map.groupBy(tests, ([operator]) => operator);
  return Object.fromEntries(
    [...byOperator].map(([operator, of]) => [operator, Object.fromEntries(of.map(([, key, values]) => [key, values]))]),
  );
}

/** Operator, condition key, values. */
type Test = readonly [string, string, readonly string[]];

function tagKey(tag: string): string {
  return `aws:PrincipalTag/${tag}`;
}

/** The second holds for what a request does not send; without it, whole items come back. */
function attributeTests(attributes: readonly string[], isRead: boolean): readonly Test[] {
  return [
    ['ForAllValues:StringEquals', 'dynamodb:Attributes', attributes],
    isRead
      ? ['StringEqualsIfExists', 'dynamodb:Select', ['SPECIFIC_ATTRIBUTES']]
      : ['StringEqualsIfExists', 'dynamodb:ReturnValues', ['NONE', 'UPDATED_OLD', 'UPDATED_NEW']],
  ];
}

const wholeTables: readonly ActionName[] = ['Scan', 'SearchVectors', 'ExportTableToPointInTime', 'GetRecords'];
const partiql: readonly ActionName[] = ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'];

/** What no call needs, and would go around the rows. */
function deniesOf(needs: readonly Need[]): DocumentStatement[] {
  const isNeeded = (name: ActionName) => needs.some(({ action }) => action === name);
  const others = partiql.some(isNeeded) ? partiql.filter((name) => !isNeeded(name)) : ['PartiQL*'];
  const Action = [...wholeTables.filter((name) => !isNeeded(name)), ...others].map((name) => `dynamodb:${name}`).sort();
  const selects = needs.filter(({ action }) => action === 'PartiQLSelect');
  const isKeyed = selects.length > 0 && selects.every(({ keys }) => keys !== undefined);
  return [
    ...(Action.length === 0 ? [] : [{ Sid: 'NoWholeTables', Effect: 'Deny' as const, Action, Resource: ['*'] }]),
    ...(isKeyed ? [noFullSelect] : []),
  ];
}

const noFullSelect: DocumentStatement = {
  Sid: 'NoSelectWithoutKey',
  Effect: 'Deny',
  Action: ['dynamodb:PartiQLSelect'],
  Resource: ['*'],
  Condition: { Bool: { 'dynamodb:FullTableScan': ['true'] } },
};

function numbered(sid: string, statements: readonly Allow[]): DocumentStatement[] {
  return statements.map((statement, index) => ({ Sid: index === 0 ? sid : `${sid}${index + 1}`, ...statement }));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
