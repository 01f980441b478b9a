import { type CacheStore, cacheFolderFor, openCache } from '@middlebrick/auditor';
import type { Flags } from './settings.ts';

/** Where an audit keeps what it found out; `null` when it shall not, or there is no place for it. */
export function auditCache(root: string, { cache }: Flags): { cache: CacheStore; root: string } | null {
  const folder = cache === false ? null : cacheFolderFor(root, process.env);
  return folder === null ? null : { cache: openCache(folder), root };
}
