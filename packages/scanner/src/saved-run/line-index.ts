import { closeSync, openSync, readSync } from 'node:fs';
import { ScanError } from '@middlebrick/model';

/** Where a line of a file stands, in bytes, without its line end. */
export interface LinePlace {
  start: number;
  length: number;
}

/** A file of lines, read piece by piece however long it is. */
export interface LineFile extends Disposable {
  /** Calls back for each whole line with its first characters; says whether the file ends with a line end. */
  each(visit: (place: LinePlace, beginning: string) => void): boolean;
  /** @throws ScanError FILE_UNREADABLE for a line too long to be one of ours */
  text(place: LinePlace): string;
}

const pieceSize = 1024 * 1024;
/** Characters of a line that show what it is. */
const beginningSize = 48;
/** An answer is kept up to some mebibytes, and a surface may be large; nothing of ours comes near this. */
const longestLine = 256 * 1024 * 1024;

/** @throws ScanError FILE_UNREADABLE */
export function openLineFile(path: string): LineFile {
  const file = attempt(path, () => openSync(path, 'r'));
  const read = (buffer: Buffer, start: number): number =>
    attempt(path, () => readSync(file, buffer, 0, buffer.length, start));

  function text({ start, length }: LinePlace): string {
    if (length > longestLine)
      throw new ScanError('FILE_UNREADABLE', `${path} holds a line that is too long for a run.`);
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = read(buffer.subarray(filled), start + filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.toString('utf8', 0, filled);
  }

  return {
    text,
    each(visit) {
      const buffer = Buffer.allocUnsafe(pieceSize);
      let start = 0;
      let position = 0;
      for (let count = read(buffer, 0); count > 0; count = read(buffer, position)) {
        const piece = buffer.subarray(0, count);
        for (let from = 0, end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
          const length = position + end - start;
          visit({ start, length }, text({ start, length: Math.min(length, beginningSize) }));
          start = position + end + 1;
          from = end + 1;
        }
        position += count;
      }
      return start === position && position > 0;
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new ScanError('FILE_UNREADABLE', `${path} cannot be read${code}.`, { cause });
  }
}
