import { type Edit, lineEnd, putIn, takeOut } from './python-quotes.ts';

/** How a line is read on after the beginning of its statement. */
export interface Header {
  /** `if`, `def`, …: the line must have a colon. */
  readonly opensBlock: boolean;
  readonly edit?: Edit;
  /** What has been opened by the edit. */
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

/** Reads how a statement begins. What says nothing is taken out, so that the lines after it are not taken for its rest. */
export function readHeader(text: string, start: number): Header {
  if (matchAt(conflict, text, start) || matchAt(headless, text, start)) {
    const next = lineEnd(text, start);
    return { opensBlock: false, edit: takeOut(start, next), next };
  }
  const name = matchAt(definition, text, start);
  if (name && !/[([]/.test(text[afterSpaces(text, start + name.length)] ?? '')) {
    const next = start + name.length;
    return { opensBlock: true, edit: putIn(next, '('), bracket: '(', next };
  }
  return { opensBlock: matchAt(blockStart, text, start) !== null, next: start };
}

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
