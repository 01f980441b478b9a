/*
 * What stands in `${…}` of the Serverless Framework: sources with an address, one after the other, of which the first
 * that has a value counts: `${opt:stage, self:provider.stage, 'dev'}`.
 */

/** A stretch of a text: plain, or what stands between `${` and its `}`. */
export interface Piece {
  readonly text: string;
  readonly isVariable: boolean;
}

/** One alternative of a variable. */
export type Alternative =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'source'; readonly type: string; readonly parameters: string; readonly address: string }
  | { readonly kind: 'other' };

/** Longer texts with variables are not written by people. */
const maxText = 65_536;

/** The plain and variable pieces of a text, in order. `\${` is plain. */
export function piecesOf(text: string): Piece[] {
  if (text.length > maxText) return [{ text, isVariable: false }];
  const pieces: Piece[] = [];
  const addPlain = (from: number, to: number) => {
    if (to > from) pieces.push({ text: text.slice(from, to).replaceAll('\\${', '${'), isVariable: false });
  };
  let plainFrom = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', start)) {
    const isEscaped = text[start - 1] === '\\';
    const end = isEscaped ? start + 1 : closingOf(text, start);
    if (end < 0) break;
    if (!isEscaped) {
      addPlain(plainFrom, start);
      pieces.push({ text: text.slice(start + 2, end), isVariable: true });
      plainFrom = end + 1;
    }
    start = end + 1;
  }
  addPlain(plainFrom, text.length);
  return pieces;
}

/** The `}` that belongs to the `${` at a position; -1 when there is none. */
function closingOf(text: string, start: number): number {
  let depth = 0;
  for (let position = start; position < text.length; position++) {
    if (text.startsWith('${', position)) {
      depth++;
      position++;
    } else if (text[position] === '}' && --depth === 0) return position;
  }
  return -1;
}

/** The alternatives of a variable: what stands between commas that are not in quotes, brackets or variables. */
export function alternativesOf(content: string): string[] {
  const alternatives: string[] = [];
  let [start, depth, quote] = [0, 0, ''];
  for (let position = 0; position < content.length; position++) {
    const character = content[position] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '{' || character === '(') depth++;
    else if (character === '}' || character === ')') depth--;
    else if (character === ',' && depth === 0) {
      alternatives.push(content.slice(start, position).trim());
      start = position + 1;
    }
  }
  return [...alternatives, content.slice(start).trim()];
}

const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** What one alternative is, once the variables in it are resolved. */
export function readAlternative(text: string): Alternative {
  const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(text);
  if (quoted !== null) return { kind: 'literal', value: quoted[1] ?? quoted[2] ?? '' };
  if (Object.hasOwn(literals, text)) return { kind: 'literal', value: literals[text] ?? null };
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return { kind: 'literal', value: Number(text) };
  const source = /^([A-Za-z][\w-]*)(?:\(([^)]*)\))?(?::(.*))?$/s.exec(text);
  if (source === null || (source[2] === undefined && source[3] === undefined)) return { kind: 'other' };
  return { kind: 'source', type: source[1] ?? '', parameters: source[2] ?? '', address: source[3] ?? '' };
}
