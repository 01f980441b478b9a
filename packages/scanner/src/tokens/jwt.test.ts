import fc from 'fast-check';
import { jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  breakSignature,
  type HmacAlgorithm,
  hmacHashes,
  isSignedWith,
  parseJwt,
  resealJwt,
  signJwt,
  unsignedAlgorithms,
  unsignedJwt,
} from './jwt.ts';

const algorithms = Object.keys(hmacHashes) as HmacAlgorithm[];
const claimsArbitrary = fc.dictionary(
  fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean()),
);
const key = 'a key of at least thirty-two bytes, for every algorithm of the family: 0123456789';

describe('signing', () => {
  test('what is signed is verified with its key and with no other', () => {
    fc.assert(
      fc.property(
        claimsArbitrary,
        fc.constantFrom(...algorithms),
        fc.string({ minLength: 1 }),
        (claims, algorithm, secret) => {
          const jwt = parseJwt(signJwt({ typ: 'JWT' }, claims, algorithm, secret));
          expect(jwt?.claims).toEqual(claims);
          expect(jwt?.header).toEqual({ typ: 'JWT', alg: algorithm });
          const { signingInput = '', signature = '' } = jwt ?? {};
          expect(isSignedWith(signingInput, signature, algorithm, secret)).toBe(true);
          expect(isSignedWith(signingInput, signature, algorithm, `${secret}x`)).toBe(false);
        },
      ),
    );
  });

  test.each(algorithms)('%s agrees with jose in both directions', async (algorithm) => {
    const bytes = new TextEncoder().encode(key);
    const ours = signJwt({ typ: 'JWT' }, { sub: '1041', admin: false }, algorithm, key);
    const { payload, protectedHeader } = await jwtVerify(ours, bytes, { algorithms: [algorithm] });
    expect({ payload, protectedHeader }).toEqual({
      payload: { sub: '1041', admin: false },
      protectedHeader: { typ: 'JWT', alg: algorithm },
    });

    const theirs = parseJwt(await new SignJWT({ sub: '1042' }).setProtectedHeader({ alg: algorithm }).sign(bytes));
    expect(isSignedWith(theirs?.signingInput ?? '', theirs?.signature ?? '', algorithm, key)).toBe(true);
  });

  test('the example of RFC 7515 appendix A.1 is verified', () => {
    const octets = Buffer.from(
      'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
      'base64url',
    );
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const jwt = parseJwt(token);
    expect(jwt?.claims).toEqual({ iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true });
    expect(isSignedWith(jwt?.signingInput ?? '', jwt?.signature ?? '', 'HS256', octets)).toBe(true);
  });
});

describe('altering', () => {
  test('an unsigned token is what jose takes for one', () => {
    expect(UnsecuredJWT.decode(unsignedJwt({ typ: 'JWT', alg: 'RS256' }, { sub: 'alice' })).payload).toEqual({
      sub: 'alice',
    });
    expect(
      unsignedAlgorithms.map((algorithm) => parseJwt(unsignedJwt({ typ: 'JWT' }, {}, algorithm))?.header.alg),
    ).toEqual(['none', 'None', 'nOnE', 'NONE']);
    expect(unsignedJwt({}, {}).endsWith('.')).toBe(true);
  });

  test('new claims keep header and signature; a broken signature keeps claims', () => {
    const token = signJwt({ typ: 'JWT', kid: '7' }, { sub: 'bob' }, 'HS256', key);
    const jwt = parseJwt(token);
    if (jwt === undefined) throw new Error('the token was not read');
    const changed = parseJwt(resealJwt(jwt, { sub: 'alice' }));
    expect(changed).toEqual({ ...jwt, claims: { sub: 'alice' }, signingInput: changed?.signingInput });
    const broken = parseJwt(breakSignature(jwt));
    expect({ claims: broken?.claims, header: broken?.header }).toEqual({ claims: jwt.claims, header: jwt.header });
    expect(isSignedWith(broken?.signingInput ?? '', broken?.signature ?? '', 'HS256', key)).toBe(false);
    expect(broken?.signature).toHaveLength(jwt.signature.length);
  });
});

describe('reading', () => {
  test('a scheme in front and a missing signature are no obstacle', () => {
    const [head, body] = unsignedJwt({}, { sub: 'a' }).split('.');
    expect([`Bearer ${head}.${body}.`, `${head}.${body}`].map((text) => parseJwt(text)?.claims)).toEqual([
      { sub: 'a' },
      { sub: 'a' },
    ]);
  });

  test('anything else is undefined and never an exception', () => {
    expect(
      ['', '.', '..', 'a.b.c', 'e30.e30.', 'token-alice', `${'a'.repeat(70_000)}.b.c`].map((text) => parseJwt(text)),
    ).toEqual(Array(7).fill(undefined));
    fc.assert(fc.property(fc.string(), (text) => void parseJwt(text)));
    fc.assert(
      fc.property(
        fc.array(fc.base64String(), { minLength: 2, maxLength: 4 }),
        (parts) => void parseJwt(parts.join('.')),
      ),
    );
  });
});
