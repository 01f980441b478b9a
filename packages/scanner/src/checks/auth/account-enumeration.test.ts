import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  addUser,
  answered,
  refusal,
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

test('is no question where nobody signs in', () => {
  const of = (...accounts: object[]) => check.appliesTo({ accounts } as never);
  expect([of(), of({})]).not.toContain(true);
  expect(of({}, { login: 'POST /login' })).toBe(true);
});
