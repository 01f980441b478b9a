import { madeOf } from '../../flow/sources.ts';
import { constant, type Value } from '../../flow/value.ts';

/*
 * The words of condition expressions and of PartiQL. Where a part of the text is not known, the value that it is made
 * of stands there.
 */

export type Token =
  /** An attribute, a function or a keyword. */
  | { readonly kind: 'name'; readonly text: string }
  /** `#owner`, `:me`, and `?` with its number. */
  | { readonly kind: 'placeholder'; readonly text: string }
  /** A number, a text in quotes, or something that is not known. */
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'sign'; readonly text: string };

/** A text, and values where it is not known. */
export type Piece = string | Value;

const mostTokens = 2_000;
const mostPieces = 200;
const longestText = 20_000;

/** Characters of Unicode's private use stand for the pieces that are no text, one for each. */
const firstMark = 0xe000;
const marks = /[\ue000-\ue0c7]/g;

const words =
  /"([^"]*)"|'((?:[^']|'')*)'|([#:]\w+|\?)|([A-Za-z_]\w*)|(-?\d+(?:\.\d+)?)|([\ue000-\ue0c7])|(<>|<=|>=|!=|[=<>(),.[\]{}*:+-])/g;

/** Takes a text apart; what belongs to neither language is left out. */
export function tokensOf(given: readonly Piece[]): Token[] {
  const pieces = given.slice(0, mostPieces);
  const text = pieces
    .map((piece, index) => (typeof piece === 'string' ? piece : String.fromCharCode(firstMark + index)))
    .join('')
    .slice(0, longestText);
  const tokens: Token[] = [];
  let parameters = 0;
  for (const [, quoted, literal, placeholder, name, number, mark, sign] of text.matchAll(words)) {
    if (tokens.length === mostTokens) break;
    if (placeholder === '?') tokens.push({ kind: 'placeholder', text: `?${parameters++}` });
    else if (placeholder !== undefined) tokens.push({ kind: 'placeholder', text: placeholder });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (number !== undefined) tokens.push({ kind: 'value', value: constant(Number(number)) });
    else if (quoted !== undefined && !holdsMark(quoted)) tokens.push({ kind: 'name', text: quoted });
    else tokens.push({ kind: 'value', value: valueIn(quoted ?? literal ?? mark ?? '', pieces) });
  }
  return tokens;
}

function holdsMark(text: string): boolean {
  return text.search(marks) !== -1;
}

/** A text with the pieces that stand in it. */
function valueIn(text: string, pieces: readonly Piece[]): Value {
  if (!holdsMark(text)) return constant(text);
  const held = [...text.matchAll(marks)].flatMap(([mark]) => {
    const piece = pieces[mark.charCodeAt(0) - firstMark];
    return piece === undefined || typeof piece === 'string' ? [] : [piece];
  });
  const [only] = held;
  return only !== undefined && text.length === 1 ? only : madeOf(held);
}

/** Whether a token is this keyword, however it is written. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && token.text.toUpperCase() === word;
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}
