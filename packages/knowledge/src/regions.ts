/**
 * The delimited regions of the twin targets (`region: <id>` … `endregion`). Both variants of both languages have
 * all of them, but for the two that exist in the hardened variants only.
 */
export const regionIds = [
  'profile-by-id',
  'posts-by-id',
  'nested-post',
  'client-side-filter',
  'topic-index',
  'whole-item',
  'mass-assignment',
  'scan-count',
  'identity-header',
  'raw-error',
  'raw-cursor',
  'debug-mode',
  'jwt-secret',
  'session-secret',
  'write-by-id',
  'weak-registration',
  'verified-identity',
  'canonical-id',
] as const;

export type RegionId = (typeof regionIds)[number];

/** Regions that only a repair has: there is no vulnerable form of them. */
export const hardenedOnly: readonly RegionId[] = ['verified-identity', 'canonical-id'];

export type ArticleSlug = 'identification-failures' | 'data-exposure';
