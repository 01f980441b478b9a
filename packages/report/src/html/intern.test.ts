import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internedJson } from './intern.ts';

/** The reader of the page, as the browser runs it. */
const { pageData } = (await import(new URL('../../assets/report-dom.js', import.meta.url).href)) as {
  pageData: (json: string) => unknown;
};

describe('internedJson', () => {
  it('writes a text once that occurs twice', () => {
    expect(internedJson({ a: 'the same advice', b: ['the same advice', 'other'] })).toBe(
      '{"strings":["the same advice"],"value":{"a":"\\u00010","b":["\\u00010","other"]}}',
    );
  });

  it('is read back by the page as it was, whatever the texts hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u0001', '\u00010', '\u0001\u00010', 'repeated text'),
    );
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('node')),
        fc.dictionary(text, tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(value, (original) => {
        expect(JSON.stringify(pageData(internedJson(original)))).toBe(JSON.stringify(original));
      }),
      { seed: 7 },
    );
  });
});
