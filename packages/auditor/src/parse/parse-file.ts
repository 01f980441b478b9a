import type { SourceFile } from '../files/discover.ts';
import type { Module } from '../ir/ir.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';
import { parsePython } from './python.ts';

/** One file by the parser of its language, which its name tells. */
export async function parseFile({ path, text }: SourceFile): Promise<Module> {
  if (path.endsWith('.py')) return parsePython(await parserFor('python'), path, text);
  return parseJavaScript(await parserFor(grammarOf(path)), path, text);
}
