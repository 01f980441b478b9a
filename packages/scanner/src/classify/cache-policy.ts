/** `safe`: nobody else is served from a cache; `shared`: a shared cache may store; `unspecified`: nothing is said. */
export type CachePolicy = 'safe' | 'shared' | 'unspecified';

/**
 * What the Cache-Control headers of an answer to a signed-in caller allow. By RFC 9111 section 3.5 a shared cache must not
 * store the answer to a request with `Authorization` unless it is told to by `public`, `s-maxage` or `must-revalidate`.
 * Directives that forbid win: `no-store`, `private` (section 5.2.2), and `no-cache` or an age of zero, which let it be
 * stored but not be served unasked.
 */
export function cachePolicy(headers: readonly string[]): CachePolicy {
  const directives = new Map(
    headers
      .flatMap((header) => header.split(','))
      .map((directive) => directive.trim().toLowerCase().split('=', 2))
      .map(([name = '', argument = '']) => [name, argument.replaceAll('"', '')]),
  );
  const sharedAge = directives.get('s-maxage');
  if (directives.has('no-store') || (directives.has('private') && directives.get('private') === '')) return 'safe';
  if (sharedAge !== undefined && Number(sharedAge) > 0) return 'shared';
  if (directives.has('no-cache') || directives.get('max-age') === '0') return 'safe';
  if (directives.has('public') || (directives.has('must-revalidate') && directives.has('max-age'))) return 'shared';
  return 'unspecified';
}
