import { open } from 'node:fs/promises';
import { ScanError } from '@middlebrick/model';

/**
 * Said before an API is looked at, which may take a while.
 * @throws ScanError FILE_UNWRITABLE when the file is there
 */
export async function assertAbsent(file: string): Promise<void> {
  try {
    await (await open(file, 'r')).close();
  } catch {
    // Nothing there that could be read: writing will tell whether it can be written.
    return;
  }
  throw isThere(file);
}

function isThere(file: string, cause?: unknown): ScanError {
  const help = 'Write over it with --force, or choose another with --output.';
  return new ScanError('FILE_UNWRITABLE', `${file} is there already.`, { cause, help });
}

/**
 * Writes a file that is not there yet, or that may be replaced.
 * @throws ScanError FILE_UNWRITABLE
 */
export async function writeNew(file: string, text: string, mayReplace: boolean): Promise<void> {
  try {
    await using handle = await open(file, mayReplace ? 'w' : 'wx');
    await handle.writeFile(text);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') throw isThere(file, cause);
    throw new ScanError('FILE_UNWRITABLE', `${file} cannot be written.`, {
      cause,
      help: 'Choose another path with --output.',
    });
  }
}
