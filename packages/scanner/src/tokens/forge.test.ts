import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCookies } from './cookies.ts';
import { forgeCredential, forgeRecipes, type RecipeName } from './forge.ts';
import { forgeCommandLine, parseForgeArguments } from './forge-command.ts';
import { isSignedWith, parseJwt, signJwt } from './jwt.ts';

const own = signJwt({ typ: 'JWT' }, { sub: '1042', iat: 1_700_000_000, exp: 1_900_000_000 }, 'HS256', 'secret');
const strong = signJwt({}, { sub: '1042' }, 'HS256', 'Qm7-9dVx_!rW2#zLtY6u');
const make = (name: RecipeName, clear = own, changes = { sub: '1041' }) =>
  parseJwt(forgeCredential({ name, changes }, clear));

describe('tokens', () => {
  test('each recipe does what it says', () => {
    const [, , signature] = own.split('.');
    expect(make('jwt-alg-none')).toMatchObject({ header: { alg: 'none' }, claims: { sub: '1041' }, signature: '' });
    expect(make('jwt-claims')).toMatchObject({ header: { alg: 'HS256' }, claims: { sub: '1041' }, signature });
    const broken = make('jwt-broken-signature');
    expect(isSignedWith(broken?.signingInput ?? '', broken?.signature ?? '', 'HS256', 'secret')).toBe(false);
    const signed = (['jwt-weak-secret', 'jwt-expired', 'jwt-not-yet-valid'] as const).map((name) => make(name));
    expect(signed.map((jwt) => isSignedWith(jwt?.signingInput ?? '', jwt?.signature ?? '', 'HS256', 'secret'))).toEqual(
      [true, true, true],
    );
    expect(signed.map((jwt) => jwt?.claims)).toEqual([
      { sub: '1041', iat: 1_700_000_000, exp: 1_900_000_000 },
      { sub: '1041', iat: 946_681_200, exp: 946_684_800 },
      { sub: '1041', iat: 1_700_000_000, exp: 4_102_448_400, nbf: 4_102_444_800 },
    ]);
  });

  test('a spelling of the algorithm may be asked for', () => {
    expect(parseJwt(forgeCredential({ name: 'jwt-alg-none', changes: {}, algorithm: 'nOnE' }, own))?.header.alg).toBe(
      'nOnE',
    );
  });

  test('a token in a Cookie header is replaced in its place', () => {
    const cookies = parseCookies(
      forgeCredential({ name: 'jwt-weak-secret', changes: { sub: '1041' } }, `theme=dark; access=${own}`),
    );
    expect(cookies.theme).toBe('dark');
    expect(parseJwt(cookies.access ?? '')?.claims.sub).toBe('1041');
  });

  test('a good secret, a hint that is missing, and what is no token are refused in words', () => {
    const refused: [RecipeName, string][] = [
      ['jwt-weak-secret', strong],
      ['jwt-claims', 'token-alice'],
      ['session', 'theme=dark'],
      ['flask-session', 'x'],
    ];
    for (const [name, clear] of refused)
      expect(() => forgeCredential({ name, changes: {} }, clear)).toThrow(
        expect.objectContaining({ code: 'BAD_ARGUMENT' }),
      );
    const named = signJwt({}, { sub: '1042' }, 'HS256', 'acme-jwt-secret');
    expect(() => make('jwt-weak-secret', named)).toThrow();
    expect(
      parseJwt(forgeCredential({ name: 'jwt-weak-secret', changes: { sub: '1' }, hints: ['api.acme.example'] }, named))
        ?.claims,
    ).toEqual({ sub: '1' });
  });
});

describe('sessions', () => {
  const value = Buffer.from('{"user_id":"1042"}').toString('base64url');
  const sealed = `${value}.${createHmac('sha256', 'keyboard cat').update(value).digest('base64')}`;

  test('a header and a bare value are both forged', () => {
    const header = parseCookies(
      forgeCredential({ name: 'session', changes: { user_id: '1041' } }, `a=b; session=${encodeURIComponent(sealed)}`),
    );
    const forged = decodeURIComponent(header.session ?? '');
    expect(Buffer.from(forged.split('.')[0] ?? '', 'base64url').toString()).toBe('{"user_id":"1041"}');
    expect(header.a).toBe('b');
    expect(forgeCredential({ name: 'session', changes: { user_id: '1041' } }, sealed)).toBe(forged);
  });
});

describe('command line', () => {
  test('is what a shell passes on', () => {
    expect(forgeCommandLine('jwt-weak-secret', 'BOB_TOKEN', { sub: '1041' })).toBe(
      'jwt-weak-secret "$BOB_TOKEN" sub=1041',
    );
    expect(
      forgeCommandLine(
        'session',
        { session: 'BOB_COOKIE_SESSION', 'session.sig': 'BOB_COOKIE_SESSION_SIG' },
        { name: "O'Hara $x" },
        { hints: ['acme.example'] },
      ),
    ).toBe(
      `session "session=$BOB_COOKIE_SESSION; session.sig=$BOB_COOKIE_SESSION_SIG" 'name=O'\\''Hara $x' --hint acme.example`,
    );
  });

  test('is read back as it was written', () => {
    const words = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('-'));
    const changes = fc.dictionary(
      words.filter((text) => !text.includes('=')),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(forgeRecipes) as RecipeName[])),
        changes,
        fc.array(words),
        (name, wanted, hints) => {
          fc.pre(!Object.hasOwn(wanted, '__proto__'));
          const given = [
            name,
            'clear',
            ...Object.entries(wanted).map(([path, value]) => `${path}=${value}`),
            ...hints.flatMap((hint) => ['--hint', hint]),
          ];
          expect(parseForgeArguments(given)).toEqual({ recipe: { name, changes: wanted, hints }, clear: 'clear' });
        },
      ),
    );
  });

  test('mistakes are said', () => {
    for (const words of [[], ['no-such'], ['session'], ['session', 'x', 'sub'], ['session', 'x', '--hint']]) {
      expect(() => parseForgeArguments(words)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
    }
  });
});
