import { type FileHandle, open, rm } from 'node:fs/promises';
import { ScanError, type Secret } from '@middlebrick/model';

/** A file for credentials that only its owner may read. */
export interface KeepFile {
  write(credentials: readonly Secret[]): Promise<void>;
  /** Closes it; takes it away when nothing was written. */
  close(): Promise<void>;
}

/**
 * Makes the file before a scan begins, so that users are not kept whose credentials nobody has.
 * @throws ScanError FILE_UNWRITABLE, also when there is a file of this name
 */
export async function openKeepFile(file: string): Promise<KeepFile> {
  const handle = await newFile(file);
  let isWritten = false;
  return {
    write: async (credentials) => {
      await handle.writeFile(variablesOf(credentials));
      isWritten = true;
    },
    close: async () => {
      await handle.close();
      if (!isWritten) await rm(file, { force: true });
    },
  };
}

async function newFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new ScanError('FILE_UNWRITABLE', isThere ? `${file} is there already.` : `${file} cannot be written.`, {
      cause,
      help: 'Choose another file with --keep: credentials are never written over what is there.',
    });
  }
}

/** Lines for `. ./users.env`; the last value counts where a variable had several. */
export function variablesOf(credentials: readonly Secret[]): string {
  const values = new Map(credentials.map((secret) => [secret.variable, secret.reveal()]));
  const lines = [...values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      return `export ${name}='${value.replaceAll("'", `'\\''`)}'`;
    });
  return `${lines.join('\n')}\n`;
}
