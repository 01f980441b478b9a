import { expect, test } from 'vitest';
import { type Grammar, parserFor } from './grammar.ts';

test.each<[Grammar, string, string]>([
  ['python', 'def f(): pass', 'function_definition'],
  ['typescript', 'const a: string = <string>b', 'lexical_declaration'],
  ['tsx', 'const a: string = <b>c</b>', 'lexical_declaration'],
])('%s is loaded and parses', async (grammar, text, type) => {
  const tree = (await parserFor(grammar)).parse(text);
  expect([tree?.rootNode.hasError, tree?.rootNode.firstChild?.type]).toEqual([false, type]);
  tree?.delete();
});

test('a grammar is loaded once, even by those who ask at the same time', async () => {
  const [one, other] = await Promise.all([parserFor('python'), parserFor('python')]);
  expect(one).toBe(other);
  expect(await parserFor('tsx')).not.toBe(one);
});
