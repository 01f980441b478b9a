import type { Operation } from '@middlebrick/model';
import { answered, refusedWith } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import type { AccountEvidence } from '../verdict/account.ts';
import type { CreationEvidence } from '../verdict/creation.ts';
import { madeCells, writeCells } from './writes.ts';

const check = 'bola/foreign-object-write';
const operation: Operation = {
  id: 'DELETE /users/{user_id}',
  method: 'DELETE',
  path: '/users/{user_id}',
  parameters: [{ name: 'user_id', in: 'path', required: true, examples: [] }],
  responses: [],
  security: null,
  tags: [],
  deprecated: false,
  source: 'openapi',
};
const names = { owner: 'alice', other: 'bob', parameter: 'user_id' };

const signedIn = { exchange: answered({ token: 'x' }), isSignedIn: true };
const turnedAway = { exchange: refusedWith(401), isSignedIn: false };

/** Bob deletes the account of Alice, and she cannot sign in any more. */
function account(parts: Partial<AccountEvidence>): unknown {
  const evidence: AccountEvidence = {
    intent: 'remove',
    before: signedIn,
    write: answered('', { status: 204 }),
    after: turnedAway,
    check: signedIn,
    control: null,
    ...parts,
  };
  return { questions: [{ kind: 'account', ...names, trial: { about: 'account', evidence } }] };
}

const named = (owner: string) => [
  { exchange: answered([{ id: 'n-1', owner_id: owner, title: 'canary-71' }]), signs: ['n-1'] },
];

/** Bob makes something that names Alice as its owner, and she finds it. */
function creation(parts: Partial<CreationEvidence>): unknown {
  const evidence: CreationEvidence = {
    creation: answered({ id: 'n-3' }, { status: 201 }),
    canaries: ['canary-71'],
    after: named('alice'),
    owner: { name: 'alice', subjects: ['alice'] },
    other: { name: 'bob', subjects: ['bob'] },
    parent: null,
    isAddressed: false,
    ...parts,
  };
  return { questions: [{ kind: 'create', ...names, trial: { about: 'creation', evidence } }] };
}

const cellsOf = (evidence: unknown): string[] =>
  writeCells(check, operation, evidence).map(
    ({ identity, whose, observed, status }) => `${identity} ${whose} ${observed} ${status}`,
  );

test('an account that a stranger deleted is a foreign access, whatever the status', () => {
  expect(cellsOf(account({}))).toEqual(['bob foreign allowed 204']);
  expect(cellsOf(account({ write: refusedWith(403) }))).toEqual(['bob foreign allowed 403']);
});

test('an account that still signs in was denied, where its own removal works', () => {
  const control = { write: answered('', { status: 204 }), after: turnedAway };
  expect(cellsOf(account({ write: refusedWith(403), after: signedIn, control }))).toEqual(['bob foreign denied 403']);
  expect(cellsOf(account({ write: refusedWith(403), after: signedIn }))).toEqual([]);
});

test('something made in the name of another is a foreign access, in one’s own name it is none', () => {
  expect(cellsOf(creation({}))).toEqual(['bob foreign allowed 201']);
  expect(cellsOf(creation({ after: named('bob') }))).toEqual([]);
  const unchanged = [{ exchange: answered([{ id: 'n-1' }]), signs: ['n-1'] }];
  expect(cellsOf(creation({ creation: refusedWith(403), after: unchanged }))).toEqual(['bob foreign denied 403']);
});

test('a trial that could not be made, and other checks, say nothing', () => {
  const none = { questions: [{ kind: 'change', ...names, trial: { about: 'object', reason: 'noView' } }] };
  expect(cellsOf(none)).toEqual([]);
  expect(writeCells('bola/foreign-object-read', operation, { attempts: [] })).toEqual([]);
  expect(writeCells('bfla/privileged-write', operation, { caller: 'bob', word: 'admin', trial: null })).toEqual([]);
});

test('what was made shows that its owner may make it', () => {
  const made = {
    operation: 'POST /notes',
    resource: 'note',
    owner: 'alice',
    values: {},
    canaries: [],
    request: { method: 'POST', path: '/notes' },
    exchange: answered({ id: 'n-3' }, { status: 201 }),
  } as const;
  const maker: Operation = { ...operation, id: 'POST /notes', method: 'POST', path: '/notes', parameters: [] };
  expect(madeCells([made], [maker])).toEqual([
    {
      operation: 'POST /notes',
      identity: 'alice',
      whose: 'none',
      observed: 'allowed',
      reason: 'made an object',
      status: 201,
    },
  ]);
  expect(madeCells([made], [])).toEqual([]);
});
