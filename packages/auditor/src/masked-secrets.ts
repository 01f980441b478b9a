import type { AuditHit } from './audit.ts';
import { textLines } from './ir/text-lines.ts';

/** As much of a stretch of code as is searched. */
const longestStretch = 10_000;
/** Secrets that are looked for wherever they stand; of code with more of them nothing is shown. */
const mostSecrets = 1000;
const shortestSecret = 4;
/** Names of variables, and of the algorithms that a token may have: they stand beside secrets and are none. */
const harmless = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[HRPE]S(?:256|384|512)|EdDSA|none)$/;

/** From this length on a text is nowhere by chance. */
const longSecret = 12;
const literal = /("""|'''|["'`])((?:\\[\s\S]|(?!\1)[^\\])*)\1(\s*:)?/g;
/** Ends the text before the name of an entry: `user['user_id']`. */
const subscript = /[\w\])]\[$/;

/**
 * The texts with every secret that was found in them covered, wherever it stands: a report goes further than the code.
 * Lines and columns stay as they are, and so do the first characters of long ones, by which they are recognised.
 *
 * @param shown paths of the files of which the report shows something
 */
export function withoutSecrets(
  texts: ReadonlyMap<string, string>,
  hits: readonly AuditHit[],
  shown: ReadonlySet<string> = new Set(hits.map(({ place }) => place.path)),
): ReadonlyMap<string, string> {
  const found = hits
    .filter(({ rule }) => rule.id === 'code/hardcoded-secret' || rule.id === 'code/secret-in-configuration')
    .flatMap((hit) => {
      const stretch = stretchOf(texts.get(hit.place.path) ?? '', hit);
      return isExact(hit) ? [stretch] : secretsIn(stretch, hit.details?.what ?? '');
    });
  const secrets = [...new Set(found)].toSorted((a, b) => b.length - a.length);
  if (secrets.length === 0) return texts;
  const hide = (text: string): string =>
    secrets.length > mostSecrets ? text.replace(/\S/g, '*') : secrets.reduce(without, text);
  return new Map([...texts].map(([path, text]) => [path, shown.has(path) ? hide(text) : text]));
}

/** Whether the place of a hit is the secret and nothing else. */
function isExact({ rule, message }: AuditHit): boolean {
  return message === 'token' || rule.id === 'code/secret-in-configuration';
}

/** The code of a place. */
function stretchOf(text: string, { place: { line, column, endLine, endColumn } }: AuditHit): string {
  const lines = textLines(text, line, endLine);
  const last = lines.at(-1) ?? '';
  const whole = [...lines.slice(0, -1), last.slice(0, endColumn - 1)].join('');
  return whole.slice(column - 1, column - 1 + longestStretch);
}

/**
 * The literals of a stretch that may be the secret: behind the name of the setting the next one, else all. Keys of
 * dicts and names of variables are left.
 */
function secretsIn(stretch: string, name: string): string[] {
  const named = name === '' ? -1 : stretch.indexOf(name);
  const literals = [...stretch.matchAll(literal)]
    .filter(({ index, 3: colon }) => index > named && colon === undefined)
    .filter(({ index }) => !subscript.test(stretch.slice(Math.max(0, index - 2), index)))
    .map((match) => match[2] ?? '')
    .filter((text) => text.length >= shortestSecret && text !== name && !harmless.test(text));
  return named === -1 ? literals : literals.slice(0, 1);
}

/** A short one only where it is a literal of its own: else a word that is like it would go, too. */
function without(text: string, secret: string): string {
  const hidden = covered(secret);
  if (secret.length >= longSecret) return text.replaceAll(secret, () => hidden);
  return ['"', "'", '`'].reduce(
    (rest, quote) => rest.replaceAll(quote + secret + quote, () => quote + hidden + quote),
    text,
  );
}

function covered(secret: string): string {
  const kept = secret.length >= longSecret ? 3 : 0;
  return secret.slice(0, kept) + secret.slice(kept).replace(/[^\r\n]/g, '*');
}
