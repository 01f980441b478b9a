import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  addUser,
  answered,
  refusal,
  refusedWith,
  served,
  testCheck,
  tokenFor,
  unanswered,
  userNamed,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './account-enumeration.ts';

const spec = accountsSpec([]);
const identities: [] = [];

/** A login that answers wrong passwords as it says. */
const login =
  (wrong: (isKnown: boolean, name: string) => Response): AccountsHandler =>
  ({ body, store }) => {
    const user = userNamed(body.username, store);
    if (user !== undefined && user.password === body.password) return served({ token: tokenFor(user, store) });
    return wrong(user !== undefined, String(body.username));
  };

const isLongWord = (name: unknown): boolean => /^[a-z]{16,}$/.test(String(name));

testCheck(check, {
  vulnerable: [
    {
      name: 'says which of the two was wrong',
      api: accountsApi({
        'POST /login': login((isKnown) => refusal(401, isKnown ? 'wrong password' : 'no such user')),
      }),
      spec,
      identities,
      message: 'told',
      confidence: 'confirmed',
      finding: {
        details: { operation: 'POST /login' },
        places: [{ operation: 'POST /login' }],
        proof: [{ note: 'wrong password' }, { note: 'no such user' }],
      },
    },
    {
      name: 'answers 404 for a name that it does not know',
      api: accountsApi({ 'POST /login': login((isKnown) => refusal(isKnown ? 401 : 404)) }),
      spec,
      identities,
      message: 'told',
    },
    {
      name: 'answers 200 with a code that tells',
      api: accountsApi({ 'POST /login': login((isKnown) => served({ ok: false, code: isKnown ? 17 : 16 })) }),
      spec,
      identities,
      message: 'told',
      finding: { proof: [{ note: 'status 200' }, { note: 'status 200' }] },
    },
  ],
  hardened: [
    { name: 'answers both with the same text', api: accountsApi(), spec, identities, message: 'alike' },
    {
      name: 'repeats the name that was given',
      api: accountsApi({
        'POST /login': login((_, name) => refusal(401, `cannot sign in ${name} with this password`)),
      }),
      spec,
      identities,
      message: 'alike',
    },
    {
      name: 'wants names of sixteen letters or more, also at the login',
      api: accountsApi({
        'POST /register': ({ body }, usual) =>
          isLongWord(body.username) ? usual() : refusal(400, 'username must be at least 16 letters long'),
        'POST /login': login((_, name) => (isLongWord(name) ? refusal(401, 'wrong') : refusal(422, 'no such form'))),
      }),
      spec: accountsSpec([], {
        'POST /register': {
          'username!': { type: 'string', minLength: 16, pattern: '^[a-z]+$' },
          'password!': { type: 'string' },
        },
      }),
      identities,
      message: 'alike',
    },
    {
      name: 'gives every answer a new id and a time',
      api: () => {
        let count = 0;
        return accountsApiOn(accountsStore(), {
          'POST /login': login(() =>
            Response.json(
              { error: 'wrong', request_id: `r${++count}`, timestamp: 1_700_000_000 + count },
              { status: 401 },
            ),
          ),
        });
      },
      spec,
      identities,
      message: 'alike',
    },
  ],
  inconclusive: [
    {
      name: 'takes a lock after two wrong passwords for a name',
      api: () => {
        const wrong = new Map<string, number>();
        return accountsApiOn(accountsStore(), {
          'POST /login': login((isKnown, name) => {
            wrong.set(name, (wrong.get(name) ?? 0) + 1);
            return isKnown && (wrong.get(name) ?? 0) > 2 ? refusal(403, 'locked') : refusal(401, 'wrong');
          }),
        });
      },
      spec,
      identities,
      message: 'unsteady',
    },
    {
      name: 'breaks on wrong passwords',
      api: accountsApi({ 'POST /login': login(() => refusal(500)) }),
      spec,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'people are called by their telephone numbers',
      api: accountsApi({
        'POST /register': (call) => {
          const user = addUser(call);
          user.username = call.body.phone;
          return Response.json({ id: user.id, phone: call.body.phone }, { status: 201 });
        },
        'POST /login': (call, usual) => {
          Object.assign(call.body, { username: call.body.phone });
          return usual();
        },
      }),
      spec: accountsSpec([], {
        'POST /register': { 'phone!': { type: 'string' }, 'password!': { type: 'string' } },
        'POST /login': { 'phone!': { type: 'string' }, 'password!': { type: 'string' } },
      }),
      identities,
      message: 'noUnknown',
    },
  ],
});

