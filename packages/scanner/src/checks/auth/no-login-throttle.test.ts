import { setTimeout } from 'node:timers/promises';
import type { Exchange } from '@middlebrick/model';
import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  answered,
  refusal,
  served,
  testCheck,
  tokenFor,
  unanswered,
  userNamed,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import check from './no-login-throttle.ts';

const spec = accountsSpec([]);
const identities: [] = [];

/** A login that answers the n-th wrong password for a name, and the right one after so many wrong ones, as it says. */
const login = (
  wrong: (count: number) => Response | Promise<Response>,
  right?: (count: number) => Response | undefined,
): (() => ReturnType<typeof accountsApiOn>) => {
  return () => {
    const counts = new Map<string, number>();
    const handler: AccountsHandler = ({ body, store }) => {
      const name = String(body.username);
      const user = userNamed(name, store);
      const count = counts.get(name) ?? 0;
      if (user !== undefined && user.password === body.password)
        return right?.(count) ?? served({ token: tokenFor(user, store) });
      counts.set(name, count + 1);
      return wrong(count + 1);
    };
    return accountsApiOn(accountsStore(), { 'POST /login': handler });
  };
};
const wrongPassword = (): Response => refusal(401, 'wrong name or password');
/** Nobody waits for as long as that: a case that did would not end in time. */
const tooMany = (): Response => new Response('', { status: 429, headers: { 'retry-after': '60' } });

testCheck(check, {
  vulnerable: [
    {
      name: 'answers wrong passwords without end',
      api: login(wrongPassword),
      spec,
      identities,
      message: 'unlimited',
      confidence: 'confirmed',
      finding: { details: { count: '20', operation: 'POST /login' }, places: [{ operation: 'POST /login' }] },
    },
    {
      name: 'counts down and then does nothing about it',
      api: login((count) => refusal(401, `wrong, ${Math.max(0, 5 - count)} tries left`)),
      spec,
      identities,
      message: 'unlimited',
    },
  ],
  hardened: [
    { name: 'answers 429 after eight', api: accountsApi(), spec, identities, message: 'throttled' },
    {
      name: 'answers 429 to every seventh alone',
      api: login((count) => (count % 7 === 0 ? tooMany() : wrongPassword())),
      spec,
      identities,
      message: 'throttled',
    },
    {
      name: 'locks the account for a minute',
      api: login(wrongPassword, (count) => (count > 9 ? tooMany() : undefined)),
      spec,
      identities,
      message: 'locked',
    },
    {
      name: 'asks for a captcha after five',
      api: login((count) => (count > 5 ? refusal(400, 'captcha is required') : wrongPassword())),
      spec,
      identities,
      message: 'throttled',
    },
    {
      name: 'locks the account and says nothing',
      api: login(wrongPassword, (count) => (count > 9 ? wrongPassword() : undefined)),
      spec,
      identities,
      message: 'locked',
    },
    {
      name: 'lets the last answers wait longer',
      api: login(async (count) => {
        await setTimeout(count > 17 ? 520 : 0);
        return wrongPassword();
      }),
      spec,
      identities,
      message: 'slowed',
    },
  ],
  inconclusive: [
    {
      name: 'no third account is to be had',
      api: accountsApi({
        'POST /register': ({ store }, usual) => (store.users.size >= 2 ? refusal(403, 'no more users') : usual()),
      }),
      spec,
      identities,
      message: 'noSpare',
    },
    {
      name: 'breaks on wrong passwords',
      api: login(() => refusal(500)),
      spec,
      identities,
      message: 'noAnswer',
    },
  ],
});

describe('what a row of wrong passwords says', () => {
  const tries = (answer: (index: number) => Exchange) => Array.from({ length: 24 }, (_, index) => answer(index));
  const wrong = (milliseconds = 1): Exchange => ({ ...answered({ error: 'wrong' }, { status: 401 }), milliseconds });
  const judged = (answers: Exchange[], isSignedIn = true): string => {
    const right = { exchange: answered({ token: 'x' }), isSignedIn };
    const verdict = check.judge({ evidence: { operation: 'POST /login', wrong: answers, right } } as never);
    return `${(verdict as { message: string }).message}`;
  };
  const count = 20;
  const row = (answer: (index: number) => Exchange) => tries(answer).slice(0, count);

  test.each([
    [429, {}],
    [423, {}],
    [403, { error: 'Too many attempts' }],
    [401, { error: 'account locked' }],
    [400, { error: 'please try again in 5 minutes' }],
    [401, { error: 'rate limit' }],
    [401, { error: 'slow down' }],
    [400, { errors: ['captcha is required', 'name is required'] }],
  ])('%i %j stops it', (status, body) => {
    const stop = answered(body, { status });
    expect(judged([wrong(), wrong(), stop])).toBe('throttled');
    expect(judged([stop])).toBe('noAnswer');
  });

  test('one answer that never came leaves it open', () => {
    expect(judged(row((index) => (index === 3 ? unanswered() : wrong())))).toBe('noAnswer');
    expect(judged([wrong(), wrong()])).toBe('noAnswer');
    expect(judged([])).toBe('noAnswer');
  });

  test('slower answers count when they are much slower, and slow at all', () => {
    const late = (from: number, to: number) => judged(row((index) => wrong(index < 10 ? from : to)));
    expect(late(1, 2000)).toBe('slowed');
    expect(late(1, 20)).toBe('unlimited');
    expect(late(1900, 2000)).toBe('unlimited');
    expect([late(1, 499), late(1, 500)]).toEqual(['unlimited', 'slowed']);
    expect([late(300, 899), late(300, 900)]).toEqual(['unlimited', 'slowed']);
    expect(judged(row((index) => wrong(index === 19 ? 3000 : 1)))).toBe('unlimited');
    expect(judged(row((index) => wrong(index === 0 || index === 19 ? 3000 : index < 10 ? 1 : 2000)))).toBe('slowed');
    expect(judged(row((index) => wrong(index < 15 || index === 17 || index === 18 ? 1 : 2000)))).toBe('slowed');
  });

  test('what was believed at the end is no limit', () => {
    expect(judged(row(() => wrong()))).toBe('unlimited');
    expect(
      judged(
        row(() => wrong()),
        false,
      ),
    ).toBe('locked');
  });
});

test('is no question where nobody signs in', () => {
  const of = (...accounts: object[]) => check.appliesTo({ accounts } as never);
  expect([of(), of({})]).not.toContain(true);
  expect(of({}, { login: 'POST /login' })).toBe(true);
});
