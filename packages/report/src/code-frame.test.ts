import type { Code } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameLines } from './code-frame.ts';
import { visible } from './visible.ts';

/** Code whose frame begins at line 7; the place is a pair of line and column, and another where it ends. */
function codeOf(lines: string[], [line, column]: [number, number], [endLine, endColumn]: [number, number]): Code {
  return { place: { path: 'a.py', line, column, endLine, endColumn }, frame: { startLine: 7, lines }, flow: [] };
}

/** What is marked of each line; null where nothing is. */
const marked = (code: Code): (string | null)[] =>
  frameLines(code).map(({ text, mark }) => (mark === undefined ? null : text.slice(mark.from, mark.to)));

describe('the lines of a frame', () => {
  it.each<[string, Code, (string | null)[]]>([
    ['one stretch of one line', codeOf(['a', 'b = get(c)', 'd'], [8, 5], [8, 11]), [null, 'get(c)', null]],
    ['several lines, without their indents', codeOf(['x = f(', '    1,  ', ')'], [7, 5], [9, 2]), ['f(', '1,', ')']],
    ['behind tabs', codeOf(['\t\tget(c)'], [7, 3], [7, 9]), ['get(c)']],
    ['around hidden characters', codeOf(['\u001b[2Jf(\u202ec)'], [7, 5], [7, 10]), ['f(\\u202ec)']],
    ['none, where the place is not in the frame', codeOf(['a', 'b'], [3, 1], [4, 2]), [null, null]],
    ['the end of a line that was cut before it', codeOf(['abc'], [7, 90], [7, 99]), ['']],
    ['the rest of a line that was cut inside', codeOf(['abcdef'], [7, 4], [7, 99]), ['def']],
  ])('mark %s', (_name, code, expected) => {
    expect(marked(code)).toEqual(expected);
  });

  it('show tabs as spaces and write hidden characters out', () => {
    const code = codeOf(['\tx = "\u0007\u202e"', 'y\nz'], [7, 1], [7, 2]);
    expect(frameLines(code).map(({ number, text }) => [number, text])).toEqual([
      [7, '    x = "\\x07\\u202e"'],
      [8, 'y\\x0az'],
    ]);
  });
});

const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\u001b', '\u202e', 'é', '漢', '{'), maxLength: 30 });
const place = fc.tuple(fc.integer({ min: 5, max: 12 }), fc.integer({ min: 1, max: 40 }));

it('is marked at the same stretch, whatever stands before it', () => {
  fc.assert(
    fc.property(line, line, line, (before, meant, after) => {
      const [start, end] = [before.length + 1, before.length + meant.length + 1];
      const [shown] = marked(codeOf([before + meant + after], [7, start], [7, end]));
      expect(shown).toBe(visible(meant.replaceAll('\t', '    ')));
    }),
    { seed: 7 },
  );
});

it('is one line for each of the frame, marked inside of it, and holds nothing that steers', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), place, place, (lines, from, to) => {
      const shown = frameLines(codeOf(lines, from, to));
      expect(shown.map(({ number }) => number)).toEqual(lines.map((_, index) => 7 + index));
      for (const { text, mark = { from: 0, to: 0 } } of shown) {
        expect(['\t', '\u001b', '\u202e'].filter((one) => text.includes(one))).toEqual([]);
        expect(0 <= mark.from && mark.from <= mark.to && mark.to <= text.length).toBe(true);
      }
    }),
    { seed: 7 },
  );
});
