import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { svgOf, withoutColors } from './ansi-svg.ts';
import { beginning, pictureFile, pictureLines } from './terminal-picture.ts';

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;

describe('a picture of terminal output', () => {
  test('keeps words, columns and colours, and lets no markup through', () => {
    const svg = svgOf([`a  ${bold(red('b <c>'))} d`, '', '\u001b[2mwho & what\u001b[22m'], {
      title: 'x < y',
      columns: 40,
    });
    expect(svg.match(/<text.*<\/text>/g)).toEqual([
      '<text x="20" y="33" textLength="7.8" lengthAdjust="spacingAndGlyphs">a</text>',
      '<text x="43.4" y="33" textLength="39" lengthAdjust="spacingAndGlyphs" class="b c31">b &lt;c&gt;</text>',
      '<text x="90.2" y="33" textLength="7.8" lengthAdjust="spacingAndGlyphs">d</text>',
      '<text x="20" y="69" textLength="78" lengthAdjust="spacingAndGlyphs" class="d">who &amp; what</text>',
    ]);
    expect(svg).toContain('<title>x &lt; y</title>');
  });

  test('is as wide as the terminal and cuts what is longer', () => {
    const svg = svgOf(['abcdefgh  ij'], { title: 'x', columns: 5 });
    expect(svg.match(/>[^<>]*<\/text>/g)).toEqual(['>abcd…</text>']);
    expect(svg).toContain(`width="${Math.ceil(5 * 7.8) + 40}"`);
  });

  test('refuses what it cannot draw', () => {
    expect(() => svgOf(['\u001b[45mx'], { title: 'x', columns: 5 })).toThrow(RangeError);
  });
});

describe('the beginning of a report', () => {
  const finding = (severity: string): string[] => [
    `${severity}  Title`,
    '',
    '   who asks   answer',
    '   alice',
    '',
    '   Fix',
    '',
  ];

  test('ends with the table of the second finding', () => {
    const output = ['head', ...finding('CRITICAL'), ...finding('HIGH    '), ...finding('LOW     ')].join('\n');
    expect(beginning(output)).toEqual([
      'head',
      ...finding('CRITICAL'),
      ...finding('HIGH    ').slice(0, 4),
      '',
      '          …',
    ]);
  });

  test('is all of it when there is no second finding', () => {
    expect(beginning(['head', ...finding('CRITICAL')].join('\n'))).toEqual([
      'head',
      ...finding('CRITICAL').slice(0, -1),
    ]);
  });
});

test('docs/terminal.svg shows what a scan prints today; else run scripts/terminal-picture.ts', async () => {
  const shown = [...readFileSync(pictureFile, 'utf8').matchAll(/>([^<>]*)<\/text>/g)].map(([, text]) =>
    timeless(text ?? ''),
  );
  const svg = svgOf(await pictureLines(), { title: '', columns: 104 });
  const printed = [...svg.matchAll(/>([^<>]*)<\/text>/g)].map(([, text]) => timeless(text ?? ''));
  expect(withoutColors(printed.join('\n'))).toBe(shown.join('\n'));
});

/** Durations and dates are those of the day on which the picture was drawn. */
function timeless(text: string): string {
  return text.replace(/\d+(?:\.\d+)? (?:m?s|min)\b/g, 'some time').replace(/\b20\d\d…/g, 'date');
}
