import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allow,
  arn,
  deny,
  type JsonStatement,
  own,
  ownRows,
  placeAt,
  statementOf,
  tableEntry,
} from '../rules/iam/infrastructure.fixture.ts';
import { type KeyPattern, ownKey } from './leading-keys.ts';
import { type Caller, leastPrivilege, type RecordedCall } from './least-privilege.ts';
import { policyDifference } from './policy-difference.ts';
import { statementsOf } from './policy-document.ts';

const orders = tableEntry('orders', {
  key: { partition: 'tenant' },
  indexes: [{ name: 'byOwner', partition: 'tenant', sort: 'date' }],
});
const countries = tableEntry('countries');
const calls: readonly RecordedCall[] = [
  { table: orders, action: 'GetItem', key: ownKey },
  { table: orders, action: 'Query', index: 'byOwner', key: ownKey },
  { table: countries, action: 'GetItem' },
];
const { document } = leastPrivilege(calls, { ownerTag: 'tenant' });
const needed = {
  get: { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:*:*:table/orders' },
  query: { action: 'dynamodb:Query', resource: 'arn:aws:dynamodb:*:*:table/orders/index/byOwner' },
  lookup: { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:*:*:table/countries' },
};

function difference(...deployed: readonly JsonStatement[]) {
  const { unneeded, missing } = policyDifference(
    deployed.map((json, index) => statementOf(json, index)),
    document,
  );
  return { unneeded: unneeded.map(({ statement, ...rest }) => ({ line: statement.place.line, ...rest })), missing };
}

const keyed = allow(['GetItem'], arn('orders'), ownRows);
const queried = allow('Query', arn('orders/index/byOwner'), ownRows);
const lookup = allow('GetItem', arn('countries'));

describe('what is deployed beside what is needed', () => {
  test('is nothing for the same, in whatever region', () => {
    expect(difference(keyed, queried, lookup)).toEqual({ unneeded: [], missing: [] });
  });

  test('lists actions, resources and rows beyond need', () => {
    expect(
      difference(
        allow(
          ['GetItem', 'Query', 'PutItem', 'logs:CreateLogGroup'],
          [arn('orders'), arn('orders/index/*'), arn('countries')],
        ),
      ),
    ).toEqual({
      unneeded: [
        {
          line: 0,
          actions: ['dynamodb:PutItem'],
          resources: [{ resource: arn('orders/index/*'), needed: [needed.query.resource] }],
          onForeignRows: ['dynamodb:GetItem', 'dynamodb:Query'],
        },
      ],
      missing: [],
    });
  });

  test('lists each kind of excess by itself', () => {
    expect(difference(keyed, queried, lookup, allow('GetItem', arn('orders'))).unneeded).toEqual([
      { line: 3, actions: [], resources: [], onForeignRows: ['dynamodb:GetItem'] },
    ]);
    expect(difference(keyed, queried, lookup, allow('GetItem', arn('c*'))).unneeded).toEqual([
      {
        line: 3,
        actions: [],
        resources: [{ resource: arn('c*'), needed: [needed.lookup.resource] }],
        onForeignRows: [],
      },
    ]);
    const none = { ...allow('GetItem'), Effect: 'Deny' as const, Resource: arn('users') };
    expect(difference(keyed, queried, lookup, none).unneeded).toEqual([]);
  });

  test('names an action once, and knows which key a need has', () => {
    const second = tableEntry('invoices', { key: { partition: 'tenant' } });
    const more = leastPrivilege([...calls, { table: second, action: 'GetItem', key: ownKey }], {
      ownerTag: 'tenant',
    });
    const deployed = [
      allow(['GetItem', 'Query'], [arn('orders'), arn('invoices'), arn('orders/index/byOwner'), arn('countries')]),
    ];
    const { unneeded, missing } = policyDifference(
      deployed.map((json) => statementOf(json)),
      more.document,
    );
    expect(unneeded.map(({ onForeignRows }) => onForeignRows)).toEqual([['dynamodb:GetItem', 'dynamodb:Query']]);
    expect(missing).toEqual([]);
    // Nothing that reads any row is allowed by what keeps to own ones.
    const rows = policyDifference([statementOf({ ...lookup, Condition: ownRows })], document);
    expect(rows.missing).toEqual([needed.get, needed.query, needed.lookup]);
  });

  test('an action counts when it is allowed with a key, or on one of the tables', () => {
    expect(
      difference({ ...keyed, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }, queried, lookup).unneeded,
    ).toEqual([{ line: 0, actions: ['dynamodb:PutItem'], resources: [], onForeignRows: [] }]);
    const both = allow(['GetItem', 'PutItem'], [arn('countries'), arn('orders')], ownRows);
    expect(difference(keyed, queried, lookup, both, deny('PutItem', {}, arn('orders'))).unneeded).toEqual([
      { line: 3, actions: ['dynamodb:PutItem'], resources: [], onForeignRows: [] },
    ]);
  });

  test('what is needed for any key is not allowed by what compares keys', () => {
    const compared = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': own } };
    expect(difference(keyed, queried, { ...lookup, Condition: compared }).missing).toEqual([needed.lookup]);
  });

  test('a Deny that may apply takes nothing away for sure', () => {
    const unless = { StringNotEquals: { 'aws:PrincipalTag/role': 'admin' } };
    expect(difference(keyed, queried, lookup, deny('Query', unless)).missing).toEqual([]);
    const withoutKey = { Null: { 'dynamodb:LeadingKeys': 'false' } };
    expect(difference(keyed, queried, lookup, deny('Query', { ...unless, ...withoutKey })).missing).toEqual([]);
    expect(difference(keyed, queried, lookup, deny('Query', withoutKey)).missing).toEqual([needed.query]);
  });

  test('a Scan needs no key', () => {
    const scans = leastPrivilege([{ table: countries, action: 'Scan' }], { ownerTag: 'tenant' });
    const missing = (json: JsonStatement) => policyDifference([statementOf(json)], scans.document).missing;
    expect(missing(allow('Scan', arn('countries')))).toEqual([]);
    expect(missing(allow('Scan', arn('countries'), ownRows))).toEqual([
      { action: 'dynamodb:Scan', resource: 'arn:aws:dynamodb:*:*:table/countries' },
    ]);
  });

  test('lists what is missing', () => {
    expect(difference(queried, allow('GetItem', arn('users')))).toEqual({
      unneeded: [
        {
          line: 1,
          actions: ['dynamodb:GetItem'],
          resources: [{ resource: arn('users'), needed: [] }],
          onForeignRows: [],
        },
      ],
      missing: [needed.get, needed.lookup],
    });
  });

  test('takes in what is denied', () => {
    expect(difference(keyed, queried, lookup, allow(['Scan', 'PutItem'], arn('orders')), deny('Scan'))).toEqual({
      unneeded: [{ line: 3, actions: ['dynamodb:PutItem'], resources: [], onForeignRows: [] }],
      missing: [],
    });
    expect(difference(keyed, queried, lookup, deny('Query')).missing).toEqual([needed.query]);
  });

  test('expands wildcards', () => {
    const { unneeded, missing } = difference(allow('dynamodb:*', '*'));
    expect(missing).toEqual([]);
    expect(unneeded).toHaveLength(1);
    expect(unneeded[0]?.actions).toHaveLength(77);
    expect(unneeded[0]?.actions).not.toContain('dynamodb:GetItem');
    expect(unneeded[0]?.resources).toEqual([
      { resource: '*', needed: [needed.get.resource, needed.query.resource, needed.lookup.resource] },
    ]);
    expect(unneeded[0]?.onForeignRows).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
  });

  test('leaves other services and what is unknown alone', () => {
    expect(difference(keyed, queried, lookup, allow('s3:GetObject', 'arn:aws:s3:::x/*'), allow('s3:*', '*'))).toEqual({
      unneeded: [],
      missing: [],
    });
    // Whether it is the table that is needed cannot be told.
    expect(difference(allow(['GetItem', 'Query'], `\${?TableArn}`)).missing).toEqual([]);
  });
});

test('the generated policy is what is needed, whatever is called', () => {
  const call = fc
    .record({
      table: fc.constantFrom(orders, countries),
      action: fc.constantFrom('GetItem', 'Query', 'BatchWriteItem', 'Scan', 'TransactWriteItems', 'PartiQLSelect'),
      key: fc.constantFrom<KeyPattern>(ownKey, [{ kind: 'text', text: 'USER#' }, ...ownKey], [{ kind: 'any' }]),
      caller: fc.constantFrom<Caller>('owner', 'privileged', 'nobody'),
    })
    .map((made): RecordedCall => made);
  fc.assert(
    fc.property(fc.array(call, { maxLength: 6 }), (made) => {
      const generated = leastPrivilege(made, { ownerTag: 'tenant' }).document;
      expect(policyDifference(statementsOf(generated, placeAt(1)), generated)).toEqual({ unneeded: [], missing: [] });
    }),
    { seed: 20260103, numRuns: 200 },
  );
});
