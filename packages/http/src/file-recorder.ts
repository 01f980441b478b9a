import { type FileHandle, open } from 'node:fs/promises';
import { type Exchange, type JsonObject, ScanError } from '@middlebrick/model';
import type { Recorder } from './contract.ts';

/** Names the format of a recording; its first line carries it. */
export const recordingSchema = 'https://middlebrick.dev/schema/exchanges-1.json';

/** Each write costs as much as a request, so lines are written when there are this many characters or it is time. */
const batchSize = 128 * 1024;
const batchMs = 20;

/** Characters that may wait to be written before senders are asked to wait. */
const mostWaiting = 32 * 1024 * 1024;

/**
 * Writes exchanges to a file, one JSON object a line, after a first line `{"schema": …}` that also holds what is
 * given as `header`. Lines are gathered while a write is under way and then written at once. Only the owner of the
 * file may read it, since answers hold private data.
 *
 * @throws ScanError FILE_UNWRITABLE, also from `close()` when a line could not be written; the file then ends after
 * the last whole line
 */
export async function fileRecorder(path: string, header: JsonObject = {}): Promise<Recorder> {
  const file = await openFile(path);
  let lines: string[] = [`${JSON.stringify({ schema: recordingSchema, ...header })}\n`];
  let waiting = 0;
  let position = 0;
  let failure: unknown;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function writeAll(): Promise<void> {
    while (lines.length > 0 && failure === undefined) {
      const batch = Buffer.from(lines.join(''), 'utf8');
      lines = [];
      waiting = 0;
      try {
        await writeWhole(file, batch, position);
        position += batch.length;
      } catch (error) {
        failure = error;
      }
    }
    writing = undefined;
  }

  function writeNow(): void {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll();
  }

  return {
    record: (exchange: Exchange) => {
      if (failure !== undefined || isClosed) return;
      const line = `${JSON.stringify(exchange)}\n`;
      lines.push(line);
      waiting += line.length;
      if (waiting >= batchSize) writeNow();
      else timer ??= setTimeout(writeNow, batchMs);
    },
    congestion: () => (waiting > mostWaiting ? writing : undefined),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      writeNow();
      while (writing !== undefined) await writing;
      if (failure === undefined) return file.close();
      await cutAndClose(file, position);
      throw unwritable(path, failure);
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600);
  } catch (error) {
    throw unwritable(path, error);
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
