import { Language, Parser } from 'web-tree-sitter';

/** JavaScript is read by `typescript`, and with JSX by `tsx`. */
export type Grammar = 'python' | 'typescript' | 'tsx';

const parsers = new Map<Grammar, Promise<Parser>>();
let runtime: Promise<void> | undefined;

/**
 * The parser of a grammar, loaded once per process. Parsing itself is synchronous, so that one parser serves everybody;
 * each tree must be deleted by who asked for it, because its memory is not JavaScript's.
 */
export function parserFor(grammar: Grammar): Promise<Parser> {
  const known = parsers.get(grammar);
  if (known) return known;
  const parser = load(grammar);
  parsers.set(grammar, parser);
  return parser;
}

async function load(grammar: Grammar): Promise<Parser> {
  runtime ??= Parser.init();
  await runtime;
  const language = await Language.load(new URL(`../../assets/${grammar}.wasm`, import.meta.url));
  return new Parser().setLanguage(language);
}
