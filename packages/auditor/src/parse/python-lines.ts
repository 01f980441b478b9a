import { matchAt, readHeader } from './python-headers.ts';
import { type Edit, endOfString, lineEnd, putIn, takeOut } from './python-quotes.ts';

/** What is read line by line; a line ends where its brackets are closed. */
interface Scan {
  readonly text: string;
  /** See `endOfString`. */
  readonly doubts: boolean;
  readonly edits: Edit[];
  /** How many characters may still be read a second time. */
  budget: number;
  /** A string runs to the end of the text. */
  isOpen: boolean;
}

/**
 * What must be done to a text so that brackets and quotes are closed on the lines where they should be, and that blocks
 * begin with a colon. Null when that takes too long.
 */
export function findEdits(text: string): readonly Edit[] | null {
  const scan = scanAll(text, false);
  const result = scan.isOpen ? scanAll(text, true) : scan;
  if (result.budget < 0) return null;
  return result.edits.sort((one, other) => one.start - other.start || one.end - other.end);
}

function scanAll(text: string, doubts: boolean): Scan {
  const scan: Scan = { text, doubts, edits: [], budget: 4 * text.length + 10_000, isOpen: false };
  for (let at = nextCode(text, 0); at < text.length && scan.budget >= 0 && !scan.isOpen; ) {
    const before = scan.edits.length;
    let line = readLine(scan, at, false);
    if (line.isBroken) {
      scan.edits.length = before;
      scan.budget -= line.end - at;
      line = readLine(scan, at, true);
    }
    at = nextCode(text, line.end);
  }
  return scan;
}

/** The first character that is neither space nor comment. */
function nextCode(text: string, from: number): number {
  let index = from;
  for (;;) {
    while (index < text.length && /\s/.test(text[index] ?? '')) index++;
    if (text[index] !== '#') return index;
    index = lineEnd(text, index);
  }
}

/** A line that is being read. */
interface Line {
  readonly indent: number;
  /** It must have a colon. */
  readonly opensBlock: boolean;
  /** The brackets that are open. */
  readonly brackets: string[];
  hasColon: boolean;
  /** Where its code ends. */
  end: number;
}

/** What begins a statement and nothing else, least of all a line within brackets. */
const statementStart =
  /(?:def|class|return|import|raise|pass|break|continue|while|try|with|del|global|nonlocal|assert|except|finally|elif)\b(?!\s*[=,.)\]}])|from[ \t]+[\w.]+[ \t]+import\b|async[ \t]+(?:def|with)\b|else[ \t]*:|@\w/y;

/**
 * Reads to the end of a line. If its brackets are not closed before the next statement begins, it is broken; read again
 * with `isStrict`, they are closed before the first line that is not indented further.
 */
function readLine(scan: Scan, start: number, isStrict: boolean): { end: number; isBroken: boolean } {
  const { text } = scan;
  const line = beginLine(scan, start);
  const { brackets } = line;
  let index = line.end;
  while (index < text.length && scan.budget >= 0) {
    const letter = text[index] ?? '';
    const isEnd = letter === '\n' || letter === '\r';
    if (!isEnd && letter !== '#') {
      index = readLetter(scan, line, letter, index);
      continue;
    }
    if (isEnd && brackets.length === 0) break;
    const after = isEnd ? nextCode(text, index) : lineEnd(text, index);
    if (isEnd && endsBefore(line, text, after, isStrict)) break;
    if (brackets.length > 0) joinLines(scan, index, after);
    index = after;
  }
  if (brackets.length > 0 && !isStrict) return { end: index, isBroken: true };
  finish(scan, line);
  return { end: index, isBroken: false };
}

function beginLine({ text, edits }: Scan, start: number): Line {
  const { opensBlock, edit, bracket, next } = readHeader(text, start);
  if (edit) edits.push(edit);
  const brackets = bracket === undefined ? [] : [bracket];
  return { indent: indentAt(text, start), opensBlock, brackets, hasColon: false, end: next };
}

/**
 * Within brackets the ends of lines and comments mean nothing, but the parser gives them a meaning as soon as something
 * does not parse.
 */
function joinLines({ text, edits }: Scan, start: number, end: number): void {
  if (!/middlebrick/i.test(text.slice(start, end))) edits.push({ ...takeOut(start, end), isLayout: true });
}

function indentAt(text: string, at: number): number {
  let start = at;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return at - start;
}

/** Whether a line with open brackets must end before the next code. */
function endsBefore(line: Line, text: string, next: number, isStrict: boolean): boolean {
  if (next >= text.length || matchAt(statementStart, text, next) !== null) return true;
  return isStrict && indentAt(text, next) <= line.indent && !/[)\]}]/.test(text[next] ?? '');
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads one letter, or one string, and says where the next is. */
function readLetter(scan: Scan, line: Line, letter: string, index: number): number {
  const { text } = scan;
  if (letter === '"' || letter === "'") {
    const { next, edit, looked = 0, isOpen = false } = endOfString(text, index, line.brackets, scan.doubts);
    if (edit) scan.edits.push(edit);
    scan.budget -= looked;
    scan.isOpen ||= isOpen;
    line.end = next;
    return next;
  }
  if (letter === '\\') return text[index + 1] === '\r' && text[index + 2] === '\n' ? index + 3 : index + 2;
  if (letter === ':' && line.brackets.length === 0) line.hasColon = true;
  else if (letter in closers) open(scan, line, letter);
  else if (letter in openers) close(scan, line, letter, index);
  if (letter !== ' ' && letter !== '\t') line.end = index + 1;
  return index + 1;
}

function open(scan: Scan, { brackets }: Line, letter: string): void {
  brackets.push(letter);
  // Python itself takes no more.
  if (brackets.length > 200) scan.budget = -1;
}

/** A closing bracket: those inside of it that are still open are closed first; one that closes nothing is taken out. */
function close({ edits }: Scan, { brackets }: Line, letter: string, at: number): void {
  const opener = brackets.lastIndexOf(openers[letter] ?? '');
  if (opener < 0) {
    edits.push(takeOut(at, at + 1));
    return;
  }
  const inner = brackets.splice(opener).slice(1);
  if (inner.length > 0) edits.push(putIn(at, closing(inner)));
}

function closing(brackets: readonly string[]): string {
  return brackets
    .map((bracket) => closers[bracket] ?? '')
    .reverse()
    .join('');
}

/** Puts in what the line lacks. The colon at the end of `def f(a:` belongs to the block, not into the brackets. */
function finish({ text, edits }: Scan, { brackets, opensBlock, hasColon, end }: Line): void {
  const colonWithin = opensBlock && brackets.length > 0 && text[end - 1] === ':';
  if (brackets.length > 0) edits.push(putIn(colonWithin ? end - 1 : end, closing(brackets)));
  if (opensBlock && !hasColon && !colonWithin) edits.push(putIn(end, ':'));
}
