import type { Truth } from './evaluate-truth.ts';

/** What a request says of itself, by the name of the key in lower case. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

/** A piece of a text of a policy. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  /** Something that the templates leave open, with how it is written: `${?Region}`. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A piece whose variables are filled in. */
export type FilledPiece = Exclude<Piece, { kind: 'variable' }>;

/** What the escapes of policies stand for: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const escapes: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' };

/** Takes a text of a policy apart: wildcards, variables, and what is unknown. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') pieces.push({ kind: 'text', text: literal });
    literal = '';
  };
  // Looked up once: a text full of `${` that never close would be searched to its end for each.
  const lastClose = text.lastIndexOf('}');
  for (let index = 0; index < text.length; index += 1) {
    const close = index < lastClose && text.startsWith('${', index) ? text.indexOf('}', index) : -1;
    if (close !== -1) {
      flush();
      pieces.push(pieceOf(text.slice(index + 2, close)));
      index = close;
    } else if (text[index] === '*' || text[index] === '?') {
      flush();
      pieces.push({ kind: text[index] === '*' ? 'any' : 'one' });
    } else literal += text[index];
  }
  flush();
  return pieces;
}

/** What stands between `${` and `}`. */
function pieceOf(inside: string): Piece {
  const escaped = Object.hasOwn(escapes, inside) ? escapes[inside] : undefined;
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (inside.startsWith('?')) return { kind: 'unknown', text: `\${${inside}}` };
  const comma = inside.indexOf(',');
  const fallback = comma === -1 ? undefined : /^'(.*)'$/s.exec(inside.slice(comma + 1).trim())?.[1];
  const key = (comma === -1 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  return { kind: 'variable', key, ...(fallback === undefined ? {} : { fallback }) };
}

/**
 * The pieces with the values of the request for the variables. Undefined when one has no value: it is absent, empty, or
 * has several, and names no default. Such a text is like nothing at all.
 */
export function filled(pieces: readonly Piece[], context: Context): FilledPiece[] | undefined {
  const result: FilledPiece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'variable') {
      result.push(piece);
      continue;
    }
    const value = context.get(piece.key);
    // Wildcards within the value of a variable are characters like any other.
    const text = typeof value === 'string' && value !== '' ? value : piece.fallback;
    if (text === undefined) return undefined;
    result.push({ kind: 'text', text });
  }
  return result;
}

export interface MatchOptions {
  readonly ignoresCase?: boolean;
  /** Whether `*` and `?` stand for themselves. */
  readonly isLiteral?: boolean;
}

/** Whether a pattern matches a text; `perhaps` when that depends on what is unknown in it. */
export function patternMatches(pieces: readonly FilledPiece[], text: string, options: MatchOptions = {}): Truth {
  const fold = (value: string) => (options.ignoresCase === true ? value.toLowerCase() : value);
  if (globMatches(symbolsOf(pieces, fold, options, false), fold(text))) return 'yes';
  if (!pieces.some(({ kind }) => kind === 'unknown')) return 'no';
  return globMatches(symbolsOf(pieces, fold, options, true), fold(text)) ? 'perhaps' : 'no';
}

const anyRun = -1;
const oneCharacter = -2;

/** Character codes, with marks for the wildcards. */
function symbolsOf(
  pieces: readonly FilledPiece[],
  fold: (text: string) => string,
  { isLiteral = false }: MatchOptions,
  isUnknownOpen: boolean,
): number[] {
  const symbols: number[] = [];
  const literally = (text: string) => {
    const folded = fold(text);
    for (let index = 0; index < folded.length; index += 1) symbols.push(folded.charCodeAt(index));
  };
  for (const piece of pieces) {
    if (piece.kind === 'text') literally(piece.text);
    else if (piece.kind === 'unknown' && isUnknownOpen) symbols.push(anyRun);
    else if (piece.kind === 'unknown') literally(piece.text);
    else if (isLiteral) literally(piece.kind === 'any' ? '*' : '?');
    else symbols.push(piece.kind === 'any' ? anyRun : oneCharacter);
  }
  return symbols;
}

/** Goes back to the last `*` alone, so the time is at most the product of the lengths. */
function globMatches(pattern: readonly number[], text: string): boolean {
  let [at, symbol, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[symbol];
    if (wanted === anyRun) {
      star = symbol;
      resume = at;
      symbol += 1;
    } else if (wanted === oneCharacter || wanted === text.charCodeAt(at)) {
      at += 1;
      symbol += 1;
    } else if (star !== -1) {
      resume += 1;
      at = resume;
      symbol = star + 1;
    } else return false;
  }
  while (pattern[symbol] === anyRun) symbol += 1;
  return symbol === pattern.length;
}
