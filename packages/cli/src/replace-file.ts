import { lstat, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type Failure = 'changed' | 'unwritable';

const mark = Buffer.from('\uFEFF');

/**
 * Replaces the text of a file, whole or not at all, and only where it still is what was read. Gives why it was left, or
 * nothing.
 */
export async function replaceFile(
  folder: string,
  { path, before, after }: { readonly path: string; readonly before: string; readonly after: string },
): Promise<Failure | undefined> {
  const file = join(folder, path);
  const partial = `${file}.${process.pid}.part`;
  const start = await beginningOf(file, before);
  if (start === undefined) return 'changed';
  try {
    // Never through a link, nor over what is there.
    await using handle = await open(partial, 'wx', (await lstat(file)).mode & 0o777);
    await handle.chmod((await lstat(file)).mode & 0o777);
    await handle.writeFile(Buffer.concat([start, Buffer.from(after)]));
    await handle.sync();
  } catch (cause) {
    if (!isThere(cause)) await rm(partial, { force: true }).catch(() => undefined);
    return 'unwritable';
  }
  try {
    // Between the first look and now somebody may have saved it.
    if ((await beginningOf(file, before)) !== undefined) {
      await rename(partial, file);
      return undefined;
    }
    await rm(partial, { force: true });
    return 'changed';
  } catch {
    await rm(partial, { force: true }).catch(() => undefined);
    return 'unwritable';
  }
}

/** What stands before the text in the file: nothing, or a byte order mark. `undefined` where it is not that text. */
async function beginningOf(file: string, text: string): Promise<Buffer | undefined> {
  try {
    if (!(await lstat(file)).isFile()) return undefined;
    const bytes = await readFile(file);
    const start = bytes.subarray(0, mark.length).equals(mark) ? mark : Buffer.alloc(0);
    return bytes.subarray(start.length).equals(Buffer.from(text)) ? start : undefined;
  } catch {
    // Gone or not to be read: it is not what was read.
    return undefined;
  }
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}
