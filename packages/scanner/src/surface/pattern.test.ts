import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from './pattern.ts';
import { matchesPattern } from './pattern-match.ts';
import { textOfPattern } from './pattern-text.ts';

function textOf(pattern: string, wish: { least?: number; most?: number; feed?: string } = {}): string | undefined {
  const node = parsePattern(pattern);
  const { feed } = wish;
  return (
    node &&
    textOfPattern(node, {
      least: wish.least ?? 0,
      most: wish.most ?? 100,
      ...(feed === undefined ? {} : { feed: (_allowed, room) => (room >= feed.length ? feed : undefined) }),
    })
  );
}

test.each([
  ['^[A-Z]{3}-\\d{2,4}$', 'AAA-11'],
  ['^(?:new|old)(-\\w{2})?$', 'new'],
  ['^a|b$', 'a'],
  ['^[^a-zA-Z]{3}$', '111'],
  ['^\\p{Lu}\\p{L}+$', 'Aa'],
  ['^\\x41\\u0042[\\-\\]]$', 'AB-'],
  ['\\A[a-z]{2}\\Z', 'aa'],
  ['^(?=.*\\d)(?=.*[A-Z])(?=.*[^\\w])[\\w!]{6}$', 'aaa1A!'],
  ['^(?=.*\\d)(?=.*[A-Z])(?=.*[^\\w])[\\w!]{6,}$', 'aaaaaa1A!'],
  ['^(?!admin)[a-z]{3,}$', 'aaa'],
])('%s has the text %s', (pattern, text) => {
  expect(textOf(pattern)).toBe(text);
});

test.each([
  '^(a)\\1$',
  '^(?<=a)b$',
  '\\bword\\b',
  '(?i)a',
  '(a+)+$',
  '[',
  '(',
  'a{2,1}',
  '*',
  'a**',
  '[z-a',
  '\\',
  '[[:alpha:]]',
])('of %s nothing is said', (pattern) => {
  expect(textOf(pattern)).toBeUndefined();
});

test('what is fed stands in the first place with room for it', () => {
  expect(textOf('^[A-Z]{2}-[a-z]+(?:-[a-z]+)*$', { feed: 'canarytext' })).toBe('AA-canarytext');
  expect(textOf('^[a-z]{1,4}$', { feed: 'canarytext' })).toBe('a');
});

test('lengths are kept', () => {
  expect(textOf('^[a-z]+$', { least: 7 })).toBe('aaaaaaa');
  expect(textOf('^(?:ab)+$', { least: 5 })).toBe('ababab');
  expect(textOf('^[a-z]{5}$', { most: 4 })).toBeUndefined();
});

describe('as an engine for regular expressions sees it', () => {
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', '\\d', '[ab]', '[^a]', '.', '\\w', '[a-c1]', '-'),
      fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
      fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(?:${left}|${right})`),
      fc
        .tuple(tie('node'), fc.constantFrom('?', '{2}', '{1,2}', '{0,3}'))
        .map(([inner, count]) => `(?:${inner})${count}`),
      fc.constantFrom('a*', '[ab]+', '\\d*'),
      tie('node').map((inner) => `(?=${inner})`),
      tie('node').map((inner) => `(?!${inner})`),
    ),
  }));
  const pattern = fc.tuple(fc.constantFrom('', '^'), node, fc.constantFrom('', '$')).map((parts) => parts.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', ' '), maxLength: 7 });

  test('a text matches or not', () => {
    fc.assert(
      fc.property(pattern, text, (source, candidate) => {
        const parsed = parsePattern(source);
        expect(parsed).toBeDefined();
        expect(parsed && matchesPattern(parsed, candidate, 'part')).toBe(new RegExp(source, 'u').test(candidate));
      }),
      { numRuns: 1000 },
    );
  });

  test('a text that is made matches', () => {
    fc.assert(
      fc.property(pattern, fc.integer({ min: 0, max: 5 }), (source, least) => {
        const made = textOf(source, { least });
        if (made !== undefined) expect(made).toMatch(new RegExp(`^(?:${source})$`, 'u'));
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  `${'('.repeat(11)}${'){1000}'.repeat(11)}`,
  `${'('.repeat(11)}a${'{1000})'.repeat(11)}`,
  `${'(?:a|'.repeat(11)}b${'){0,1000}'.repeat(11)}`,
  `${'(?=.*a)'.repeat(70)}`,
  '(?:a?){1000}(?:a?){1000}b',
  '(?:(?:a|a)*b?)*c',
])('a hostile pattern costs bounded work: %s', (pattern) => {
  const node = parsePattern(pattern);
  expect(node).toBeDefined();
  if (node === undefined) return;
  expect(matchesPattern(node, 'a'.repeat(1000), 'whole')).toBeTypeOf('boolean');
  expect(textOf(pattern, { least: 10 })?.length ?? 0).toBeLessThanOrEqual(1000);
});

test('any text in the place of a pattern is survived', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '\\',
    '^',
    '$',
    '*',
    '+',
    '?',
    '|',
    '-',
    ',',
    '1',
    'p',
    'u',
    'x',
    ':',
    '=',
    '!',
    '<',
    'a',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 30 }), (parts) => {
      const node = parsePattern(parts.join(''));
      if (node !== undefined) matchesPattern(node, 'a1-', 'part');
    }),
    { numRuns: 1000 },
  );
});
