/** A path of a specification made fit for use, or what is wrong with it. */
export interface CleanedPath {
  path?: string;
  problem?: string;
}

const longestPath = 2000;

/**
 * Brings a path template into one form: it starts with `/`, has no query string, and its parameters are plain
 * `{name}` (API Gateway writes `{proxy+}` for the rest of a path).
 */
export function cleanPath(raw: string): CleanedPath {
  if (raw.length > longestPath) return { problem: 'Paths of more than 2000 characters are left out' };
  if (/[\p{Cc}\p{Cf}]/u.test(raw)) return { problem: 'Paths with control characters are left out' };
  const bare = raw.replace(/[?#].*$/s, '').trim();
  const absolute = bare.startsWith('/') ? bare : `/${bare}`;
  const path = absolute.replace(/^\/{2,}/, '/').replace(/\{([^{}]+?)[+*]\}/g, '{$1}');
  if (bare.length < raw.trim().length)
    return { path, problem: 'Paths are read without their query string or fragment' };
  return { path };
}

export { routeShape as shapeOf } from '@middlebrick/model';

/** Percent-encodes what may not stand in a path (RFC 3986, section 3.3) and is not already encoded. */
export function encodedPath(path: string): string {
  return path
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/g, (text) => encodeURIComponent(text));
}

/**
 * A value as one segment of a path. Dots alone are encoded as well, since servers and proxies resolve `..` even
 * where the client does not.
 */
export function encodedSegment(value: string): string {
  const encoded = encodeURIComponent(value.toWellFormed());
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded;
}
