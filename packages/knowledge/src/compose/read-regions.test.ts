import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFrontMatter } from './front-matter.ts';
import { cutRegions } from './read-regions.ts';

it('cuts what is between the markers of either language, without the blank lines around it', () => {
  const source = [
    'x = 1',
    '# region: one',
    '',
    'y = 2',
    '',
    'z = 3',
    '',
    '',
    '# endregion',
    '// region: two',
    'a;',
    '// endregion',
  ];
  expect(cutRegions(source.join('\n'))).toEqual([
    ['one', 'y = 2\n\nz = 3'],
    ['two', 'a;'],
  ]);
});

it.each([
  ['# region: one\n# region: two\n# endregion', 'region two is opened inside one'],
  ['# region: one\nx = 1', 'region one is left open'],
  ['# endregion', 'endregion without a region'],
])('refuses markers that do not pair: %j', (source, message) => {
  expect(() => cutRegions(source)).toThrow(message);
});

it('gives back the lines that were put between markers', () => {
  const line = fc
    .string({ minLength: 1 })
    .filter((text) => !/[\r\n]/.test(text) && !/region/.test(text) && text.trim() !== '');
  fc.assert(
    fc.property(fc.array(fc.array(line, { minLength: 1 })), (bodies) => {
      const source = bodies.flatMap((lines, index) => [
        `# region: r-${'x'.repeat(index)}`,
        ...lines,
        '# endregion',
        '',
      ]);
      expect(cutRegions(source.join('\n')).map(([, code]) => code)).toEqual(bodies.map((lines) => lines.join('\n')));
    }),
  );
});

it('reads front matter, and a text without it as it is', () => {
  expect(readFrontMatter('---\ntitle: A: b\nslug: c\n---\n\ntext\n')).toEqual({
    fields: new Map([
      ['title', 'A: b'],
      ['slug', 'c'],
    ]),
    body: 'text',
  });
  expect(readFrontMatter('text --- more\n')).toEqual({ fields: new Map(), body: 'text --- more' });
  expect(() => readFrontMatter('---\nno colon\n---\n')).toThrow('not a line of front matter: no colon');
});
