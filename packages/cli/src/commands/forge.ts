import { forgeCredential, parseForgeArguments } from '@middlebrick/scanner/tokens';

/** `middlebrick forge`: prints the credential that a replay needs, made from the caller's own. Sends nothing. */
export function runForge(words: readonly string[]): number {
  const { recipe, clear } = parseForgeArguments(words);
  process.stdout.write(`${forgeCredential(recipe, clear)}\n`);
  return 0;
}
