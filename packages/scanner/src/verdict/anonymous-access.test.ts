import type { Operation } from '@middlebrick/model';
import { answered, operation, refusedWith, unanswered } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { type AnonymousEvidence, declaredFor, judgeAnonymous } from './anonymous-access.ts';

const note = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const pay = { id: 'n-1', ssn: '219-09-9998', title: 'Pay in May of this year' };
const mail = { id: 'n-1', email: 'someone@example.org', title: 'A title for everybody' };
const other = { id: 'n-7', title: 'Nails before paint', body: 'The shed has to be mended' };

/** Owner and nobody are served the same; `parts` say what differs. */
function evidence(body: unknown, parts: Partial<AnonymousEvidence> = {}): AnonymousEvidence {
  return {
    owner: answered(body),
    anonymous: answered(body),
    served: { again: answered(body), garbage: answered(body) },
    echoes: ['n-1'],
    ...parts,
  };
}

const guard = (parts: Partial<NonNullable<AnonymousEvidence['guard']>> = {}): Partial<AnonymousEvidence> => ({
  belongsTo: 'alice',
  guard: {
    operation: 'GET /notes',
    anonymous: refusedWith(401),
    owner: answered([note]),
    other: answered([other]),
    ...parts,
  },
});
const owned: Partial<AnonymousEvidence> = { belongsTo: 'alice' };

function decided(given: AnonymousEvidence, declared: Parameters<typeof judgeAnonymous>[1] = 'nothing'): string {
  const verdict = judgeAnonymous(given, declared);
  return verdict.rule === 'private'
    ? [verdict.rule, verdict.reason, verdict.confidence, verdict.worst].filter((word) => word !== undefined).join(' ')
    : verdict.rule;
}

/** Nobody is answered this and the owner the note. */
const refusing = (anonymous: AnonymousEvidence['anonymous']): AnonymousEvidence => ({
  owner: answered(note),
  anonymous,
  echoes: ['n-1'],
});

describe('nobody is kept out', () => {
  test.each([
    ['by a refusal', refusing(refusedWith(401)), 'refused'],
    ['by a failure', refusing(refusedWith(500)), 'unanswered'],
    ['by silence', refusing(unanswered()), 'unanswered'],
    [
      'the second time',
      evidence(pay, { owner: answered(other), served: { again: refusedWith(401), garbage: refusedWith(401) } }),
      'refused',
    ],
    ['by an empty answer', evidence({ items: [] }), 'empty'],
    ['with something else than the owner', evidence(note, { anonymous: answered(other) }), 'other'],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toBe(expected);
  });
});

describe('nobody is let in', () => {
  test.each<[string, AnonymousEvidence, Parameters<typeof judgeAnonymous>[1], string]>([
    ['to what is declared public', evidence(pay), 'public', 'public'],
    ['to what may be public', evidence(note), 'nothing', 'public'],
    ['to contact data that may be public', evidence(mail), 'optional', 'public'],
    ['to what nobody owns, though declared', evidence(note), 'required', 'public'],
    ['to an identity document', evidence(pay), 'nothing', 'private class firm identityDocument'],
    ['to one, though declared', evidence(pay), 'required', 'private class confirmed identityDocument'],
    ['to one of an owner', evidence(pay, owned), 'optional', 'private class confirmed identityDocument'],
    [
      'to one of an owner who reads another',
      evidence(pay, { ...owned, owner: answered(note) }),
      'nothing',
      'private class firm identityDocument',
    ],
    ['to contact data, though declared', evidence(mail), 'required', 'private declared confirmed contact'],
    ['to the object of an owner, though declared', evidence(note, owned), 'required', 'private declared confirmed'],
    ['to the object of an owner', evidence(note, owned), 'nothing', 'public'],
    ['to what a list keeps from others', evidence(note, guard()), 'nothing', 'private guarded firm'],
    [
      'in the body of a refusal, though declared',
      evidence(note, { ...owned, anonymous: answered(note, { status: 401 }) }),
      'required',
      'private declared confirmed',
    ],
    ['to short values of an owner', evidence({ id: 'n-1', room: 'A7' }, owned), 'required', 'public'],
  ])('%s', (_, given, declared, expected) => {
    expect(decided(given, declared)).toBe(expected);
  });
});

describe('a list keeps the object from nobody', () => {
  test.each([
    ['when it shows it to others', guard({ other: answered([note]) })],
    ['when it names it in its refusal', guard({ anonymous: answered([note], { status: 401 }) })],
    ['when the owner does not find it there', guard({ owner: answered([other]) })],
    ['when it shows the owner nothing particular of it', guard({ owner: answered([{ id: 'n-1' }]) })],
  ])('%s', (_, parts) => {
    expect(decided(evidence(note, parts))).toBe('public');
  });
});

test('the verdict holds the values that it rests on', () => {
  const leavesOf = (given: AnonymousEvidence, declared: Parameters<typeof judgeAnonymous>[1]) => {
    const verdict = judgeAnonymous(given, declared);
    return verdict.rule === 'private' ? verdict.leaves.map(({ path }) => path) : [];
  };
  expect(leavesOf(evidence(pay), 'nothing')).toEqual(['ssn']);
  expect(leavesOf(evidence({ ...pay, ...mail }), 'required')).toEqual(['ssn', 'email']);
  expect(leavesOf(evidence(mail), 'required')).toEqual(['email']);
  expect(leavesOf(evidence({ ...note, room: 'A7' }, owned), 'required')).toEqual(['title', 'body']);
});

test('what changes from answer to answer is no value', () => {
  const served = { again: answered({ id: 'n-1', ssn: '536-22-8145' }), garbage: answered(pay) };
  expect(decided(evidence({ id: 'n-1', ssn: '219-09-9998' }, { served }))).toBe('public');
});

test('without a reading by the owner the answer to nobody stands for itself', () => {
  const { owner: _, ...rest } = evidence(pay);
  expect(decided(rest, 'required')).toBe('private class confirmed identityDocument');
});

test('what a spec declares of an operation', () => {
  const declared = (security: Operation['security']) => declaredFor(operation('GET /notes', { security }));
  const bearer = [{ scheme: 'bearer', scopes: [] }] as never;
  expect([null, [], [bearer], [bearer, []]].map((security) => declared(security as never))).toEqual([
    'nothing',
    'public',
    'required',
    'optional',
  ]);
});
