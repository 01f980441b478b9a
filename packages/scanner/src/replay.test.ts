import type { Exchange } from '@middlebrick/model';
import { answered, operation } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import type { ProofEntry } from './define-check.ts';
import type { OwnFacts } from './replay/facts.ts';
import { replayer } from './replay.ts';

const origin = 'http://small.test';
const operations = [operation('GET /notes/{note_id}'), operation('POST /notes'), operation('DELETE /notes/{note_id}')];
const knows = (variable: string): boolean => /^(?:ALICE|BOB)_(?:TOKEN|PASSWORD)$/.test(variable);
const sessions = { recipeOf: () => undefined };
let count = 0;

function exchange(
  identity: string,
  request: { method?: string; path: string; token?: string; body?: string; purpose?: string },
  body: unknown,
): Exchange {
  const { method = 'GET', path, token, body: sent, purpose = 'test' } = request;
  const made = answered(body, {
    identity,
    method,
    url: origin + path,
    ...(sent === undefined ? {} : { requestBody: sent }),
  });
  const headers: [string, string][] = token === undefined ? [] : [['Authorization', `Bearer $${token}`]];
  return { ...made, id: `x${++count}`, purpose, request: { ...made.request, headers } };
}

const register = (name: string): Exchange =>
  exchange(
    name,
    {
      method: 'POST',
      path: '/register',
      body: `{"username":"${name}k4f9c2aa","password":"$${name.toUpperCase()}_PASSWORD"}`,
      purpose: 'registration',
    },
    { id: name === 'alice' ? 3 : 4 },
  );
const login = (name: string): Exchange =>
  exchange(
    name,
    {
      method: 'POST',
      path: '/login',
      body: `{"username":"${name}k4f9c2aa","password":"$${name.toUpperCase()}_PASSWORD"}`,
      purpose: 'login',
    },
    { token: `$${name.toUpperCase()}_TOKEN` },
  );
const note = (owner: string, id: number): Exchange =>
  exchange(
    owner,
    { method: 'POST', path: '/notes', token: `${owner.toUpperCase()}_TOKEN`, body: '{"text":"mb000k4f9c2aa"}' },
    { id, author: 3 },
  );
const reading = (id: number): Exchange =>
  exchange('bob', { path: `/notes/${id}`, token: 'BOB_TOKEN' }, { id, text: 'mb000k4f9c2aa' });

function factsOf(exchanges: readonly Exchange[], names: readonly string[], users = ['alice', 'bob']): OwnFacts {
  const password = { length: 24, isPlain: false };
  return {
    nonce: 'k4f9c2aa',
    users: users.map((identity) => ({ identity, username: `${identity}k4f9c2aa`, password })),
    names: [...names],
    exchanges: [...exchanges],
  };
}

function replayOf(attack: Exchange, own: OwnFacts) {
  const chosen: ProofEntry = { role: 'other', label: 'bob (someone else)', exchange: attack };
  return replayer(sessions, { knows }, { own, operations })({ proof: [chosen], chosen, values: [] });
}

test('a small number is taken from the answer that made such a thing, and from no other that holds it', () => {
  const setup = [register('alice'), register('bob'), login('alice'), login('bob'), note('alice', 3)];
  const { curl, variables, note: remark } = replayOf(reading(3), factsOf(setup, ['3']));
  expect({ variables, remark }).toEqual({ variables: [], remark: undefined });
  expect(curl.find((line) => line.startsWith('NOTE_ID='))).toMatch(/small\.test\/notes \| jq -r '\.id \/\/ empty'\)"$/);
  expect(curl.at(-1)).toBe(`curl -H "Authorization: Bearer $BOB_TOKEN" "${origin}/notes/\${NOTE_ID:?}"`);
});

test('where a link is missing, the replay is the one command, and says what is missing', () => {
  const setup = [register('alice'), register('bob'), login('alice'), login('bob')];
  expect(replayOf(reading(77), factsOf(setup, ['77']))).toEqual({
    variables: ['BOB_TOKEN'],
    curl: [`curl -H "Authorization: Bearer $BOB_TOKEN" ${origin}/notes/77`],
    note: 'It was proven with users or objects that the scan made and removed, and cannot be made again by pasting: no recorded answer says how 77 is learnt again.',
  });
  const bare = [register('bob'), note('alice', 77), register('alice'), login('alice')];
  expect(replayOf(reading(77), factsOf(bare, ['77'])).note).toMatch(/: no recorded answer holds \$BOB_TOKEN\.$/);
});

test('an identity that was given signs in as before: its variable has to be set', () => {
  const setup = [register('alice'), login('alice'), note('alice', 501)];
  const { curl, variables } = replayOf(reading(501), factsOf(setup, ['501'], ['alice']));
  expect(variables).toEqual(['BOB_TOKEN']);
  expect(curl.filter((line) => line.startsWith('BOB_'))).toEqual([]);
  expect(curl.at(-1)).toBe(`curl -H "Authorization: Bearer $BOB_TOKEN" "${origin}/notes/\${NOTE_ID:?}"`);
});

test('what is not the scan’s own stays as it is', () => {
  const given = exchange('carol', { path: '/notes/12' }, { id: 12 });
  expect(replayOf(given, factsOf([register('alice')], ['3']))).toEqual({
    variables: [],
    curl: [`curl ${origin}/notes/12`],
  });
});

test('a variable of the shell that the target happens to name is never read', () => {
  const attack = exchange('bob', { path: '/notes/$HOME_DIR', token: 'BOB_TOKEN' }, {});
  const { curl } = replayOf(attack, factsOf([register('bob'), login('bob')], []));
  expect(curl.at(-1)).toContain(`'${origin}/notes/$HOME_DIR'`);
});
