import type { Spot } from './source.ts';
import type { Entry, Tree } from './tree.ts';

/** Why a text cannot be read, and at which offset. */
export interface Problem {
  readonly offset: number;
  readonly sentence: string;
}

export type Reading = { readonly tree: Tree; readonly problem?: Problem } | { readonly problem: Problem };

/** Deeper than any template; what is deeper than the stack would end the run. */
export const maxDepth = 100;

interface Cursor {
  readonly text: string;
  readonly spot: (start: number, end: number) => Spot;
  position: number;
  /** The first; after it nothing more is read, and what is open ends. */
  problem: Problem | undefined;
}

/**
 * Reads JSON into a tree; of broken JSON what stands before the break. Comments and trailing commas are let through,
 * as tools that read policies do.
 *
 * @param spot Where a stretch of the text stands in its file.
 */
export function readJson(text: string, spot: (start: number, end: number) => Spot): Reading {
  const cursor: Cursor = { text, spot, position: text.startsWith('\uFEFF') ? 1 : 0, problem: undefined };
  const tree = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.position < text.length) fail(cursor, 'something follows after the end of the document');
  const { problem } = cursor;
  if (problem === undefined) return { tree };
  return isEmpty(tree) ? { problem } : { tree, problem };
}

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function fail(cursor: Cursor, sentence: string, offset = cursor.position): void {
  cursor.problem ??= { offset, sentence };
  cursor.position = cursor.text.length;
}

function readValue(cursor: Cursor, depth: number): Tree {
  skipSpace(cursor);
  if (depth > maxDepth) fail(cursor, 'it is nested too deeply');
  const character = cursor.text[cursor.position];
  if (character === '{') return readMap(cursor, depth);
  if (character === '[') return readList(cursor, depth);
  if (character !== '"') return readScalar(cursor);
  const start = cursor.position;
  const text = readString(cursor);
  return { kind: 'text', text, ...cursor.spot(start, cursor.position) };
}

function readMap(cursor: Cursor, depth: number): Tree {
  const start = cursor.position++;
  const entries = new Map<string, Entry>();
  while (!isClosed(cursor, '}', entries.size > 0)) {
    const keyStart = cursor.position;
    if (cursor.text[keyStart] !== '"') fail(cursor, 'a key in double quotes is missing');
    const key = readString(cursor);
    const keySpot = cursor.spot(keyStart, cursor.position);
    skipSpace(cursor);
    if (cursor.text[cursor.position] !== ':') fail(cursor, 'a colon is missing after a key');
    if (cursor.problem !== undefined) break;
    cursor.position++;
    entries.set(key, { key: keySpot, value: readValue(cursor, depth + 1) });
  }
  return { kind: 'map', entries, ...cursor.spot(start, cursor.position) };
}

function readList(cursor: Cursor, depth: number): Tree {
  const start = cursor.position++;
  const items: Tree[] = [];
  while (!isClosed(cursor, ']', items.length > 0)) items.push(readValue(cursor, depth + 1));
  return { kind: 'list', items, ...cursor.spot(start, cursor.position) };
}

/** Goes to the next element or behind the closing bracket; a problem closes everything. */
function isClosed(cursor: Cursor, bracket: string, needsComma: boolean): boolean {
  skipSpace(cursor);
  if (needsComma && cursor.text[cursor.position] === ',') {
    cursor.position++;
    skipSpace(cursor);
  } else if (needsComma && cursor.text[cursor.position] !== bracket) fail(cursor, `a comma or ${bracket} is missing`);
  if (cursor.problem !== undefined) return true;
  if (cursor.text[cursor.position] !== bracket) return false;
  cursor.position++;
  return true;
}

function readString(cursor: Cursor): string {
  const start = cursor.position;
  let end = start + 1;
  let hasEscapes = false;
  for (; ; end++) {
    const code = cursor.text.charCodeAt(end);
    if (code === 0x22) break;
    // A line break ends it too, or one missing quote would swallow the rest of the file.
    if (Number.isNaN(code) || code === 0x0a) {
      fail(cursor, 'a closing quote is missing', start);
      return '';
    }
    if (code === 0x5c) {
      hasEscapes = true;
      end++;
    }
  }
  cursor.position = end + 1;
  if (!hasEscapes) return cursor.text.slice(start + 1, end);
  return unescaped(cursor, start);
}

function unescaped(cursor: Cursor, start: number): string {
  try {
    return String(JSON.parse(cursor.text.slice(start, cursor.position).replaceAll('\t', '\\t')));
  } catch {
    fail(cursor, 'a text has an escape that does not exist', start);
    return '';
  }
}

const scalar = /(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

function readScalar(cursor: Cursor): Tree {
  const start = cursor.position;
  scalar.lastIndex = start;
  const text = scalar.exec(cursor.text)?.[0];
  if (text === undefined) {
    fail(cursor, 'a value is missing');
    return { kind: 'scalar', value: null, text: 'null', ...cursor.spot(start, start) };
  }
  cursor.position += text.length;
  return { kind: 'scalar', value: scalarValue(text), text, ...cursor.spot(start, cursor.position) };
}

function scalarValue(text: string): boolean | number | null {
  if (text === 'null') return null;
  return text === 'true' || (text === 'false' ? false : Number(text));
}

const space = /\s+|\/\/[^\n]*/y;

function skipSpace(cursor: Cursor): void {
  for (;;) {
    space.lastIndex = cursor.position;
    if (space.test(cursor.text)) cursor.position = space.lastIndex;
    else if (cursor.text.startsWith('/*', cursor.position)) {
      const end = cursor.text.indexOf('*/', cursor.position + 2);
      cursor.position = end < 0 ? cursor.text.length : end + 2;
    } else return;
  }
}
