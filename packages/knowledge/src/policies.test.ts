import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const folder = new URL('../articles/policies/', import.meta.url);
const texts = z.array(z.string()).min(1);
const statement = z.strictObject({
  Sid: z.string().regex(/^[A-Za-z0-9]+$/),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.strictObject({ AWS: z.string() }).optional(),
  Action: texts,
  Resource: z.union([texts, z.literal('*')]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([z.string(), texts]))).optional(),
});
const policy = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement).min(1) });
type Statement = z.infer<typeof statement>;

const read = (name: string): Statement[] =>
  policy.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))).Statement;
const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
/** Actions on rows that IAM can separate by their partition key. */
const rowActions = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const keyOf = (condition: Statement['Condition'], operator: string) => condition?.[operator]?.['dynamodb:LeadingKeys'];

/** The policy variable that holds the id of the caller; IAM fills it in, not this file. */
const tag = `\${aws:PrincipalTag/user_id}`;

it('there are four', () => {
  expect(names.sort()).toEqual(['caller-trust', 'count-only', 'own-rows', 'service-role']);
});

describe.each(names)('%s', (name) => {
  const allowed = read(name).filter(({ Effect }) => Effect === 'Allow');

  it('allows named actions on named resources only', () => {
    const granted = allowed.flatMap(({ Action, Resource = [] }) => [...Action, ...Resource]);
    expect(granted.filter((entry) => entry.includes('*'))).toEqual([]);
  });
});

describe('own-rows', () => {
  const statements = read('own-rows');
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

  it('allows rows only under the tag of the caller, and only requests that have a key', () => {
    for (const { Action, Condition } of allowed) {
      expect(Action.filter((action) => !rowActions.includes(action.replace('dynamodb:', '')))).toEqual([]);
      expect(keyOf(Condition, 'Null')).toBe('false');
      expect(
        Object.keys(Condition ?? {}).filter(
          (operator) => !/^(?:Null|ForAllValues:String(?:Equals|Like))$/.test(operator),
        ),
      ).toEqual([]);
    }
    expect(
      allowed.map(
        ({ Condition }) => keyOf(Condition, 'ForAllValues:StringEquals') ?? keyOf(Condition, 'ForAllValues:StringLike'),
      ),
    ).toEqual([[tag], [`${tag}#*`]]);
  });

  it('denies what has no partition key to compare', () => {
    const denied = statements.filter(({ Effect }) => Effect === 'Deny');
    expect(denied.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['dynamodb:Scan', 'dynamodb:PartiQL*']),
    );
    expect(denied.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([['*', undefined]]);
  });
});

describe('the roles around it', () => {
  it('let one service set the one tag, which must be there', () => {
    expect(read('caller-trust').map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      [
        { AWS: 'arn:aws:iam::111122223333:role/notes-service' },
        { StringLike: { 'aws:RequestTag/user_id': '?*' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['user_id'] } },
      ],
    ]);
  });

  it('give the service itself no row but who signs in', () => {
    const onTables = read('service-role').filter(({ Action }) =>
      Action.some((action) => action.startsWith('dynamodb:')),
    );
    expect(onTables.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['dynamodb:Query'], ['arn:aws:dynamodb:eu-central-1:111122223333:table/Users/index/by-username']],
    ]);
  });

  it('let the one that scans receive no item', () => {
    expect(read('count-only').map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [['dynamodb:Scan'], { StringEquals: { 'dynamodb:Select': 'COUNT' } }],
    ]);
  });
});
