import { expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';

const python = [
  'SIZE = 3',
  '',
  '',
  '@route("/")',
  'def first(a):',
  '    """Doc."""',
  '',
  '    return a',
  '',
  '',
  'class Second:',
  '    x = 1',
].join('\n');
const typescript = [
  'const size = 3;',
  '',
  '/** Doc. */',
  'export function first() {',
  '  a();',
  '',
  '  b();',
  '}',
  '',
  'export const second = () => size;',
].join('\n');

it.each([
  [python, 'first', '@route("/")\ndef first(a):\n    """Doc."""\n\n    return a'],
  [python, 'Second', 'class Second:\n    x = 1'],
  [typescript, 'first', '/** Doc. */\nexport function first() {\n  a();\n\n  b();\n}'],
  [typescript, 'second', 'export const second = () => size;'],
])('takes one declaration with what belongs to it (%#)', (code, name, expected) => {
  expect(excerpt(code, name)).toBe(expected);
});

it('refuses a name that is not declared', () => {
  expect(() => excerpt(python, 'route')).toThrow('no declaration of route');
});
