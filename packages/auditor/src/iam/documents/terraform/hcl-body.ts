import type { Problem } from '../json-tree.ts';
import type { Source } from '../source.ts';
import type { Attribute, Block } from './hcl.ts';
import {
  type Cursor,
  cursorOf,
  expect,
  fail,
  HclError,
  identifierAt,
  nested,
  skipSpace,
  spotFrom,
  startsWith,
  take,
} from './hcl-cursor.ts';
import { readExpression } from './hcl-expression.ts';

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  /** The first mistake. */
  readonly problem?: Problem;
}

/** A file with more mistakes is something else. */
const maxProblems = 20;

/** What only begins a line at the top of a file: there reading goes on after a mistake. */
const blockStart =
  /\n(?=(?:resource|data|variable|locals|module|provider|terraform|output|moved|import|removed|check)\b)/g;

/** Reads a file; blocks with a mistake are left out. */
export function readHcl(source: Source): Body {
  const cursor = cursorOf(source);
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  let problem: Problem | undefined;
  let count = 0;
  for (skipSpace(cursor, true); cursor.position < cursor.end && count < maxProblems; skipSpace(cursor, true)) {
    const start = cursor.position;
    try {
      readItem(cursor, attributes, blocks);
    } catch (error) {
      if (!(error instanceof HclError)) throw error;
      problem ??= { offset: error.position, sentence: error.message };
      count++;
      cursor.position = nextBlock(source.text, start);
      cursor.depth = 0;
    }
  }
  return { attributes, blocks, ...(problem !== undefined && { problem }) };
}

/** From the beginning of what is broken, since a missing brace only shows at the end of the file. */
function nextBlock(text: string, start: number): number {
  blockStart.lastIndex = start;
  const next = blockStart.exec(text);
  return next === null ? text.length : next.index + 1;
}

function readItem(cursor: Cursor, attributes: Map<string, Attribute>, blocks: Block[]): void {
  const start = cursor.position;
  if (startsWith(cursor, '}')) fail(cursor, 'a closing brace has no opening one');
  const name = identifierAt(cursor) ?? fail(cursor, 'a name is missing');
  skipSpace(cursor, false);
  if (startsWith(cursor, '=') && !startsWith(cursor, '==')) {
    const key = spotFrom(cursor, start, start + name.length);
    cursor.position++;
    attributes.set(name, { key, value: readExpression(cursor, false) });
  } else blocks.push(readBlock(cursor, name, start));
  endLine(cursor);
}

function endLine(cursor: Cursor): void {
  skipSpace(cursor, false);
  if (cursor.position < cursor.end && !startsWith(cursor, '\n') && !startsWith(cursor, '}')) {
    fail(cursor, 'a line break is missing');
  }
}

function readBlock(cursor: Cursor, type: string, start: number): Block {
  const labels: string[] = [];
  let headerEnd = cursor.position;
  while (!startsWith(cursor, '{')) {
    labels.push(readLabel(cursor));
    headerEnd = cursor.position;
    skipSpace(cursor, false);
  }
  const header = spotFrom(cursor, start, labels.length === 0 ? start + type.length : headerEnd);
  expect(cursor, '{');
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  nested(cursor, () => {
    for (skipSpace(cursor, true); cursor.position < cursor.end; skipSpace(cursor, true)) {
      if (startsWith(cursor, '}')) return;
      readItem(cursor, attributes, blocks);
    }
  });
  expect(cursor, '}');
  return { type, labels, header, whole: spotFrom(cursor, start), attributes, blocks };
}

function readLabel(cursor: Cursor): string {
  const bare = identifierAt(cursor);
  if (bare !== undefined) return bare;
  if (!take(cursor, '"')) fail(cursor, 'an equals sign or a brace is missing');
  const end = cursor.text.indexOf('"', cursor.position);
  if (end < 0 || end - cursor.position > 500) fail(cursor, 'a closing quote is missing');
  const label = cursor.text.slice(cursor.position, end);
  cursor.position = end + 1;
  return label;
}
