import { ScanError } from '@middlebrick/model';
import type { Redactor } from './redactor.ts';

/** Where requests may go: a set of hosts with ports. */
export interface Scope {
  contains(url: URL): boolean;
  /** @throws ScanError OUT_OF_SCOPE, whose message has the secrets hidden that the redactor knows */
  demand(url: URL, redactor?: Pick<Redactor, 'redact'>): void;
}

/**
 * The scope of a scan: the base URL's host and port, and those listed. An entry without a port means the default
 * ports of HTTP and HTTPS.
 *
 * @throws ScanError BAD_ARGUMENT for an entry that is no host
 */
export function createScope(baseUrl: URL, entries: readonly string[]): Scope {
  const places = new Set<string>([placeOf(baseUrl)]);
  for (const entry of entries) for (const place of placesIn(entry)) places.add(place);

  const contains = (url: URL): boolean => isWeb(url) && places.has(placeOf(url));
  return {
    contains,
    demand: (url, redactor) => {
      if (contains(url)) return;
      const place = `${url.protocol}//${url.host}`;
      throw new ScanError('OUT_OF_SCOPE', `${redactor?.redact(place) ?? place} is not in the scope of this scan.`);
    },
  };
}

/** Whether two URLs are on the same host, with the same port or each with the default port of its scheme. */
export function isSameHost(a: URL, b: URL): boolean {
  return (
    isWeb(a) && isWeb(b) && a.hostname === b.hostname && (portOf(a) === portOf(b) || (a.port === '' && b.port === ''))
  );
}

function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

function placeOf(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

function placesIn(entry: string): string[] {
  const text = entry.trim();
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || url.hostname === '' || url.username !== '') {
    throw new ScanError('BAD_ARGUMENT', `\`${text}\` in the scope is not a host, or a host and a port.`);
  }
  if (/^https?:\/\//i.test(text)) return [placeOf(url)];
  // The URL parser drops `:80`, which then was meant.
  if (url.port === '' && !/:80\/?$/.test(text)) return [`${url.hostname}:80`, `${url.hostname}:443`];
  return [placeOf(url)];
}
