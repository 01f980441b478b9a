import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonSecrets } from './common-secrets.ts';
import { parseJwt, signJwt } from './jwt.ts';
import { describeSecret, findSecret, hintsOf, secretCandidates, wordsOf } from './jwt-secrets.ts';

function search(secret: string | Uint8Array, candidates: readonly string[]): string | undefined {
  const jwt = parseJwt(signJwt({}, { sub: 'bob' }, 'HS256', secret));
  return findSecret(jwt?.signingInput ?? '', jwt?.signature ?? '', 'HS256', candidates)?.secret;
}

describe('the list', () => {
  test('is long, has no repetition, and holds what tutorials use', () => {
    expect(commonSecrets.length).toBeGreaterThan(300);
    expect(commonSecrets.filter((secret, index) => commonSecrets.indexOf(secret) !== index)).toEqual([]);
    for (const secret of ['secret', 'changeme', 'your-256-bit-secret', 'dev', 'keyboard cat', 'jwt-secret', 'random'])
      expect(commonSecrets).toContain(secret);
  });

  test('every entry is found when it signed the token', () => {
    fc.assert(fc.property(fc.constantFrom(...commonSecrets), (secret) => search(secret, commonSecrets) === secret));
  });
});

describe('candidates of a target', () => {
  test('are made of host name and issuer', () => {
    expect(wordsOf('https://login.acme-bank.example:8443/realm?x=1')).toEqual([
      'login.acme-bank.example',
      'login',
      'acme',
      'bank',
      'example',
    ]);
    expect(hintsOf({ iss: 'https://acme.example', aud: ['web', 7], sub: 'bob' })).toEqual([
      'https://acme.example',
      'web',
    ]);
    const candidates = secretCandidates(['api.acme.example']);
    expect(
      ['acme', 'acme-secret', 'Acme123', 'acme_jwt_secret', 'secret'].filter((secret) => !candidates.includes(secret)),
    ).toEqual([]);
    expect(new Set(candidates).size).toBe(candidates.length);
  });

  test('stay bounded whatever the hints', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), (hints) => secretCandidates(hints).length < 60_000),
    );
  });
});

describe('the search', () => {
  test('finds a base64 secret by the bytes it stands for', () => {
    const secret = Buffer.from('a secret of sixteen').toString('base64');
    expect(search(Buffer.from(secret, 'base64'), ['x', secret])).toBe(secret);
  });

  test('finds nothing for a good secret, another family of algorithms, or no signature', () => {
    expect(search('Qm7-9dVx_!rW2#zLtY6u', secretCandidates(['acme.example']))).toBeUndefined();
    expect(findSecret('a.b', 'c', 'RS256', commonSecrets)).toBeUndefined();
    expect(findSecret('a.b', '', 'HS256', commonSecrets)).toBeUndefined();
  });

  test('a secret is shown masked', () => {
    expect(['a', 'dev', 'secret'].map(describeSecret)).toEqual(['1 character', '3 characters', 's… (6 characters)']);
  });
});
