import { Secret } from '@middlebrick/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

function redactorOf(secrets: Record<string, string>): ReturnType<typeof createRedactor> {
  const redactor = createRedactor();
  for (const [variable, value] of Object.entries(secrets)) redactor.add(new Secret(value, variable));
  return redactor;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const token = 'p@ss/w"rd <é>';

test.each([
  ['as it is', `a ${token} b`, 'a $ALICE_TOKEN b'],
  ['percent-encoded', `/x?t=${encodeURIComponent(token)}`, '/x?t=$ALICE_TOKEN'],
  ['percent-encoded in lower case', encodeURIComponent(token).toLowerCase(), '$ALICE_TOKEN'],
  ['form-encoded', new URLSearchParams({ t: token }).toString(), 't=$ALICE_TOKEN'],
  ['in JSON', JSON.stringify({ t: token }), '{"t":"$ALICE_TOKEN"}'],
  ['in JSON by Python', '{"t": "p@ss/w\\"rd <\\u00e9>"}', '{"t": "$ALICE_TOKEN"}'],
  ['in JSON by PHP', '{"t":"p@ss\\/w\\"rd <\\u00e9>"}', '{"t":"$ALICE_TOKEN"}'],
  ['in HTML', '<p>p@ss/w&quot;rd &lt;é&gt;</p>', '<p>$ALICE_TOKEN</p>'],
  ['in Base64', `Basic ${Buffer.from(token).toString('base64').replace(/=+$/, '')}`, 'Basic $ALICE_TOKEN'],
  ['in lower case', token.toLowerCase(), '$ALICE_TOKEN'],
  ['in upper case, percent-encoded', encodeURIComponent(token).toUpperCase(), '$ALICE_TOKEN'],
  ['amid Base64', base64(`t=${token};`), `dD1$ALICE_TOKEN${base64(`t=${token};`).slice(21)}`],
  ['twice', `${token}${token}`, '$ALICE_TOKEN$ALICE_TOKEN'],
  ['not at all', 'nothing to hide', 'nothing to hide'],
])('hides a secret %s', (_name, text, expected) => {
  expect(redactorOf({ ALICE_TOKEN: token }).redact(text)).toBe(expected);
});

test('hides the password of a Basic credential, but not a plain word', () => {
  const strong = redactorOf({ ALICE_BASIC: Buffer.from('alice:s3cret-99').toString('base64') });
  expect(strong.redact('{"password":"s3cret-99"}')).toBe('{"password":"$ALICE_BASIC"}');
  const weak = redactorOf({ ALICE_BASIC: Buffer.from('alice:password').toString('base64') });
  expect(weak.redact('{"password":"password"}')).toBe('{"password":"password"}');
});

test('hides what stands after the scheme of a header, with it and without', () => {
  const redactor = redactorOf({ HEADER_AUTHORIZATION: 'Bearer canary-77-of-alice' });
  expect(redactor.redact('"Bearer canary-77-of-alice" canary-77-of-alice')).toBe(
    '"$HEADER_AUTHORIZATION" $HEADER_AUTHORIZATION',
  );
  const basic = redactorOf({ HEADER_AUTHORIZATION: `Basic ${Buffer.from('alice:s3cret-99').toString('base64')}` });
  expect(basic.redact('s3cret-99')).toBe('$HEADER_AUTHORIZATION');
});

test('knows the variables of its secrets, short ones included, and no other', () => {
  const redactor = redactorOf({ ALICE_TOKEN: 'canary-77', BOB_PIN: '1234' });
  expect(['ALICE_TOKEN', 'BOB_PIN', 'AWS_SECRET_ACCESS_KEY'].map(redactor.knows)).toEqual([true, true, false]);
});

test('prefers the longer secret and leaves short values alone', () => {
  const redactor = redactorOf({ A_KEY: 'abcdef', B_KEY: 'abcdefgh', C_KEY: 'short' });
  expect(redactor.redact('abcdefgh abcdef short')).toBe('$B_KEY $A_KEY short');
});

test('hides the beginning of a secret at the end of a cut text', () => {
  const redactor = redactorOf({ A_KEY: 'abcdefghijkl' });
  expect(redactor.redactCut('x abcdefgh')).toBe('x ***');
  expect(redactor.redactCut('x abcde')).toBe('x abcde');
  expect(redactor.redact('x abcdefgh')).toBe('x abcdefgh');
});

test('gives the same string when there is nothing to hide', () => {
  const text = 'a'.repeat(1000);
  expect(redactorOf({ A_KEY: 'secret-value' }).redact(text)).toBe(text);
});

const secretValue = fc.oneof(
  fc.string({ minLength: 6, maxLength: 20, unit: 'grapheme' }),
  fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom('a', 'b', '*', '$', '_', 'A', 'K') }),
);
const variable = fc.constantFrom('A_KEY', 'AA_KEY', 'AAAAAA_KEY', 'B_TOKEN');

test('no known secret is ever left in a text', () => {
  const secrets = fc.array(fc.tuple(secretValue, variable), { minLength: 1, maxLength: 6 });
  const noise = fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.nat(5)), { maxLength: 12 });
  fc.assert(
    fc.property(secrets, noise, (known, parts) => {
      const redactor = createRedactor();
      for (const [value, name] of known) redactor.add(new Secret(value, name));
      const text = parts.map((part) => (typeof part === 'string' ? part : (known[part]?.[0] ?? ''))).join('');
      const hidden = redactor.redact(text);
      for (const [value] of known) {
        if (value.length >= 6) expect(hidden).not.toContain(value);
      }
      expect(redactor.redact(hidden)).toBe(hidden);
    }),
    { numRuns: 2000 },
  );
});

test('a secret encoded in any of the usual ways is hidden', () => {
  const encodings = [
    encodeURIComponent,
    (value: string) => JSON.stringify(value).slice(1, -1),
    (value: string) => Buffer.from(value).toString('base64url'),
    (value: string) => new URLSearchParams({ v: value }).toString().slice(2),
  ];
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 24, unit: 'grapheme' }), fc.nat(3), (value, which) => {
      const text = encodings[which]?.(value) ?? '';
      const redactor = createRedactor();
      redactor.add(new Secret(value, 'A_KEY'));
      expect(redactor.redact(`[${text}]`)).not.toContain(text);
    }),
    { numRuns: 1000 },
  );
});
