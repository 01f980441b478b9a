import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../ir/ir.ts';

const conflictMarkers = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$/gm;

/** Puts spaces where Git marked a conflict: both sides of it are code that somebody wants. */
export function hideConflicts(text: string): { readonly code: string; readonly markers: readonly Span[] } {
  if (!/^<{7} /m.test(text) || !/^>{7} /m.test(text)) return { code: text, markers: [] };
  const markers = [...text.matchAll(conflictMarkers)].map((match) => {
    return { start: match.index, end: match.index + match[0].length };
  });
  return { code: text.replace(conflictMarkers, (line) => ' '.repeat(line.length)), markers };
}

const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['${', '}'],
]);

/** More open brackets than these are no slip. */
const mostOpen = 200;

/** The brackets that are open at the end of a text, as they would have to be closed; none when it is hopeless. */
export function missingClosers(cursor: TreeCursor, text: string): string {
  const open: string[] = [];
  do {
    if (cursor.nodeIsNamed || cursor.nodeIsMissing) continue;
    const token = text.slice(cursor.startIndex, cursor.endIndex);
    const closer = closers.get(token);
    if (closer !== undefined) open.push(closer);
    else if (token === '`' && open.at(-1) !== '`') open.push('`');
    // What is still open within is taken as closed with it.
    else if (open.includes(token)) open.length = open.lastIndexOf(token);
  } while (open.length <= mostOpen && goToNext(cursor));
  return open.length > mostOpen ? '' : open.toReversed().join('');
}

/** The next node of the tree, each before its children. */
function goToNext(cursor: TreeCursor): boolean {
  if (cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}
