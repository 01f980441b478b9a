import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, cut, cutStart, wrap, wrapCommand, wrapParts } from './layout.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', 'é', 'e\u0301', '😀'), maxLength: 80 });
const width = fc.integer({ min: 8, max: 60 });

describe('layout', () => {
  it('counts columns as a terminal does', () => {
    expect(['abc', '漢字', 'e\u0301', 'ﾊ', '✓'].map(columns)).toEqual([3, 4, 1, 1, 1]);
  });

  it('wraps into the width and loses no word', () => {
    fc.assert(
      fc.property(text, width, (line, limit) => {
        const lines = wrap(line, limit);
        expect(lines.filter((part) => columns(part) > limit)).toEqual([]);
        expect(lines.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
      }),
      { seed: 7 },
    );
  });

  it('cuts to the width', () => {
    fc.assert(
      fc.property(text, width, (line, limit) => {
        expect(columns(cut(line, limit))).toBeLessThanOrEqual(limit);
      }),
      { seed: 7 },
    );
  });

  it('cuts from the beginning, and keeps the end', () => {
    expect(['app/routes/notes.py:21', 'x.py:1'].map((path) => cutStart(path, 12))).toEqual(['…notes.py:21', 'x.py:1']);
    fc.assert(
      fc.property(text, width, (line, limit) => {
        const kept = cutStart(line, limit);
        expect(columns(kept)).toBeLessThanOrEqual(limit);
        expect(line.endsWith(kept.replace(/^…/, ''))).toBe(true);
      }),
      { seed: 7 },
    );
  });

  it('breaks between parts, and inside one only when it is longer than the line', () => {
    expect(wrapParts(['email a****@example.com', 'ssn ***-**-6789'], 30)).toEqual([
      'email a****@example.com',
      'ssn ***-**-6789',
    ]);
    expect(wrapParts(['one', 'two', 'a part that is long'], 12)).toEqual(['one · two', 'a part that', 'is long']);
  });

  it('breaks a command so that the shell reads the same words', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'curl',
        '-H',
        '-s',
        '--data',
        "'a b'",
        '"Authorization: Bearer $BOB_TOKEN"',
        '$(middlebrick',
        'token)',
      ),
      fc.stringMatching(/^[a-z/:.=]{1,20}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), width, (words, limit) => {
        const lines = wrapCommand(words.join(' '), limit);
        expect(lines.slice(0, -1).every((line) => line.endsWith(' \\'))).toBe(true);
        expect(lines.join('\n').replace(/ \\\n {2}/g, ' ')).toBe(words.join(' '));
      }),
      { seed: 7 },
    );
  });

  it('leaves a command whole that holds a quoted substitution', () => {
    const command = `ID="$(curl -s --data-raw "{\\"name\\":\\"Alice Example\\"}" http://127.0.0.1:5000/register | jq -r .id)"`;
    expect(wrapCommand(command, 30)).toEqual([command]);
  });
});
