import { type FileHandle, open } from 'node:fs/promises';
import { type Exchange, ScanError } from '@middlebrick/model';
import type { Recorder } from './contract.ts';

/** Each write costs as much as a request, so lines are written when there are this many characters or it is time. */
const batchSize = 128 * 1024;
const batchMs = 20;

/** Characters that may wait to be written before senders are asked to wait. */
const mostWaiting = 32 * 1024 * 1024;

/** Keeps exchanges in a file, and whatever else belongs between them. */
export interface FileRecorder extends Recorder {
  /** Writes one more line; what it holds must be free of secrets already. */
  append(line: Readonly<Record<string, unknown>>): void;
}

/**
 * Writes exchanges to a file, one JSON object `{"exchange": …}` a line, after a first line with what is given as
 * `header`. Lines are gathered while a write is under way and then written at once. Only the owner of the file may
 * read it, since answers hold private data.
 *
 * @throws ScanError FILE_UNWRITABLE, also from `close()` when a line could not be written; the file then ends after
 * the last whole line
 */
export async function fileRecorder(
  path: string,
  header: Readonly<Record<string, unknown>> = {},
): Promise<FileRecorder> {
  const file = await openFile(path);
  let chunks: Buffer[] = [Buffer.from(`${JSON.stringify(header)}\n`, 'utf8')];
  // Lines are encoded at once: strings that wait for their turn are copied about by the garbage collector.
  let room = Buffer.allocUnsafe(batchSize);
  let used = 0;
  let waiting = 0;
  let position = 0;
  let failure: unknown;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function takeBatch(): Buffer {
    const batch = Buffer.concat([...chunks, room.subarray(0, used)]);
    chunks = [];
    used = 0;
    waiting = 0;
    return batch;
  }

  function keep(value: object): void {
    if (failure !== undefined || isClosed) return;
    addLine(`${JSON.stringify(value)}\n`);
    if (waiting >= batchSize) writeNow();
    else timer ??= setTimeout(writeNow, batchMs);
  }

  function addLine(line: string): void {
    // No UTF-16 unit takes more than three bytes in UTF-8.
    if (line.length * 3 > room.length - used) {
      chunks.push(room.subarray(0, used));
      room = Buffer.allocUnsafe(Math.max(batchSize, line.length * 3));
      used = 0;
    }
    used += room.write(line, used);
    waiting += line.length;
  }

  async function writeAll(): Promise<void> {
    while ((used > 0 || chunks.length > 0) && failure === undefined) {
      const batch = takeBatch();
      try {
        await writeWhole(file, batch, position);
        position += batch.length;
      } catch (error) {
        failure = error;
      }
    }
  }

  function writeNow(): void {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
  }

  return {
    record: (exchange: Exchange) => keep({ exchange }),
    append: keep,
    congestion: () => (waiting > mostWaiting ? writing : undefined),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(timer);
      await writing;
      while ((used > 0 || chunks.length > 0) && failure === undefined) {
        writeNow();
        await writing;
      }
      if (failure === undefined) return file.close();
      await cutAndClose(file, position);
      throw unwritable(path, failure);
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'w', 0o600);
    await makePrivate(file);
    return file;
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** A file that was there before keeps its permissions when it is opened. */
async function makePrivate(file: FileHandle): Promise<void> {
  try {
    if ((await file.stat()).isFile()) await file.chmod(0o600);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

async function cutAndClose(file: FileHandle, length: number): Promise<void> {
  try {
    await file.truncate(length);
  } catch {
    // Devices and pipes cannot be cut; the failure to write is what gets reported.
  } finally {
    await file.close();
  }
}

function unwritable(path: string, cause: unknown): ScanError {
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new ScanError('FILE_UNWRITABLE', `${path} cannot be written${reason}.`, { cause });
}
