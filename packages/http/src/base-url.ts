import { ScanError } from '@middlebrick/model';

/**
 * The base URL of a target from what a person typed: `localhost:5000`, `http://h/api/v1/`. Without a scheme it is
 * `http`. Fragments are dropped.
 *
 * @throws ScanError BAD_ARGUMENT for anything but HTTP and HTTPS, for credentials and for a query string
 */
export function normaliseBaseUrl(text: string): URL {
  const trimmed = text.trim();
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = URL.parse(candidate);
  if (url === null || url.hostname === '') throw new ScanError('BAD_ARGUMENT', `\`${trimmed}\` is not a URL.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ScanError('BAD_ARGUMENT', `A target is reached by http or https, not by ${url.protocol.slice(0, -1)}.`);
  }
  // The text is not repeated here: it holds the password.
  if (url.username !== '' || url.password !== '') {
    throw new ScanError('BAD_ARGUMENT', 'The URL holds a user name or password; give identities with --as.');
  }
  if (url.search !== '') throw new ScanError('BAD_ARGUMENT', `\`${trimmed}\` has a query string; a base URL has none.`);
  url.hash = '';
  return url;
}

/** What stands before every path: the base URL's own path without a slash at its end. */
export function prefixOf(baseUrl: URL): string {
  return baseUrl.pathname.replace(/\/+$/, '');
}
