import type { SeedData, SeedOptions } from './seed-data.ts';
import type { Store } from './store.ts';
import type { StartedTarget, TargetOptions } from './target.ts';

export type { PostItem, SeedData, SeededUser, SeedOptions, UserItem, Variant } from './seed-data.ts';
export { createSeedData, VARIANTS } from './seed-data.ts';
export type { Store } from './store.ts';
export type { StartedTarget, TargetOptions, TargetUser } from './target.ts';

// The AWS SDK is slow to load; the imports wait until a target is wanted.

/**
 * Starts one twin of the target and its own embedded database, all on 127.0.0.1.
 * Nothing leaves the machine, and nothing is written to disk.
 *
 * @throws {Error} when the port is taken. @throws {RangeError} when the seed is no whole number.
 * @example
 * const { url, users, close } = await startTarget({ variant: 'vulnerable' });
 * await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${users[0]?.token}` } });
 * await close();
 */
export async function startTarget(options: TargetOptions): Promise<StartedTarget> {
  const target = await import('./target.ts');
  return target.startTarget(options);
}

/** Starts only the embedded database, with its tables filled, for other apps over the same data. */
export async function startStore(options: SeedOptions): Promise<Store> {
  const store = await import('./store.ts');
  return store.startStore(options);
}

/** Creates the tables at a DynamoDB endpoint and fills them. */
export async function fillStore(endpoint: string, data: SeedData): Promise<void> {
  const store = await import('./store.ts');
  return store.fillStore(endpoint, data);
}

/** SHA-256 of every item at a DynamoDB endpoint, by table and primary key: equal before and after, nothing has changed. */
export async function digestStore(endpoint: string): Promise<Record<string, string>> {
  const digest = await import('./digest.ts');
  return digest.digestStore(endpoint);
}
