import { lineStarts, positionOf } from '../../ir/position.ts';
import type { Place } from '../../rules/contract.ts';

/** A file of templates. */
export interface Source {
  /** From the root of the audit, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Offsets at which lines begin. */
  readonly lines: readonly number[];
}

/** A stretch of a file, in UTF-16 code units; `end` is exclusive. */
export interface Spot {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The file with the starts of its lines. */
export function sourceOf({ path, text }: { readonly path: string; readonly text: string }): Source {
  return { path, text, lines: lineStarts(text) };
}

/** Line and column of a stretch. */
export function placeOf({ source, start, end }: Spot): Place {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return { path: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The stretch alone, of something that carries more. */
export function spotOf({ source, start, end }: Spot): Spot {
  return { source, start, end };
}

/** The folder of a file, with `/` at its end; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path relative to a folder, without `.` and `..`; what leads out of the root keeps its `..`. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
