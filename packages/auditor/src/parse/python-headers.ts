import { type Edit, lineEnd, putIn, takeOut } from './python-quotes.ts';

/** How a line is read on after the beginning of its statement. */
export interface Header {
  /** `if`, `return`, …; empty for a statement without, and for a clause that follows nothing. */
  readonly keyword: string;
  /** `if`, `def`, …: the line must have a colon. */
  readonly opensBlock: boolean;
  readonly edits: readonly Edit[];
  /** What the edits open. */
  readonly bracket?: string;
  readonly next: number;
}

const blockStart = /(?:async[ \t]+)?(?:if|elif|else|for|while|def|class|try|except|finally|with)\b/y;

/** What a merge leaves behind. */
const conflict = /^(?:(?:<{7}|>{7}|\|{7})(?: |$)|={7}$)/my;

/** Definitions without a name, and blocks without what they are about. */
const headless =
  /(?:async[ \t]+)?(?:(?:def|class)\b(?![ \t]+[\w\u0080-\uffff])|(?:if|elif|for|while|with)[ \t]*:?[ \t]*$)/my;

const definition = /(?:async[ \t]+)?def[ \t]+[\w\u0080-\uffff]+/y;

/** What a clause follows. */
const partners: Readonly<Record<string, readonly string[]>> = {
  elif: ['if', 'elif'],
  else: ['if', 'elif', 'for', 'while', 'except'],
  except: ['try', 'except'],
  finally: ['try', 'except', 'else'],
};

/** A block of its own, for one that has lost its head. Nothing in it is a name, which would be looked up in the text. */
export const someBlock = 'with ()';

/**
 * Reads how a statement begins, after the last one that was indented as far. What says nothing is taken out, so that the
 * lines after it are not taken for its rest.
 */
export function readHeader(text: string, start: number, previous: string): Header {
  if (matchAt(conflict, text, start) !== null || matchAt(headless, text, start) !== null) {
    const next = lineEnd(text, start);
    return { keyword: '', opensBlock: false, edits: [takeOut(start, next)], next };
  }
  const name = matchAt(definition, text, start);
  if (name !== null && !/[([]/.test(text[afterSpaces(text, start + name.length)] ?? '')) {
    const next = start + name.length;
    return { keyword: 'def', opensBlock: true, edits: [putIn(next, '(')], bracket: '(', next };
  }
  const opensBlock = matchAt(blockStart, text, start) !== null;
  return opensBlock ? readClause(text, start, previous) : { keyword: '', opensBlock, edits: [], next: start };
}

/** `else if` is `elif`; a clause that follows nothing becomes a statement. */
function readClause(text: string, start: number, previous: string): Header {
  const written = matchAt(clauseStart, text, start) ?? '';
  const next = start + written.length;
  const keyword = written.replace(/^async\s+/, '').replace(/^else\s+if$/, 'elif');
  const isLost = partners[keyword] !== undefined && !partners[keyword].includes(previous);
  const hasSubject = text[afterSpaces(text, next)] !== ':';
  const other = isLost ? ((hasSubject ? statementFor.get(keyword) : undefined) ?? someBlock) : keyword;
  const edits = other === keyword && !written.startsWith('else ') ? [] : replace(start, next, other);
  return { keyword: isLost ? (statementFor.get(keyword) ?? '') : keyword, opensBlock: true, edits, next };
}

const clauseStart = /(?:async[ \t]+|else[ \t]+(?=if\b))?\w+/y;

function replace(start: number, end: number, text: string): Edit[] {
  if (text.length <= end - start) return [{ start, end, insert: text.padEnd(end - start) }];
  return [putIn(start, text), takeOut(start, end)];
}

/** What begins as a clause does, but stands alone. */
const statementFor: ReadonlyMap<string, string> = new Map([
  ['elif', 'if'],
  ['except', 'with'],
]);

/** The text that a sticky pattern finds at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function afterSpaces(text: string, from: number): number {
  let index = from;
  while (text[index] === ' ' || text[index] === '\t') index++;
  return index;
}
