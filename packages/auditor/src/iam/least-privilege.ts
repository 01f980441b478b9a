import { type ActionName, actionOf, actionsFor } from './actions.ts';
import type { Table } from './infrastructure.ts';
import type { DocumentStatement, PolicyDocument } from './policy-document.ts';

/** A call of DynamoDB that the code makes. */
export interface RecordedCall {
  readonly table: Table;
  /** `GetItem`, or whatever else `actionsFor` knows. */
  readonly action: string;
  /** Name of the index that is read. */
  readonly index?: string;
  /** The partition key is the owner, by itself or behind `keyPrefix`. */
  readonly isKeyedByOwner: boolean;
  /** What stands before the owner in the key: `USER#`. */
  readonly keyPrefix?: string;
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

export interface LeastPrivilege {
  readonly document: PolicyDocument;
  /** What is allowed on the rows of every owner, because a call does not name the owner as its key. */
  readonly onAllRows: readonly { readonly action: string; readonly resource: string }[];
  /** Calls that are no actions of DynamoDB, and so are not allowed. */
  readonly unknownActions: readonly string[];
  /** Parts of names that only the deployment knows, to be filled in: `${?OrdersTable}`. */
  readonly placeholders: readonly string[];
}

/** What a recorded action needs on one resource. */
interface Need {
  readonly action: ActionName;
  readonly resource: string;
  /** Keys that are own ones; undefined when any key is asked for. */
  readonly keys: readonly string[] | undefined;
  readonly attributes: readonly string[] | undefined;
}

/**
 * The smallest policy that allows the calls of a program: own rows where the key is the owner, each index by its name,
 * and a Deny of what reads whole tables, against policies that are added later.
 *
 * @throws RangeError when no tag can have the name
 */
export function leastPrivilege(calls: readonly RecordedCall[], options: LeastPrivilegeOptions): LeastPrivilege {
  if (!/^[\w .:/=+@-]{1,128}$/.test(options.ownerTag)) throw new RangeError('No tag can have this name.');
  const needs = needsOf(calls, options);
  const isOwn = (need: Need) => need.keys !== undefined;
  const Statement = [
    ...numbered('OwnRows', allowsOf(needs.filter(isOwn))),
    ...numbered('AllRows', allowsOf(needs.filter((need) => !isOwn(need)))),
    ...deniesOf(needs),
  ];
  return {
    document: { Version: '2012-10-17', Statement },
    onAllRows: needs
      .filter((need) => !isOwn(need))
      .map(({ action, resource }) => ({ action: `dynamodb:${action}`, resource })),
    unknownActions: unique(calls.map(({ action }) => action).filter((action) => actionsFor(action).length === 0)),
    placeholders: unique(needs.flatMap(({ resource }) => resource.match(/\$\{\?[^}$]*\}/g) ?? [])),
  };
}

/** One need for each action on each resource, wide enough for all calls of it. */
function needsOf(calls: readonly RecordedCall[], options: LeastPrivilegeOptions): Need[] {
  const byPair = Map.groupBy(
    calls.flatMap((call) =>
      actionsFor(call.action).map((action) => ({ call, action, resource: resourceOf(call, action, options) })),
    ),
    ({ action, resource }) => `${action} ${resource}`,
  );
  return [...byPair.values()].flatMap((pair) => {
    const [first] = pair;
    if (first === undefined) return [];
    const { action, resource } = first;
    const made = pair.map(({ call }) => call);
    // Scan sends no key that could be compared.
    const isOwn = actionOf(action).leadingKeys !== 'never' && made.every(({ isKeyedByOwner }) => isKeyedByOwner);
    const keys = made.map(({ keyPrefix = '' }) => ownKey(keyPrefix, options.ownerTag));
    return [{ action, resource, keys: isOwn ? unique(keys).sort() : undefined, attributes: attributesOf(made) }];
  });
}

function resourceOf(
  { table, index }: RecordedCall,
  action: ActionName,
  { region = '*', account = '*' }: LeastPrivilegeOptions,
): string {
  const onIndex = index !== undefined && actionOf(action).on.includes('index');
  return `arn:aws:dynamodb:${region}:${account}:table/${table.name}${onIndex ? `/index/${index}` : ''}`;
}

/** The own key as a condition names it; what looks like a variable in the prefix is none. */
function ownKey(prefix: string, tag: string): string {
  return `${prefix.split(`\${`).join(`\${$}{`)}\${aws:PrincipalTag/${tag}}`;
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
function allowsOf(needs: readonly Need[]): Allow[] {
  const byCondition = Map.groupBy(needs, (need) => JSON.stringify(conditionOf(need) ?? null));
  return [...byCondition.values()].flatMap((alike) => {
    const byResource = [...Map.groupBy(alike, ({ resource }) => resource)];
    const byActions = Map.groupBy(byResource, ([, of]) =>
      of
        .map(({ action }) => action)
        .sort()
        .join(),
    );
    const Condition = alike[0] && conditionOf(alike[0]);
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

function conditionOf({ action, keys, attributes }: Need): DocumentStatement['Condition'] {
  if (keys === undefined && attributes === undefined) return undefined;
  const isRead = actionOf(action).kind !== 'write' && !['PartiQLUpdate', 'PartiQLDelete'].includes(action);
  return {
    'ForAllValues:StringEquals': {
      ...(keys !== undefined && { 'dynamodb:LeadingKeys': keys }),
      ...(attributes !== undefined && { 'dynamodb:Attributes': attributes }),
    },
    // Both hold for what a request does not send; without them, whole items come back.
    ...(attributes !== undefined && {
      StringEqualsIfExists: isRead
        ? { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] }
        : { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    }),
    ...(keys !== undefined && { Null: { 'dynamodb:LeadingKeys': ['false'] } }),
  };
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
