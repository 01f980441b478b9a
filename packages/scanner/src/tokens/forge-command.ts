import { ScanError } from '@middlebrick/model';
import { type ForgeRecipe, forgeRecipes, type RecipeName } from './forge.ts';
import type { Changes } from './payload.ts';

/**
 * The arguments of `middlebrick forge` that make a credential again, for a replay:
 * `('jwt-weak-secret', 'BOB_TOKEN', { sub: '1041' })` gives `jwt-weak-secret "$BOB_TOKEN" sub=1041`.
 * Every value is quoted for a POSIX shell where it must be.
 *
 * @param holder the shell variable that holds the caller's own credential, without the dollar sign; or, for a
 *   Cookie header, the variable of each cookie by its name.
 */
export function forgeCommandLine(
  name: RecipeName,
  holder: string | Readonly<Record<string, string>>,
  changes: Changes,
  options: { algorithm?: string; hints?: readonly string[] } = {},
): string {
  const { algorithm, hints = [] } = options;
  return [
    name,
    holderText(holder),
    ...Object.entries(changes).map(([path, value]) => quote(`${path}=${value}`)),
    ...(algorithm === undefined ? [] : ['--alg', quote(algorithm)]),
    ...hints.flatMap((hint) => ['--hint', quote(hint)]),
  ].join(' ');
}

/**
 * Reads the arguments that follow `middlebrick forge`, as {@link forgeCommandLine} writes them.
 *
 * @throws ScanError `BAD_ARGUMENT` when recipe or credential are missing, or a change has no `=`.
 */
export function parseForgeArguments(words: readonly string[]): { recipe: ForgeRecipe; clear: string } {
  const [name = '', clear = '', ...rest] = words;
  if (!isRecipeName(name)) {
    throw new ScanError('BAD_ARGUMENT', `The recipe is one of ${Object.keys(forgeRecipes).join(', ')}.`);
  }
  if (clear === '') throw new ScanError('BAD_ARGUMENT', 'The credential to forge from is missing or empty.');

  const changes: [string, string][] = [];
  const hints: string[] = [];
  let algorithm: string | undefined;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (word === '--alg') algorithm = argumentOf(rest, ++index, word);
    else if (word === '--hint') hints.push(argumentOf(rest, ++index, word));
    else changes.push(changeOf(word));
  }
  const recipe: ForgeRecipe = { name, changes: Object.fromEntries(changes), hints };
  return { recipe: algorithm === undefined ? recipe : { ...recipe, algorithm }, clear };
}

function holderText(holder: string | Readonly<Record<string, string>>): string {
  if (typeof holder === 'string') return `"$${holder}"`;
  const pairs = Object.entries(holder).filter(([name]) => /^[\w#%&'*+.^|~-]+$/.test(name));
  return `"${pairs.map(([name, variable]) => `${name}=$${variable}`).join('; ')}"`;
}

function changeOf(word: string): [string, string] {
  const equals = word.indexOf('=');
  if (equals === -1) throw new ScanError('BAD_ARGUMENT', `${JSON.stringify(word)} is not of the form claim=value.`);
  return [word.slice(0, equals), word.slice(equals + 1)];
}

function argumentOf(words: readonly string[], index: number, option: string): string {
  const value = words[index];
  if (value === undefined) throw new ScanError('BAD_ARGUMENT', `${option} wants a value.`);
  return value;
}

function isRecipeName(name: string): name is RecipeName {
  return Object.hasOwn(forgeRecipes, name);
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
