import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articles, findArticle } from '../article.ts';
import { parseInline } from './inline.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { renderArticle, renderMarkdown } from './render-article.ts';

const markdownOf = (slug: string): string => findArticle(slug)?.markdown ?? '';
const slugs = articles.map(({ slug }) => slug);
const codeIndent = '      ';

describe.each(slugs)('%s', (slug) => {
  it('reads well in a terminal of 80 columns', async () => {
    const text = renderArticle({ markdown: markdownOf(slug) }, { width: 80, color: false });
    await expect(text).toMatchFileSnapshot(`__snapshots__/${slug}.txt`);
  });

  it.each([20, 40, 72, 80, 132, 1000])('has no line wider than %i columns, but code', (width) => {
    const lines = renderArticle({ markdown: markdownOf(slug) }, { width, color: false }).split('\n');
    const code = new Set(
      parseMarkdown(markdownOf(slug)).flatMap((block) =>
        block.kind === 'code' ? block.lines.map((line) => codeIndent + line) : [],
      ),
    );
    expect(lines.filter((line) => [...line].length > width && !code.has(line))).toEqual([]);
  });

  it('says the same in colour', () => {
    const article = { markdown: markdownOf(slug) };
    const plain = renderArticle(article, { width: 80, color: false });
    const colored = renderArticle(article, { width: 80, color: true });
    expect(colored).not.toBe(plain);
    expect(stripVTControlCharacters(colored)).toBe(plain);
    expect(plain).toBe(stripVTControlCharacters(plain));
  });

  it('has every piece of code unbroken', () => {
    const text = renderArticle({ markdown: markdownOf(slug) }, { width: 40, color: false });
    for (const block of parseMarkdown(markdownOf(slug))) {
      if (block.kind !== 'code') continue;
      expect(text).toContain(block.lines.map((line) => (line === '' ? '' : codeIndent + line)).join('\n'));
    }
  });
});

const word = fc.stringMatching(/^[a-z0-9äß→]{1,12}$/);
const phrase = fc
  .array(
    fc.oneof(
      word,
      word.map((text) => `\`${text}\`,`),
      word.map((text) => `**${text}**`),
      word.map((text) => `*${text}*`),
      fc.tuple(word, word).map(([a, b]) => `[${a} ${b}](file.md)`),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((words) => words.join(' '));
const paragraph = phrase;
const list = fc
  .array(phrase, { minLength: 1, maxLength: 5 })
  .map((items) => items.map((item) => `- ${item}`).join('\n'));
const heading = fc.tuple(fc.integer({ min: 1, max: 3 }), phrase).map(([level, text]) => `${'#'.repeat(level)} ${text}`);
const code = fc.array(word, { maxLength: 5 }).map((lines) => ['```python', ...lines, '```'].join('\n'));
const table = fc.array(fc.array(phrase, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }).map((rows) => {
  const [header = [], ...body] = rows;
  return [header, header.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
});
const prose = fc.array(fc.oneof(paragraph, list, heading), { maxLength: 8 }).map((blocks) => blocks.join('\n\n'));
const anything = fc.array(fc.oneof(paragraph, list, heading, code, table), { maxLength: 8 }).map((b) => b.join('\n\n'));

const shown = (text: string): string =>
  parseInline(text)
    .map((span) => span.text)
    .join('');
/** The words of a document as a reader should meet them, table rows cell by cell. */
function wordsIn(markdown: string): string[] {
  return parseMarkdown(markdown)
    .flatMap((block) => {
      if (block.kind === 'code') return block.lines;
      if (block.kind === 'list') return block.items.map(shown);
      if (block.kind === 'table') return [...block.header, ...block.rows.flat()].map(shown);
      return [shown(block.text)];
    })
    .flatMap((text) => text.split(/\s+/))
    .filter((text) => text !== '');
}
const printed = (text: string): string[] =>
  text.split(/\s+/).filter((part) => part !== '' && !/^(?:[═─]+|-)$/.test(part));

describe('rendering', () => {
  it('keeps all words of prose, in their order', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 24, max: 100 }), (markdown, width) => {
        expect(printed(renderMarkdown(markdown, { width, color: false }))).toEqual(wordsIn(markdown));
      }),
    );
  });

  it('keeps all characters, however narrow the terminal', () => {
    fc.assert(
      fc.property(prose, (markdown) => {
        expect(printed(renderMarkdown(markdown, { width: 0, color: false })).join('')).toBe(wordsIn(markdown).join(''));
      }),
    );
  });

  it('loses no word of anything, tables and code among it', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 30, max: 100 }), (markdown, width) => {
        const counts = new Map<string, number>();
        for (const text of printed(renderMarkdown(markdown, { width, color: false }))) {
          // The label of a record ends in a colon that the word of the header has not.
          for (const form of new Set([text, text.replace(/:$/, '')])) counts.set(form, (counts.get(form) ?? 0) + 1);
        }
        const lost = [...Map.groupBy(wordsIn(markdown), (text) => text)].filter(
          ([text, all]) => (counts.get(text) ?? 0) < all.length,
        );
        expect(lost).toEqual([]);
      }),
    );
  });

  it('keeps to the width, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string()), fc.integer({ min: 20, max: 100 }), (markdown, width) => {
        const isCode = parseMarkdown(markdown).some((block) => block.kind === 'code');
        const lines = renderMarkdown(markdown, { width, color: false }).split('\n');
        expect(isCode ? [] : lines.filter((line) => [...line].length > width)).toEqual([]);
      }),
    );
  });
});

