import type { Span } from '../ir/ir.ts';
import { findEdits } from './python-lines.ts';
import type { Edit } from './python-quotes.ts';

/** A text that parses better than the one that it was made of. */
export interface Repair {
  readonly text: string;
  /** The places where it differs, in the old text. */
  readonly places: readonly Span[];
  /** From an offset in the new text to that in the old one. */
  readonly offsetOf: (offset: number) => number;
}

/**
 * Takes out brackets and quotes that open or close nothing, and puts in those that are missing, line by line. The
 * parser, which sees no lines within brackets, takes everything that follows an open one for its content, and loses the
 * functions in it. Null when there is nothing to repair, or too much.
 */
export function repairText(text: string): Repair | null {
  const edits = findEdits(text);
  if (!edits || edits.length === 0) return null;
  const { pieces, insertions } = apply(text, edits);
  return {
    text: pieces.join(''),
    places: edits.filter(({ isLayout }) => !isLayout).map(({ start, end }) => ({ start, end })),
    offsetOf: (offset) => offset - insertedBefore(insertions, offset),
  };
}

interface Insertion {
  /** Where it begins in the new text. */
  readonly at: number;
  readonly length: number;
  /** How much has been put in before it. */
  readonly before: number;
}

function apply(text: string, edits: readonly Edit[]): { pieces: string[]; insertions: Insertion[] } {
  const pieces: string[] = [];
  const insertions: Insertion[] = [];
  let from = 0;
  let before = 0;
  for (const { start, end, insert } of edits) {
    pieces.push(text.slice(from, start), insert);
    from = end;
    if (start < end) continue;
    insertions.push({ at: start + before, length: insert.length, before });
    before += insert.length;
  }
  pieces.push(text.slice(from));
  return { pieces, insertions };
}

function insertedBefore(insertions: readonly Insertion[], offset: number): number {
  let [low, high] = [0, insertions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((insertions[middle]?.at ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const last = insertions[low - 1];
  return last ? last.before + Math.min(last.length, offset - last.at) : 0;
}
