import type { Exchange } from '@middlebrick/model';
import { describe, expect, it } from 'vitest';
import { classifiedLeaves } from './classified-answer.ts';
import { handedBackPasswords, showsOwnSecret } from './handed-back.ts';
import { listed, observedOf, wasObserved } from './observed.ts';
import { ownValues, personalLeaves } from './personal-leaves.ts';
import { nowhere, placesOf } from './well-known-places.ts';

const answer = (body: unknown, url = 'http://api.test/v1/me', identity = 'alice'): Exchange => ({
  id: url,
  identity,
  purpose: 'baseline',
  request: { method: 'GET', url, headers: [] },
  response: {
    status: 200,
    headers: [],
    body: typeof body === 'string' ? body : JSON.stringify(body),
    bytes: 1,
    truncated: false,
  },
  startedAt: '2026-01-15T10:00:00.000Z',
  milliseconds: 1,
});
const baseline = (exchange: Exchange, path: string, operation = 'GET /me') => ({
  operation,
  identity: exchange.identity,
  values: {},
  request: { method: 'GET', path },
  exchange,
});

describe('classifiedLeaves', () => {
  it('reads JSON leaf by leaf, low-level items by their attribute, and text by the formats of keys', () => {
    const key = `AKIA${'Q3EGTZ7WLKPX2M4N'}`;
    const found = [answer({ ssn: 123456789, a: [{ email: { S: 'a@example.com' } }] }), answer(`key ${key}`)].map(
      (exchange) => classifiedLeaves(exchange).map(({ path, key: name, class: dataClass }) => [path, name, dataClass]),
    );
    expect(found).toEqual([
      [
        ['ssn', 'ssn', 'identityDocument'],
        ['a[].email.S', 'email', 'contact'],
      ],
      [['text', '', 'secret']],
    ]);
  });

  it('finds keys in values that are documents', () => {
    const long = `${'lorem ipsum '.repeat(500)}sk_live_${'51Hx9aKq2ZtB7vNcR4mYwE8p'}`;
    expect(classifiedLeaves(answer({ text: long })).map((leaf) => leaf.kind)).toEqual(['Stripe secret key']);
  });
});

describe('personalLeaves', () => {
  it('leaves out credentials, keys and what the request named', () => {
    const exchange = answer(
      { email: 'a@example.com', other: 'b@example.com', password: 'hunter2' },
      'http://api.test/find?email=a%40example.com',
    );
    expect(personalLeaves(exchange).map((leaf) => leaf.value)).toEqual(['b@example.com']);
  });
});

describe('ownValues', () => {
  it('takes subjects, owned objects and what /me says, but no lists', () => {
    const identity = (name: string) => ({
      name,
      credential: 'bearer' as const,
      subjects: [`${name}@example.com`],
      isPrivileged: false,
    });
    const survey = {
      identities: [identity('alice'), identity('bob')],
      baselines: [
        baseline(answer({ phone: '+15551234567', friends: [{ email: 'c@example.com' }] }), '/me'),
        baseline(answer([{ email: 'd@example.com' }], 'http://api.test/v1/people'), '/people', 'GET /people'),
      ],
      objects: [],
    };
    expect(ownValues(survey)).toEqual({ alice: ['alice@example.com', '+15551234567'], bob: ['bob@example.com'] });
  });
});

describe('observed answers', () => {
  it('puts the answer to nobody first, and says when there is none', () => {
    const survey = {
      baselines: [baseline(answer({}), '/me'), baseline(answer({}, 'http://api.test/v1/me', 'anonymous'), '/me')],
    };
    expect([
      observedOf(survey, 'GET /me').map((observed) => observed.identity),
      wasObserved(survey, 'GET /me'),
      wasObserved(survey, 'GET /x'),
    ]).toEqual([['anonymous', 'alice'], true, 'It was not called by the survey.']);
  });

  it('lists names once and cuts long lists', () => {
    expect([listed(['b', 'a', 'b']), listed(['a', 'b', 'c'], 2)]).toEqual(['b, a', 'a, b and 1 more']);
  });
});

describe('placesOf', () => {
  it('adds the root of the host only when the base URL has a path', () => {
    const below = [baseline(answer({}), '/me')];
    const atRoot = [baseline(answer({}, 'http://api.test/me'), '/me')];
    expect([
      placesOf({ baselines: below }, '/.env'),
      placesOf({ baselines: atRoot }, '/.env'),
      placesOf({ baselines: [] }, '/.env'),
    ]).toEqual([['/.env', 'http://api.test/.env'], ['/.env'], ['/.env']]);
  });

  it('makes paths that no service has', () => {
    expect(nowhere(() => 0, '.log')).toBe('/bbbbbbbbbbbbbbbb.log');
  });
});

describe('secrets of the scan itself', () => {
  it('knows the password that an identity signs in with, and any of its variables', () => {
    expect([
      handedBackPasswords(answer({ user: { password: '$ALICE_PASSWORD' }, token: '$ALICE_TOKEN' })).map(
        (leaf) => leaf.path,
      ),
      showsOwnSecret('auth Bearer $ALICE_TOKEN'),
      showsOwnSecret('costs $5'),
    ]).toEqual([['user.password'], true, false]);
  });
});