test('one answer that never came leaves it open', () => {
  const pair = { known: answered('', { status: 401 }), unknown: answered('', { status: 404 }) };
  const names = { known: 'alice', unknown: 'nobody' };
  const judged = (...pairs: object[]) => check.judge({ evidence: { operation: 'POST /login', names, pairs } } as never);
  expect(judged(pair, pair)).toMatchObject({
    message: 'told',
    proof: [{ note: 'HTTP 401' }, { note: 'HTTP 404' }],
  });
  expect(judged(pair, { ...pair, known: unanswered() })).toMatchObject({ message: 'noAnswer' });
  expect(judged()).toMatchObject({ message: 'noAnswer' });
});

test('a long answer is told in short', () => {
  const pair = {
    known: answered({ error: `The password ${'that was given '.repeat(8)}is wrong` }, { status: 401 }),
    unknown: answered('', { status: 404 }),
  };
  const evidence = { operation: 'POST /login', names: { known: 'alice', unknown: 'nobody' }, pairs: [pair] };
  expect(check.judge({ evidence })).toMatchObject({
    proof: [{ note: expect.stringMatching(/^The password that was given .{32}$/) }, {}],
  });
});

const accountOf = (name: string) => ({ username: { field: 'username', value: name } });
const signsIn = (name: string) => ({ ...accountOf(name), login: 'POST /login' });
type OwnAccount = ReturnType<typeof accountOf>;

/** What is asked of a login: the names, and what the scan takes for one that exists and one that does not. */
async function asked(spare: object | undefined, accounts: readonly OwnAccount[] = []) {
  const names: string[] = [];
  const active = {
    register: async () => spare,
    unique: () => 'mb00zk4ch7v',
    password: () => 'not-it',
    signIn: async (account: OwnAccount, { username = account.username.value }: { username?: string }) => {
      names.push(username);
      return { exchange: refusedWith(401), isSignedIn: false };
    },
  };
  const { evidence } = await check.probe({ survey: { accounts }, active } as never);
  return { names, evidence };
}

test.each([
  ['anna.k4ch7v', 'mb00zk4ch7v'],
  ['anna7', 'mb00zk4c'],
  ['anna.of.the.harbour.7', 'mb00zk4ch7vxxxxxxxxxx'],
  ['annabelle', 'mbaazkech'],
  ['anna7@example.org', 'mb00zk4ch7v@example.org'],
])('beside %s nobody is called %s', async (known, unknown) => {
  const { names, evidence } = await asked({ account: signsIn(known) });
  expect(names).toEqual([known, unknown, known, unknown, known, unknown]);
  expect(evidence).toMatchObject({ operation: 'POST /login', names: { known, unknown } });
});

test('an account that nobody needs is tried; without one, the first that signs in', async () => {
  const own = [accountOf('bob7'), signsIn('carol7'), signsIn('dan7')];
  const knownWith = async (spare?: object) => (await asked(spare, own)).evidence?.names.known;
  expect(await knownWith({ account: signsIn('anna7') })).toBe('anna7');
  expect(await knownWith({ account: accountOf('anna7') })).toBe('carol7');
  expect([await knownWith(), await knownWith({})]).toEqual(['carol7', 'carol7']);
  expect(await asked(undefined)).toEqual({ names: [], evidence: null });
});

test('is no question where nobody signs in', () => {
  const of = (...accounts: object[]) => check.appliesTo({ accounts } as never);
  expect([of(), of({})]).not.toContain(true);
  expect(of({}, { login: 'POST /login' })).toBe(true);
});
