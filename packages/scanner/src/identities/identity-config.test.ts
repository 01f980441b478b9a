import { isScanError } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityConfigSchema, parseIdentity } from './identity-config.ts';

const rest = { subjects: [], owns: {} };

describe('an identity on the command line', () => {
  test.each([
    ['alice=bearer:t0ken', { name: 'alice', bearer: 't0ken' }],
    ['alice=BEARER:a.b=:c', { name: 'alice', bearer: 'a.b=:c' }],
    ['alice=basic:al:pass:word', { name: 'alice', basic: { username: 'al', password: 'pass:word' } }],
    ['ci-bot=apikey:X-Api-Key:k=1', { name: 'ci-bot', apiKey: { in: 'header', name: 'X-Api-Key', value: 'k=1' } }],
    ['a.b_c=apikey-query:key:k', { name: 'a.b_c', apiKey: { in: 'query', name: 'key', value: 'k' } }],
    ['alice=cookie:sid=abc; theme=dark', { name: 'alice', cookie: 'sid=abc; theme=dark' }],
    ['alice=header:X-User-Token: abc', { name: 'alice', headers: { 'X-User-Token': 'abc' } }],
  ])('%s', (argument, expected) => {
    expect(parseIdentity(argument)).toEqual({ ...rest, ...expected });
  });
});

describe('a misspelt identity gives one line without the credential', () => {
  const secret = 'Zq7hunter2kW3vTqLx9aPz';
  const messages: [string, RegExp][] = [
    [secret, /^An identity has no name/],
    [`${btoa(secret)}=`, /^The name of an identity is not valid/],
    [`bearer:${secret}`, /^An identity of the kind "bearer" has no name/],
    [`alice:bearer:${secret}`, /^Identity "alice": after the name stands =/],
    [`alice=${secret}`, /^Identity "alice": the kind of its credential is missing/],
    [`alice=bearer ${secret}`, /^Identity "alice": the kind is followed by a colon and not by a space/],
    [`alice=${secret}:x`, /^Identity "alice": the kind of its credential is missing/],
    [`alice=baerer:${secret}`, /^Identity "alice": "baerer" is no kind of credential; did you mean bearer/],
    [`alice=basic:${secret}`, /^Identity "alice": basic is written as basic:<user>:<password>/],
    [`alice=apikey:${secret}`, /^Identity "alice": apikey is written as/],
    [`alice=apikey-query:${secret}`, /^Identity "alice": apikey-query is written as/],
    [`alice=header:${secret}`, /^Identity "alice": header is written as/],
    [`alice=bearer:${secret} ${secret}`, /^Identity "alice": a bearer token has no spaces/],
    [`${secret} ${secret}=bearer:x`, /^The name of an identity is not valid/],
    [`1alice=bearer:${secret}`, /^The name of an identity is not valid/],
    [`anonymous=bearer:${secret}`, /^Identity "anonymous": anonymous is always part of a scan/],
    ['alice=bearer:', /^Identity "alice": its bearer credential is empty \(an unset environment variable\?\)/],
    ['alice=', /^Identity "alice": it has no credential/],
    ['', /^An identity has no name/],
  ];

  test.each(messages)('%s', (argument, message) => {
    const said = refusalOf(argument);
    expect(said).toMatch(message);
    expect(said).not.toContain(secret);
    expect(said).not.toContain(btoa(secret).slice(0, 12));
    expect(said.split('\n')).toHaveLength(1);
  });

  test('whatever is given', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9]{24,60}$/);
    const form = fc.constantFrom(
      '',
      'bearer:',
      'alice:',
      'alice=',
      'alice=basic:',
      'alice=apikey:',
      'a b=bearer:',
      '=',
    );
    fc.assert(
      fc.property(form, token, fc.constantFrom('', '=', '==', ':'), (before, value, after) => {
        const said = refusalOf(`${before}${value}${after}`);
        expect(said).not.toContain(value);
        expect(said.split('\n')).toHaveLength(1);
      }),
    );
  });
});

test('a configuration is closed: unknown keys and broken shapes are refused', () => {
  const inputs = [
    { name: 'alice', barer: 'x' },
    { name: 'al ice' },
    { name: 'alice', login: [] },
    { name: 'alice', bearer: '' },
    { name: 'alice', owns: { id: 'n-1' } },
  ];
  expect(inputs.map((input) => identityConfigSchema.safeParse(input).success)).toEqual(inputs.map(() => false));
  expect(identityConfigSchema.parse({ name: 'alice', login: { path: '/login', json: { user: 'a' } } }).login).toEqual({
    path: '/login',
    method: 'POST',
    json: { user: 'a' },
    header: 'Authorization',
    prefix: 'Bearer ',
  });
});

/** The message of the refusal; empty when the argument is taken. */
function refusalOf(argument: string): string {
  try {
    parseIdentity(argument);
    return '';
  } catch (error) {
    if (isScanError(error) && error.code === 'BAD_ARGUMENT') return error.message;
    throw error;
  }
}
