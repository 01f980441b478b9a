import { describe, expect, test } from 'vitest';
import { placeOf, sourceOf } from '../source.ts';
import { readHcl } from './hcl-body.ts';

function read(text: string): ReturnType<typeof readHcl> {
  return readHcl(sourceOf({ path: 'main.tf', text }));
}

describe('a file with a mistake', () => {
  const good = 'resource "a" "good" {}';

  test.each([
    ['no end', 'resource "a" "b" {', '} is missing', 18],
    ['no value', 'x = \ny = 1', 'a value is missing', 4],
    ['no end of a text', 'x = "a\n', 'a closing quote is missing', 6],
    ['no end of an expression', `x = "\${a`, '} is missing', 8],
    ['no end of a list', 'x = [1, 2', 'a comma or ] is missing', 9],
    ['no comma', 'x = [1 2]', 'a comma or ] is missing', 7],
    ['no end of a call', 'x = f(1', 'a comma or ) is missing', 7],
    ['no end of a here-document', 'x = <<EOT\nabc\n', 'the here-document EOT has no end', 10],
    ['no marker of a here-document', 'x = <<\nabc\n', 'a here-document has no marker', 4],
    ['two arguments on a line', 'x = 1 y = 2', 'a line break is missing', 6],
    ['a brace too many', 'x = 1\n}', 'a closing brace has no opening one', 6],
    ['no name', '= 1', 'a name is missing', 0],
    ['no equals sign', 'x 1', 'an equals sign or a brace is missing', 2],
    ['no equals sign in an object', 'x = { a 1 }', 'an equals sign is missing', 8],
    ['no colon', 'x = a ? b', ': is missing', 9],
    ['an escape that does not exist', 'x = "\\q"', 'an escape does not exist', 5],
    ['a directive that is not known', 'x = "%{ while a }"', 'a directive is not known', 13],
    ['a directive without an end', 'x = "%{ if a }b"', 'a directive has no end', 15],
    ['a directive that ends nothing', 'x = <<A\n%{ endif }\nA\n', 'a directive is not known', 16],
    ['what is nested too deeply', `x = ${'['.repeat(200)}`, 'it is nested too deeply', 103],
    ['too many operators', `x = 1${' + 1'.repeat(200)}`, 'it has too many operators', 410],
    ['too many parts', `x = a${'.b'.repeat(200)}`, 'it has too many parts', 209],
  ])('%s: it says where, and reads on', (_name, text, sentence, offset) => {
    const { blocks, problem } = read(`${text}\n${good}\n`);
    expect(problem).toEqual({ sentence, offset: expect.any(Number) });
    expect(problem?.offset).toBeGreaterThanOrEqual(Math.min(offset, text.length) - 1);
    expect(blocks.map(({ labels }) => labels)).toContainEqual(['a', 'good']);
  });

  test('with very many mistakes it is given up', () => {
    const text = 'resource "a" "b" {\n  x = \n}\n'.repeat(1000) + good;
    expect(read(text).blocks).toEqual([]);
  });
});

test('places are those of the file, whatever stands before', () => {
  const text = `\uFEFF# ü {
/* " */ resource "aws_dynamodb_table" "orders" { # here
  name = "ö" // there
  ttl {
    enabled = true
  }
}
`;
  const { blocks, problem } = read(text);
  const [block] = blocks;
  expect(problem).toBeUndefined();
  expect(block && placeOf(block.header)).toEqual({ path: 'main.tf', line: 2, column: 9, endLine: 2, endColumn: 47 });
  expect(block && placeOf(block.whole)).toEqual({ path: 'main.tf', line: 2, column: 9, endLine: 7, endColumn: 2 });
  expect(block?.blocks.map(({ header, whole }) => [placeOf(header), placeOf(whole)])).toEqual([
    [
      { path: 'main.tf', line: 4, column: 3, endLine: 4, endColumn: 6 },
      { path: 'main.tf', line: 4, column: 3, endLine: 6, endColumn: 4 },
    ],
  ]);
});

test('line ends of Windows', () => {
  const { blocks, attributes, problem } = read('a = 1\r\nb = <<EOT\r\ntext\r\nEOT\r\nc "d" {\r\n  e = 2\r\n}\r\n');
  expect(problem).toBeUndefined();
  expect([...attributes.keys()]).toEqual(['a', 'b']);
  expect(blocks.map(({ type, labels }) => [type, labels])).toEqual([['c', ['d']]]);
});
