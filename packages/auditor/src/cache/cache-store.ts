import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Answers by name. Whatever goes wrong with a file, it is as if it were not there. */
export interface CacheStore {
  read(name: string): Promise<Buffer | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Bytes of all files together, and of one. */
export interface CacheLimits {
  readonly total: number;
  readonly single: number;
}

const usualLimits: CacheLimits = { total: 512_000_000, single: 128_000_000 };

/** Opens a folder, which is made when something is first written. */
export function openCache(folder: string, limits = usualLimits): CacheStore {
  return {
    read: (name) => read(join(folder, name), folder, limits).catch(() => null),
    // A full disk or a folder that cannot be written costs time at the next audit, and nothing else.
    write: (name, bytes) => write(folder, name, bytes, limits).catch(() => undefined),
  };
}

async function read(file: string, folder: string, { single }: CacheLimits): Promise<Buffer | null> {
  if (!(await isOurs(folder))) return null;
  const stat = await lstat(file);
  if (!stat.isFile() || stat.size > single) return null;
  const bytes = await readFile(file);
  const now = new Date();
  // What is used stays; what is not goes first when space is short.
  await utimes(file, now, now).catch(() => undefined);
  return bytes;
}

async function write(folder: string, name: string, bytes: Uint8Array, limits: CacheLimits): Promise<void> {
  if (bytes.length > limits.single) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOurs(folder))) return;
  // Under another name first: two audits at a time never see half of a file.
  const draft = join(folder, `${randomUUID()}.draft`);
  try {
    await writeFile(draft, bytes, { flag: 'wx', mode: 0o600 });
    await rename(draft, join(folder, name));
  } finally {
    await rm(draft, { force: true });
  }
  await makeRoom(folder, limits.total);
}

/** A folder that others may write to holds what others want us to say. */
async function isOurs(folder: string): Promise<boolean> {
  const stat = await lstat(folder);
  if (!stat.isDirectory()) return false;
  const user = process.getuid?.();
  return user === undefined || (stat.uid === user && (stat.mode & 0o022) === 0);
}

/** Removes what was used longest ago, until the rest is small enough. */
async function makeRoom(folder: string, most: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = join(folder, name);
      const { size, mtimeMs } = await lstat(file);
      return { file, size, usedAt: mtimeMs };
    }),
  );
  let total = 0;
  for (const { file, size } of files.toSorted((a, b) => b.usedAt - a.usedAt)) {
    total += size;
    if (total > most) await rm(file, { force: true });
  }
}
