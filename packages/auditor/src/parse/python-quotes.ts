import type { Span } from '../ir/ir.ts';

/** What is done to a text so that it parses: spaces for what stands at a place, or something put in where nothing is. */
export interface Edit extends Span {
  readonly insert: string;
  /** It changes nothing that means something. */
  readonly isLayout?: boolean;
}

export function takeOut(start: number, end: number): Edit {
  return { start, end, insert: ' '.repeat(end - start) };
}

export function putIn(at: number, insert: string): Edit {
  return { start: at, end: at, insert };
}

/** Where reading goes on after a string, and what had to be done to it. */
export interface StringEnd {
  readonly next: number;
  readonly edit?: Edit;
  /** How far it was looked for in vain. */
  readonly looked?: number;
  /** It runs to the end of the text. */
  readonly isOpen?: boolean;
}

/** What a string with three quotes does not contain, if it is one. */
const code = /\n[ \t]*(?:def|class|async def)[ \t]+\w|\n@\w/;

/**
 * The end of the string that begins with the quote at an offset. `brackets` are those that are open there. With
 * `doubts` a string of three quotes with definitions in it is taken for an unfinished one.
 */
export function endOfString(text: string, at: number, brackets: readonly string[], doubts: boolean): StringEnd {
  const quote = text.slice(at, at + 1);
  const three = quote.repeat(3);
  if (!text.startsWith(three, at)) return endOfLine(text, at, brackets);
  const end = closing(text, at + 3, three, true);
  const isOpen = end < 0;
  if (!isOpen && !(doubts && code.test(text.slice(at, end)))) return { next: end };
  if (!doubts) return { next: text.length, isOpen };
  const next = lineEnd(text, at);
  return { next, edit: putIn(next, three), looked: (isOpen ? text.length : end) - at };
}

/** After the closing quotes, or -1. */
function closing(text: string, from: number, quotes: string, hasLines = false): number {
  for (let index = from; index < text.length; index++) {
    if (text.startsWith(quotes, index)) return index + quotes.length;
    if (text[index] === '\\') index++;
    else if (!hasLines && (text[index] === '\n' || text[index] === '\r')) return -1;
  }
  return -1;
}

/** The end of the line at an offset. */
export function lineEnd(text: string, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== '\n' && text[index] !== '\r') index++;
  return index;
}

function endOfLine(text: string, at: number, brackets: readonly string[]): StringEnd {
  const quote = text.slice(at, at + 1);
  const hasValues = isFormatted(text, at);
  const nested = hasValues ? endOfNested(text, at) : null;
  if (nested !== null) return { next: nested };
  const end = closing(text, at + 1, quote);
  if (end >= 0) {
    const open = hasValues ? openBraces(text, at + 1, end - 1) : 0;
    if (open === 0) return { next: end };
    return { next: end, edit: putIn(end - 1, '}'.repeat(open)), looked: longestNested };
  }
  const looked = lineEnd(text, at) - at;
  if (isStray(text, at)) return { next: at + 1, edit: takeOut(at, at + 1), looked };
  const next = beforeClosers(text, at + 1, brackets);
  return { next, edit: putIn(next, quote), looked };
}

/** A quote right after a value opens nothing: `a['b']']`. After the letters of a prefix it does: `f'`. */
function isStray(text: string, at: number): boolean {
  const before = lettersBefore(text, at);
  if (before !== '') return !/^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i.test(before);
  return /[)\]}'"]/.test(text[at - 1] ?? '');
}

function isFormatted(text: string, at: number): boolean {
  return /^(?:[ft]r?|r[ft])$/i.test(lettersBefore(text, at));
}

/** Up to three, which is more than a prefix has. */
function lettersBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < 3 && /\w/.test(text[start - 1] ?? '')) start--;
  return text.slice(start, at);
}

/** Where the end of an f-string on one line is looked for. */
const longestNested = 1000;

/** The end of an f-string on this line whose values may have the same quotes: `f"{a["b"]}"`. Null if it has none. */
function endOfNested(text: string, at: number): number | null {
  // Quotes of strings, those of f-strings with an `f`, and braces.
  const open: string[] = [];
  for (let index = at; index < at + longestNested; index++) {
    const within = open.at(-1) ?? '{';
    if (text[index] === '\n' || text[index] === '\r' || text[index] === undefined) return null;
    if (within === '{') {
      readValue(text, index, open);
    } else if (text[index] === '\\' || (within.startsWith('f') && text.startsWith('{{', index))) {
      index++;
    } else if (text[index] === '{' && within.startsWith('f')) {
      open.push('{');
    } else if (within.endsWith(text[index] ?? '')) {
      open.pop();
      if (open.length === 0) return index + 1;
    }
  }
  return null;
}

function readValue(text: string, index: number, open: string[]): void {
  const letter = text[index] ?? '';
  if (letter === '"' || letter === "'") open.push(isFormatted(text, index) ? `f${letter}` : letter);
  else if (letter === '{') open.push(letter);
  else if (letter === '}') open.pop();
}

function openBraces(text: string, from: number, to: number): number {
  let open = 0;
  for (let index = from; index < to; index++) {
    if (text.startsWith('{{', index)) index++;
    else if (text[index] === '{') open++;
    else if (text[index] === '}' && open > 0) open--;
  }
  return open;
}

const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Where an unfinished string ends: before what closes the brackets around it, `f('a)`. */
function beforeClosers(text: string, from: number, brackets: readonly string[]): number {
  const end = lineEnd(text, from);
  let start = end;
  while (start > from && /[)\]},:;\s]/.test(text[start - 1] ?? '')) start--;

  const open = [...brackets];
  let position = start;
  for (let index = start; index < end; index++) {
    const opener = partner[text[index] ?? ''];
    if (opener !== undefined && open.pop() !== opener) {
      position = index + 1;
      open.splice(0, open.length, ...brackets);
    }
  }
  return position;
}
