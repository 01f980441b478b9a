import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { asker } from './ask.ts';

const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });

test.each([
  ['a line', 'yes\n', 'yes'],
  ['the end of a line on Windows', 'no\r\n', 'no'],
  ['Ctrl-C', '\u0003', ''],
  ['Ctrl-D', '\u0004', ''],
])('%s is an answer', async (_, typed, answer) => {
  const [input, output] = [stream(true), stream(true)];
  const ask = asker(input, output);
  const answered = ask?.('Mend it? ');
  input.write(typed);
  expect(await answered).toBe(answer);
  expect(String(output.read())).toContain('Mend it? ');
});

test.each([
  [false, true],
  [true, false],
])('nobody is asked with terminals %j', (isInput, isOutput) => {
  expect(asker(stream(isInput), stream(isOutput))).toBeUndefined();
});
