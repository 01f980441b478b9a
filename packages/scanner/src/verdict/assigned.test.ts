import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AssignmentEvidence, type ExtraWrite, judgeAssignment, placesOf } from './assigned.ts';

const before = answered({ id: 'u-1', role: 'user', credit: 5, name: 'mb1' });
const role = { name: 'role', sent: 'admin', weight: 'privilege' } as const;
const credit = { name: 'credit', sent: 1005, weight: 'privilege' } as const;
const write = (parts: Partial<ExtraWrite> = {}): ExtraWrite => ({
  fields: [role, credit],
  write: answered({}),
  canaries: ['mb2'],
  after: answered({ id: 'u-1', role: 'user', credit: 5, name: 'mb2' }),
  ...parts,
});
const evidence = (
  parts: Partial<ExtraWrite> = {},
  control: AssignmentEvidence['control'] = null,
): AssignmentEvidence => ({
  how: 'update',
  before,
  attempts: [write(parts)],
  control,
});
const refused = { write: refusedWith(400), after: before };

test.each<[string, AssignmentEvidence, string]>([
  ['taken', evidence({ after: answered({ role: 'admin', name: 'mb2' }) }), 'vulnerable assigned role'],
  ['taken within an envelope', evidence({ after: answered({ user: { role: 'admin' } }) }), 'vulnerable assigned role'],
  ['taken as text', evidence({ after: answered({ credit: '1005' }) }), 'vulnerable assigned credit'],
  ['not taken', evidence(), 'hardened ignored'],
  ['repeated in the answer alone', evidence({ write: answered({ role: 'admin' }) }), 'hardened ignored'],
  ['shown nowhere', evidence({ after: answered({ name: 'mb2' }) }), 'inconclusive notShown'],
  ['of a write that shows nowhere', evidence({ after: before }), 'inconclusive unseen'],
  ['of what cannot be read', evidence({ after: null }), 'inconclusive unseen'],
  ['refused, while plain bodies are taken', evidence(refused, answered({})), 'hardened refused'],
  ['refused like plain bodies', evidence(refused, refusedWith(400)), 'inconclusive cannotWrite'],
  ['refused without a control', evidence(refused), 'inconclusive cannotWrite'],
  ['without an answer', evidence({ write: unanswered(), after: null }), 'inconclusive noAnswer'],
])('extra fields %s', (_, given, expected) => {
  const { outcome, rule, assigned } = judgeAssignment(given);
  expect([outcome, rule, ...assigned.map(({ field }) => field.name)].join(' ')).toBe(expected);
});

test('a value that stood there before was not assigned', () => {
  const admin = answered({ role: 'admin', name: 'mb2' });
  expect(judgeAssignment({ ...evidence({ after: admin }), before: admin }).outcome).not.toBe('vulnerable');
});

test('nothing is assigned while the owner reads what it read before', () => {
  const sent = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const names = fc.constantFrom('role', 'credit', 'is_admin', '__proto__', 'constructor');
  fc.assert(
    fc.property(fc.array(fc.record({ name: names, sent, weight: fc.constant('managed' as const) })), (fields) => {
      expect(judgeAssignment(evidence({ fields, after: before })).assigned).toEqual([]);
    }),
  );
});

test('names of the prototype stand in no answer', () => {
  expect(placesOf({ a: 1 }, 'constructor')).toEqual([]);
  expect(placesOf({ a: { b: 1 } }, 'b')).toEqual([{ path: 'a.b', value: 1 }]);
});
