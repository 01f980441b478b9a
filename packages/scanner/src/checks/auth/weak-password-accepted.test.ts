import type { Exchange } from '@middlebrick/model';
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
  runCheck,
  testCheck,
  unanswered,
  userNamed,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import check from './weak-password-accepted.ts';

const spec = accountsSpec([]);
const identities: [] = [];
const isWeak = (password: unknown): boolean => String(password).length < 8;

/** A registration that asks nothing of a password of at least this length. */
const lengthOnly =
  (least: number): AccountsHandler =>
  (call, usual) => {
    if (String(call.body.password).length < least) return usual();
    return Response.json({ id: addUser(call).id }, { status: 201 });
  };

testCheck(check, {
  vulnerable: [
    {
      name: 'takes any password',
      api: accountsApi({ 'POST /register': lengthOnly(0) }),
      spec,
      identities,
      message: 'accepted',
      confidence: 'confirmed',
    },
    {
      name: 'wants six characters and nothing else',
      api: accountsApi({ 'POST /register': lengthOnly(6) }),
      spec,
      identities,
      message: 'accepted',
    },
  ],
  hardened: [
    { name: 'wants eight characters', api: accountsApi(), spec, identities, message: 'refused' },
    {
      name: 'refuses in another language, with 422',
      api: accountsApi({
        'POST /register': ({ body }, usual) => (isWeak(body.password) ? refusal(422, 'Passwort zu kurz') : usual()),
      }),
      spec,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'accounts with a weak password must be confirmed first',
      api: accountsApi({
        'POST /register': lengthOnly(0),
        'POST /login': ({ body, store }, usual) =>
          isWeak(userNamed(body.username, store)?.password) ? refusal(403, 'confirm your address') : usual(),
      }),
      spec,
      identities,
      message: 'notTold',
    },
    {
      name: 'breaks on weak passwords',
      api: accountsApi({
        'POST /register': ({ body }, usual) => (isWeak(body.password) ? refusal(500) : usual()),
      }),
      spec,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'no third account is to be had, whatever its password',
      api: accountsApi({
        'POST /register': ({ store }, usual) => (store.users.size >= 2 ? refusal(403, 'no more users') : usual()),
      }),
      spec,
      identities,
      message: 'closed',
    },
  ],
});

test('no account with a strong password is made where a weak one signs in', async () => {
  const store = accountsStore();
  const api = () => accountsApiOn(store, { 'POST /register': lengthOnly(6) });
  await runCheck(check, { name: 'wants six characters', api, spec, identities });
  // The two users of the scan, and one whose password is "123456".
  expect([...store.users.values()].filter(({ password }) => password !== '123456')).toHaveLength(2);
  expect(store.users.size).toBe(3);
});

describe('what several attempts say', () => {
  const attempt = (what: string, exchange: Exchange, isSignedIn = false) => ({ what, exchange, isSignedIn });
  const [made, refused, lost] = [answered({}, { status: 201 }), refusedWith(422), unanswered()];
  const judged = (attempts: object[], isOpen = true) => check.judge({ attempts, isOpen } as never);

  test('one that signs in is enough', () => {
    expect(
      judged([attempt('six digits', refused), attempt('a word', made, true), attempt('the name', made, true)]),
    ).toMatchObject({
      message: 'accepted',
      details: { passwords: 'a word and the name' },
      proof: [{ label: 'registers with a word' }, { label: 'registers with the name' }],
    });
  });

  test('else all must be refused while strong ones are taken', () => {
    expect(judged([attempt('a', refused), attempt('b', refused)])).toMatchObject({ message: 'refused' });
    expect(judged([attempt('a', refused), attempt('b', made)])).toMatchObject({ message: 'notTold' });
    expect(judged([attempt('a', refused), attempt('b', lost)])).toMatchObject({ message: 'notTold' });
    expect(judged([attempt('a', refused)], false)).toMatchObject({ message: 'closed' });
    expect(judged([attempt('a', lost), attempt('b', lost)], false)).toMatchObject({ message: 'noAnswer' });
    expect(judged([])).toMatchObject({ message: 'noAnswer' });
  });

  test('and nothing is asked where no account was made', () => {
    expect(check.appliesTo({ accounts: [] } as never)).not.toBe(true);
    expect(check.appliesTo({ accounts: [{}] } as never)).toBe(true);
  });
});
