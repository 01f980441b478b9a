import { type Header, matchAt, readHeader, someBlock } from './python-headers.ts';
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
 * begin as blocks do. Null when that takes too long.
 */
export function findEdits(text: string): readonly Edit[] | null {
  const scan = scanAll(text, false);
  const result = scan.isOpen ? scanAll(text, true) : scan;
  if (result.budget < 0) return null;
  return result.edits.sort((one, other) => one.start - other.start || one.end - other.end);
}

function scanAll(text: string, doubts: boolean): Scan {
  const scan: Scan = { text, doubts, edits: [], budget: 4 * text.length + 10_000, isOpen: false };
  // The last statement at each indentation, from the outermost to that of the last line.
  const levels: { indent: number; keyword: string }[] = [];
  for (let at = nextCode(text, 0); at < text.length && scan.budget >= 0 && !scan.isOpen; ) {
    const indent = indentAt(text, at);
    while ((levels.at(-1)?.indent ?? -1) > indent) levels.pop();
    const previous = levels.at(-1)?.indent === indent ? levels.pop()?.keyword : '';
    const header = readHeader(text, at, previous ?? '');
    levels.push({ indent, keyword: header.keyword });

    const line = readLine(scan, lineOf(at, indent, header), false) ?? readLine(scan, lineOf(at, indent, header), true);
    if (!line) break;
    for (const edit of line.edits) scan.edits.push(edit);
    at = nextCode(text, line.next);
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

function indentAt(text: string, at: number): number {
  let start = at;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return at - start;
}

/** A line that is being read. */
interface Line {
  readonly start: number;
  readonly indent: number;
  /** It must have a colon. */
  readonly opensBlock: boolean;
  /** The brackets that are open. */
  readonly brackets: string[];
  edits: Edit[];
  hasColon: boolean;
  /** Where its code ends. */
  end: number;
  /** Where reading goes on. */
  next: number;
}

function lineOf(start: number, indent: number, { opensBlock, edits, bracket, next }: Header): Line {
  const brackets = bracket === undefined ? [] : [bracket];
  return { start, indent, opensBlock, brackets, edits: [...edits], hasColon: false, end: next, next };
}

/** What begins a statement and nothing else, least of all a line within brackets. */
const statementStart =
  /(?:def|class|return|import|raise|pass|break|continue|while|try|with|del|global|nonlocal|assert|except|finally|elif)\b(?!\s*[=,.)\]}])|from[ \t]+[\w.]+[ \t]+import\b|async[ \t]+(?:def|with)\b|else[ \t]*:|@\w/y;

/**
 * Reads to the end of a line. Null if its brackets are not closed before the next statement begins; with `isStrict` they
 * are closed before the first line that is not indented further.
 */
function readLine(scan: Scan, line: Line, isStrict: boolean): Line | null {
  const { text } = scan;
  const { brackets } = line;
  while (line.next < text.length && scan.budget >= 0) {
    const letter = text[line.next] ?? '';
    const isEnd = letter === '\n' || letter === '\r';
    if (!isEnd && letter !== '#') {
      readLetter(scan, line, letter);
      continue;
    }
    if (isEnd && brackets.length === 0) break;
    const after = isEnd ? nextCode(text, line.next) : lineEnd(text, line.next);
    if (isEnd && endsBefore(line, text, after, isStrict)) break;
    if (brackets.length > 0) joinLines(line, text, after);
    line.next = after;
  }
  if (brackets.length > 0 && !isStrict) {
    scan.budget -= line.next - line.start;
    return null;
  }
  finish(line, text);
  return line;
}

/** Whether a line with open brackets must end before the next code. */
function endsBefore(line: Line, text: string, next: number, isStrict: boolean): boolean {
  if (next >= text.length || matchAt(statementStart, text, next) !== null) return true;
  return isStrict && indentAt(text, next) <= line.indent && !/[)\]}]/.test(text[next] ?? '');
}

/**
 * Within brackets the ends of lines and comments mean nothing, but the parser gives them a meaning as soon as something
 * does not parse.
 */
function joinLines({ edits, next }: Line, text: string, end: number): void {
  if (!/middlebrick/i.test(text.slice(next, end))) edits.push({ ...takeOut(next, end), isLayout: true });
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads one letter, or one string. */
function readLetter(scan: Scan, line: Line, letter: string): void {
  const { text } = scan;
  const { next: index, brackets } = line;
  if (letter === '"' || letter === "'") {
    readString(scan, line);
    return;
  }
  if (letter === '\\') {
    line.next += text.startsWith('\r\n', index + 1) ? 3 : 2;
    return;
  }
  if (letter === ':' && brackets.length === 0) line.hasColon = true;
  else if (letter in closers) brackets.push(letter);
  else if (letter in openers) close(line, letter);
  // Python itself takes no more.
  if (brackets.length > 200) scan.budget = -1;
  if (letter !== ' ' && letter !== '\t') line.end = index + 1;
  line.next = index + 1;
}

function readString(scan: Scan, line: Line): void {
  const { next, edit, looked = 0, isOpen = false } = endOfString(scan.text, line.next, line.brackets, scan.doubts);
  if (edit) line.edits.push(edit);
  scan.budget -= looked;
  scan.isOpen ||= isOpen;
  line.end = next;
  line.next = next;
}

/** A closing bracket: those inside of it that are still open are closed first; one that closes nothing is taken out. */
function close({ brackets, edits, next: at }: Line, letter: string): void {
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
function finish(line: Line, text: string): void {
  const { start, end, brackets, opensBlock, edits } = line;
  const endsWithColon = text[end - 1] === ':';
  const colonWithin = opensBlock && brackets.length > 0 && endsWithColon;
  if (brackets.length > 0) edits.push(putIn(colonWithin ? end - 1 : end, closing(brackets)));
  if (opensBlock && !line.hasColon && !colonWithin) edits.push(putIn(end, ':'));
  if (opensBlock || !line.hasColon || !endsWithColon || matchAt(/(?:match|case)\b/y, text, start) !== null) return;
  // Nothing else ends with a colon, and is followed by a block, than what was meant to begin one: `fi a:`.
  if (indentAt(text, nextCode(text, line.next)) <= line.indent) return;
  line.edits = [putIn(start, `${someBlock}:`), takeOut(start, end)];
}
