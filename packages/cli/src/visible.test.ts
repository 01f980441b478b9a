import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from './visible.ts';

test.each([
  ['plain text ✓ ünï', 'plain text ✓ ünï'],
  ['\u001b[2J', '\\u001b[2J'],
  ['a\nb\tc\rd', 'a b c\\u000dd'],
  ['\u202egpj.exe', '\\u202egpj.exe'],
  ['\u{e0041}tag', '\\ue0041tag'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
])('%j', (text, shown) => expect(visible(text)).toBe(shown));

test('nothing that steers a terminal or turns the direction of writing is left', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCodePoint(code)),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
  });
  fc.assert(
    fc.property(text, (given) => {
      expect(visible(given)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(visible(given, { keepLines: true }).replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(visible(visible(given))).toBe(visible(given));
    }),
    { seed: 7 },
  );
});
