import { type AccessCell, policySchema, type Report } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { policyText } from './policy-text.ts';

const cell = (
  operation: string,
  identity: string,
  whose: AccessCell['whose'],
  observed: AccessCell['observed'],
  more: Partial<AccessCell> = {},
): AccessCell => ({ operation, identity, whose, observed, ...more });
const reportOf = (cells: AccessCell[]): Report => ({ ...sampleReport(), matrix: { cells } });
const notes = 'GET /notes/{id}';
const flaw = { expected: 'denied', basis: 'default', reason: 'receives the private values of bob' } as const;

test('who was allowed is listed, and what is probably a flaw says so', () => {
  const text = policyText(
    reportOf([
      cell(notes, 'bob', 'own', 'allowed'),
      cell(notes, 'alice', 'own', 'allowed'),
      cell(notes, 'bob', 'foreign', 'denied'),
      cell(notes, 'alice', 'foreign', 'allowed', flaw),
      cell(notes, 'rosa', 'foreign', 'allowed'),
      cell(notes, 'anonymous', 'foreign', 'unknown', { reason: 'not asked' }),
      cell('GET /health', 'alice', 'none', 'allowed'),
      cell('GET /health', 'anonymous', 'none', 'allowed'),
      cell('DELETE /notes/{id}', 'alice', 'foreign', 'unknown', { reason: 'not asked' }),
    ]),
  );
  expect(text.slice(text.indexOf('\n\n'))).toBe(`

GET /health:
  any: [everyone]

# not known: anonymous foreign (not asked)
GET /notes/{id}:
  own: [alice, bob]
  foreign:
    - alice # probably a flaw: receives the private values of bob
    - rosa # probably a flaw, unless it is meant

# Nothing is known of these:
#   DELETE /notes/{id}
`);
});

test('an own object that was not there and an empty answer are listed, so that they are no flaw when they are seen', () => {
  const text = policyText(
    reportOf([
      cell(notes, 'alice', 'own', 'allowed'),
      cell(notes, 'bob', 'own', 'unknown', { reason: 'no object of its own is known' }),
      cell('GET /shared', 'alice', 'none', 'unknown', { status: 200, reason: 'the answer is empty' }),
      cell('GET /shared', 'anonymous', 'none', 'denied', { status: 401 }),
    ]),
  );
  expect(text).toContain('- bob # not known: no object of its own is known\n');
  expect(text).toContain('- alice # not known: the answer is empty\n');
  expect(text).not.toContain('- anonymous');
});

describe('whatever the API calls its operations', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('{a}: [x]', '#', '"', "'\n- b", '*'),
  );
  const path = hostile
    .map((text) => `GET /${text.replace(/\s/gu, '')}`)
    .filter((text) => !/[\s\u0085\p{Cs}]/u.test(text.slice(4)));

  test('the text is a policy that says what was seen', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 5 }), hostile, (operations, reason) => {
        const cells = operations.flatMap((operation) => [
          cell(operation, 'alice', 'foreign', 'allowed', { ...flaw, reason }),
          cell(operation, 'bob', 'foreign', 'denied', { reason }),
        ]);
        const policy = policySchema.parse(parse(policyText(reportOf(cells))) ?? {});
        expect(Object.keys(policy).sort()).toEqual([...operations].sort());
        for (const operation of operations) expect(policy[operation]).toEqual({ foreign: ['alice'] });
      }),
    );
  });

  test('the order in which things were seen changes nothing', () => {
    const cells = ['GET /b', 'PUT /a', 'GET /a'].flatMap((operation) =>
      ['bob', 'alice', 'anonymous'].map((name) =>
        cell(operation, name, 'none', name === 'anonymous' ? 'denied' : 'allowed'),
      ),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), (shuffled) => {
        expect(policyText(reportOf(shuffled))).toBe(policyText(reportOf(cells)));
      }),
    );
  });
});
