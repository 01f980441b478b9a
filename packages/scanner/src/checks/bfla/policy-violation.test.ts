import { notesApi, notesOperations, reading, refusal, runCheck, served, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './policy-violation.ts';

const operations = notesOperations;
const both = ['alice', 'bob'];
const policy = { 'GET /notes/{id}': { own: both }, 'GET /notes': { any: both } };
const open = reading((note) => served(note));
const strict = reading((note, me) => (note.owner_id === me ? served(note) : refusal(404, 'not found')));

testCheck(check, {
  vulnerable: [
    {
      name: 'hands out what is foreign, which the policy denies',
      api: notesApi(open),
      operations,
      policy,
      message: 'foreignAllowed',
      confidence: 'confirmed',
    },
    {
      name: 'answers a caller whom the policy does not list',
      api: notesApi(strict),
      operations,
      policy: { 'GET /notes': { any: ['alice'] } },
      message: 'plainAllowed',
    },
    {
      name: 'hands a caller its own, which the policy denies',
      api: notesApi(strict),
      operations,
      policy: { 'GET /notes/{id}': { own: ['alice'] } },
      message: 'ownAllowed',
    },
    {
      name: 'answers nobody',
      api: notesApi({ ...strict, anonymous: ({ note }) => (note === undefined ? refusal(401) : served(note)) }),
      operations,
      policy: { 'GET /notes/{id}': { own: both } },
      message: 'foreignAllowed',
      confidence: 'confirmed',
    },
    {
      name: 'denies what the policy lets',
      api: notesApi(strict),
      operations,
      policy: { 'GET /notes/{id}': { any: both } },
      message: 'shortfall',
    },
  ],
  hardened: [
    {
      name: 'does what the policy says, with 404 for what is foreign',
      api: notesApi(strict),
      operations,
      policy,
      message: 'asDeclared',
    },
    {
      name: 'refuses what is foreign in the body of a success',
      api: notesApi(reading((note, me) => (note.owner_id === me ? served(note) : served({ error: 'not yours' })))),
      operations,
      policy,
      message: 'asDeclared',
    },
    {
      name: 'hands out what is foreign, as the policy lets everyone who is signed in',
      api: notesApi(open),
      operations,
      policy: { 'GET /notes/{id}': { any: both } },
      message: 'asDeclared',
    },
    {
      name: 'lets a role see everything',
      api: notesApi(reading((note, me) => (note.owner_id === me || me === 'rosa' ? served(note) : refusal(404)))),
      operations,
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'bob', bearer: 'token-bob', subjects: ['bob'] },
        { name: 'rosa', bearer: 'token-rosa', subjects: ['rosa'], role: 'admin' },
      ],
      policy: { 'GET /notes/{id}': { own: [...both, 'rosa'], foreign: ['admin'] } },
    },
  ],
  inconclusive: [
    {
      name: 'nobody owns a note',
      api: notesApi({ ...strict, list: () => served({ items: [] }) }),
      operations,
      policy: { 'GET /notes/{id}': { own: both } },
      message: 'cannotTell',
    },
  ],
});

test('a refusal of what the policy lets is information and never more', async () => {
  const { report } = await runCheck(check, {
    name: 'strict',
    api: notesApi(strict),
    operations,
    policy: { 'GET /notes/{id}': { any: both } },
  });
  expect(report.findings.map(({ severity, kind, details }) => ({ severity, kind, callers: details.callers }))).toEqual([
    { severity: 'info', kind: 'foreign-denied', callers: 'alice, bob' },
  ]);
});

test('one finding names all callers of one kind', async () => {
  const { report } = await runCheck(check, { name: 'open', api: notesApi(open), operations, policy });
  expect(report.findings.map(({ severity, kind, message }) => ({ severity, kind, message }))).toEqual([
    {
      severity: 'high',
      kind: 'foreign-allowed',
      message: "The policy denies somebody else's object to alice, bob, and the API hands it out.",
    },
  ]);
});

test('without a policy the check does not apply', async () => {
  const { report } = await runCheck(check, { name: 'open', api: notesApi(open), operations });
  expect(report.checks.map(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual([['no policy was given']]);
});
