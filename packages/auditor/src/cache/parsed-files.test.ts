import { expect, test } from 'vitest';
import type { Module } from '../ir/ir.ts';
import { packedModule } from '../parse/module-text.ts';
import { parseFile } from '../parse/parse-file.ts';
import { openParsedFiles, type ParsedPack } from './parsed-files.ts';

const file = {
  path: 'app.py',
  text: 'import a\n\n@a.b\ndef f(x, *, y=1.5) -> "T":\n    return f"{x}\\ud83d\\ude00" if 0 < x < y else None\n',
};
const other = {
  path: 'app.ts',
  text: 'export const f = async ({ a = -0 }: T) => [a, `é\ud800`] ?? null; // middlebrick',
};
const modules = new Map<unknown, Module>([
  [file, await parseFile(file)],
  [other, await parseFile(other)],
]);
const moduleOf = (one: unknown): Module => modules.get(one) as Module;
const bytesOf = (module: Module): Uint8Array => packedModule(JSON.stringify(module));

function packed(): Buffer {
  const pack = openParsedFiles(null, '1');
  for (const one of [file, other]) pack.add(one, bytesOf(moduleOf(one)));
  return pack.packed() as Buffer;
}
const gets = (pack: ParsedPack, ...files: readonly { path: string; text: string }[]): (Module | undefined)[] =>
  files.map((one) => pack.get(one));

test('what was parsed is there as it was', () => {
  expect(gets(openParsedFiles(packed(), '1'), other, file)).toEqual([moduleOf(other), moduleOf(file)]);
});

test('another text, path or program is another module', () => {
  const changed = [
    { ...file, text: `${file.text} ` },
    { ...file, path: 'b/app.py' },
  ];
  expect(gets(openParsedFiles(packed(), '1'), ...changed)).toEqual([undefined, undefined]);
  expect(gets(openParsedFiles(packed(), '2'), file)).toEqual([undefined]);
});

test('it is kept anew when something is new, and without what nobody asked for', () => {
  const same = openParsedFiles(packed(), '1');
  same.get(file);
  expect(same.packed()).toBeNull();

  const pack = openParsedFiles(packed(), '1');
  const added = { ...file, path: 'b.py' };
  gets(pack, file);
  pack.add(added, bytesOf({ ...moduleOf(file), path: 'b.py' }));
  const next = openParsedFiles(pack.packed(), '1');
  expect(gets(next, file, added, other)).toEqual([moduleOf(file), { ...moduleOf(file), path: 'b.py' }, undefined]);
});

test.each<[string, unknown]>([
  ['the module of another file', { ...moduleOf(file), path: 'other.py' }],
  ['a module without a language', { ...moduleOf(file), language: 'ruby' }],
  ['statements that are none', { ...moduleOf(file), body: [null] }],
  ['places that are none', { ...moduleOf(file), errors: [{ start: 0 }] }],
  ['lines that are no numbers', { ...moduleOf(file), lines: ['0'] }],
  ['no module at all', 7],
])('%s is not taken', (_, value) => {
  const pack = openParsedFiles(null, '1');
  pack.add(file, packedModule(JSON.stringify(value)));
  expect(openParsedFiles(pack.packed(), '1').get(file)).toBeUndefined();
});

test('what was cut off or changed is parsed again', () => {
  const whole = packed();
  for (let length = 0; length < whole.length; length += 7) {
    const [first, second] = gets(openParsedFiles(whole.subarray(0, length), '1'), file, other);
    expect(first === undefined || second === undefined).toBe(true);
  }
  for (let at = 0; at < whole.length; at += 3) {
    const spoilt = Buffer.from(whole);
    spoilt[at] = (spoilt[at] ?? 0) ^ 0x55;
    for (const one of [file, other])
      expect([undefined, moduleOf(one)]).toContainEqual(openParsedFiles(spoilt, '1').get(one));
  }
});
