import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identityHeaders, inNobodysName, roundsFor, withCookies, withHeaders, withQuery } from './identity-claims.ts';
import { parseJwt } from './jwt.ts';

const claims = [
  { name: 'X-User-Id', wants: 'id' },
  { name: 'X-User', wants: 'name' },
  { name: 'X-User-Email', wants: 'email' },
  { name: 'X-Tenant-Id', wants: 'tenant' },
] as const;
const said = (round: { name: string; value: string }[] | undefined) =>
  Object.fromEntries((round ?? []).map(({ name, value }) => [name, value]));

test('every claim gets the kind of value that it wants, the likeliest first', () => {
  const rounds = roundsFor(claims, { subjects: ['alice', '1041', 'alice@mail.example'], tenant: 'acme' });
  expect(rounds.map(said)).toEqual([
    { 'X-User-Id': '1041', 'X-User': 'alice', 'X-User-Email': 'alice@mail.example', 'X-Tenant-Id': 'acme' },
    { 'X-User-Id': 'alice', 'X-User': 'alice@mail.example' },
    { 'X-User-Id': 'alice@mail.example', 'X-User': '1041' },
  ]);
  expect(roundsFor(claims, { subjects: [] })).toEqual([]);
});

test('values that could not stand in a header are never sent', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (subjects) => {
      const values = roundsFor(identityHeaders, { subjects })
        .flat()
        .map(({ value }) => value);
      expect(values.filter((value) => !/^[\x21-\x7e]+$/.test(value))).toEqual([]);
    }),
  );
});

test('a token for a load balancer names the subject, and nobody in the control', () => {
  const [round = []] = roundsFor([{ name: 'X-Amzn-Oidc-Data', wants: 'token' }], { subjects: ['1041'] });
  const subjects = [round, inNobodysName(round, (value) => value)].map(
    ([one]) => parseJwt(one?.value ?? '')?.claims.sub,
  );
  expect(subjects[0]).toBe('1041');
  expect(subjects[1]).not.toBe('1041');
});

test('claims are put where they belong and replace what stood there', () => {
  const request = { method: 'GET', path: '/me?user_id=1&page=2', headers: [['x-user-id', '1']] as [string, string][] };
  const one = [{ name: 'X-User-Id', wants: 'id' as const, value: '1041' }];
  expect(withHeaders(request, one).headers).toEqual([['X-User-Id', '1041']]);
  const inQuery = [{ name: 'user_id', wants: 'id' as const, value: 'a b&c' }];
  expect(withQuery(request, inQuery).path).toBe('/me?page=2&user_id=a%20b%26c');
  expect(withQuery({ method: 'GET', path: '/me' }, inQuery).path).toBe('/me?user_id=a%20b%26c');
  expect(withCookies({ method: 'GET', path: '/me' }, inQuery).headers).toEqual([['Cookie', 'user_id=a%20b%26c']]);
});
