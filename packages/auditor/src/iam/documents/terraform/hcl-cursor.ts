import { maxDepth } from '../json-tree.ts';
import type { Source, Spot } from '../source.ts';

/** Where reading stands in a text. */
export interface Cursor {
  readonly source: Source;
  /** The text that is read; a part of the file, or what an escaped text of it says. */
  readonly text: string;
  /** Where an offset of the text stands in the file. */
  readonly offset: (position: number) => number;
  /** Where the text ends, for parts of one. */
  readonly end: number;
  position: number;
  depth: number;
}

/** A mistake in the text. */
export class HclError extends Error {
  override readonly name = 'HclError';
  readonly position: number;
  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

/** A cursor at the start of a file. */
export function cursorOf(source: Source): Cursor {
  const position = source.text.startsWith('\uFEFF') ? 1 : 0;
  return { source, text: source.text, offset: (at) => at, end: source.text.length, position, depth: 0 };
}

export function spotFrom(cursor: Cursor, start: number, end = cursor.position): Spot {
  return { source: cursor.source, start: cursor.offset(start), end: cursor.offset(end) };
}

export function fail(cursor: Cursor, sentence: string): never {
  throw new HclError(cursor.position, sentence);
}

/** Reads something that may hold itself, as deep as templates ever go. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  if (cursor.depth >= maxDepth) fail(cursor, 'it is nested too deeply');
  cursor.depth++;
  const value = read();
  cursor.depth--;
  return value;
}

export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.position < cursor.end && cursor.text.startsWith(text, cursor.position);
}

/** Goes behind a text when it stands here. */
export function take(cursor: Cursor, text: string): boolean {
  if (!startsWith(cursor, text)) return false;
  cursor.position += text.length;
  return true;
}

export function expect(cursor: Cursor, text: string): void {
  if (!take(cursor, text)) fail(cursor, `${text} is missing`);
}

const blanks = /[ \t\r\uFEFF]+/y;
const breaks = /[ \t\r\n\uFEFF]+/y;
const lineComment = /(?:#|\/\/)[^\n]*/y;

/** Goes behind blanks and comments; behind line breaks too where they mean nothing. */
export function skipSpace(cursor: Cursor, isMultiline: boolean): void {
  while (cursor.position < cursor.end) {
    if (match(cursor, isMultiline ? breaks : blanks) !== undefined) continue;
    if (match(cursor, lineComment) !== undefined) continue;
    if (!take(cursor, '/*')) return;
    const end = cursor.text.indexOf('*/', cursor.position);
    cursor.position = end < 0 ? cursor.end : Math.min(end + 2, cursor.end);
  }
}

/** Goes behind what a sticky expression matches here. */
export function match(cursor: Cursor, expression: RegExp): string | undefined {
  expression.lastIndex = cursor.position;
  const text = expression.exec(cursor.text)?.[0];
  if (text === undefined || cursor.position + text.length > cursor.end) return undefined;
  cursor.position += text.length;
  return text;
}

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;

export function identifierAt(cursor: Cursor): string | undefined {
  return match(cursor, identifier);
}