it('draws a table that fits, one that must wrap, and records where there is no room', () => {
  const markdown = '| Id | What |\n| --- | --- |\n| `a` | one two three |\n| [b](https://example.org/b) | four |';
  const drawn = (width: number): string[] => renderMarkdown(markdown, { width, color: false }).trimEnd().split('\n');
  expect(drawn(40)).toEqual(['  Id   What', '  ───  ─────────────', '  `a`  one two three', '  b    four']);
  expect(drawn(20)).toEqual(['  Id   What', '  ───  ─────────────', '  `a`  one two three', '  b    four']);
  const wide = '| Name | What |\n| --- | --- |\n| abcdefghijk | lmnopqrstuv wx |\n| a | b |';
  expect(renderMarkdown(wide, { width: 27, color: false }).split('\n')).toEqual([
    '  Name         What',
    '  ───────────  ────────────',
    '  abcdefghijk  lmnopqrstuv',
    '               wx',
    '',
    '  a            b',
    '',
  ]);
  expect(renderMarkdown(wide, { width: 20, color: false })).toBe(
    '  Name: abcdefghijk\n    What:\n    lmnopqrstuv wx\n\n  Name: a\n    What: b\n',
  );
});

it('prints the address of a link to the web, and only the words of one inside the repository', () => {
  const text = 'See [the list](https://example.org/list) and [the file](../file.md).';
  expect(renderMarkdown(text, { width: 80, color: false })).toBe(
    '  See the list (https://example.org/list) and the file.\n',
  );
});

it('colours lightly, and every line by itself', () => {
  const text = '## Title\n\n```python\ndef f():  # why\n    """One\n    two."""\n    return "x"\n```';
  expect(renderMarkdown(text, { width: 80, color: true }).split('\n')).toEqual([
    '\u001b[1mTitle\u001b[22m',
    '\u001b[2m─────\u001b[22m',
    '',
    '      \u001b[35mdef\u001b[39m f():  \u001b[2m# why\u001b[22m',
    '          \u001b[33m"""One\u001b[39m',
    '      \u001b[33m    two."""\u001b[39m',
    '          \u001b[35mreturn\u001b[39m \u001b[33m"x"\u001b[39m',
    '',
  ]);
});
