import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccountEvidence, judgeAccount } from './account.ts';

const signedIn = { exchange: answered({ token: 't' }), isSignedIn: true };
const refused = { exchange: refusedWith(401), isSignedIn: false };
const broken = { exchange: unanswered(), isSignedIn: false };
const done = answered('', { status: 204 });

const takeover = (parts: Partial<AccountEvidence> = {}): AccountEvidence => ({
  intent: 'takeover',
  before: signedIn,
  write: refusedWith(403),
  after: refused,
  check: null,
  control: { write: done, after: signedIn },
  ...parts,
});
const removal = (parts: Partial<AccountEvidence> = {}): AccountEvidence => ({
  ...takeover(),
  intent: 'remove',
  after: signedIn,
  control: { write: done, after: refused },
  ...parts,
});

test.each<[string, AccountEvidence, string]>([
  ['a password that is not set', takeover(), 'hardened refused'],
  ['a password that is said to be set', takeover({ write: done }), 'hardened ineffective'],
  ['a password that is set', takeover({ after: signedIn, check: refused }), 'vulnerable takenOver'],
  ['a password like any other', takeover({ after: signedIn, check: signedIn }), 'inconclusive anyPassword'],
  ['a password without a check', takeover({ after: signedIn }), 'inconclusive anyPassword'],
  ['a password that its owner cannot set', takeover({ control: null }), 'inconclusive ownerCannotWrite'],
  [
    'a password that its owner sets without effect',
    takeover({ control: { write: done, after: refused } }),
    'inconclusive ownerCannotWrite',
  ],
  ['a write that breaks', takeover({ write: refusedWith(500) }), 'inconclusive noAnswer'],
  ['a sign-in that breaks', takeover({ after: broken }), 'inconclusive noAnswer'],
  ['an account that cannot sign in', takeover({ before: refused }), 'inconclusive ownerCannotSignIn'],
  ['an account that stays', removal(), 'hardened refused'],
  ['an account that is gone', removal({ after: refused, check: signedIn }), 'vulnerable removed'],
  ['an account that is gone with all others', removal({ after: refused, check: refused }), 'inconclusive lostAll'],
  ['an account that is gone and nobody else to ask', removal({ after: refused }), 'inconclusive lostAll'],
  [
    'a sign-in that breaks after the own removal',
    removal({ control: { write: done, after: broken } }),
    'inconclusive ownerCannotWrite',
  ],
])('%s', (_, evidence, expected) => {
  const { outcome, rule } = judgeAccount(evidence);
  expect(`${outcome} ${rule}`).toBe(expected);
});

test('nothing is vulnerable while signing in goes on as before', () => {
  const writes = fc.constantFrom(done, answered({}), refusedWith(403), refusedWith(500), unanswered());
  const readings = fc.constantFrom(signedIn, refused, broken);
  fc.assert(
    fc.property(writes, readings, fc.option(readings), (write, controlled, check) => {
      const control = { write: done, after: controlled };
      expect(judgeAccount(takeover({ write, check, control })).outcome).not.toBe('vulnerable');
      expect(judgeAccount(removal({ write, check, control })).outcome).not.toBe('vulnerable');
    }),
  );
});
