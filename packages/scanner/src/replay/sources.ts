import { cookieVariable } from '@middlebrick/http';
import { type Exchange, headersOf, isSafe, jsonOf, type Operation, type Taken, variableName } from '@middlebrick/model';
import { nameMatch } from '../survey/naming.ts';
import { placesIn } from './json-place.ts';
import { resourceAt } from './routes.ts';
import type { Spot } from './templated.ts';

/** The answer that a value comes from, and where in it. */
export interface Source {
  exchange: Exchange;
  place: Omit<Taken, 'variable'>;
}

/** The names of an identity and of those that it was derived from: `alice+leaving`, `alice`. */
export function familyOf(identity: string): string[] {
  const parts = identity.split('+');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('+'));
}

/** Where an identity of the scan's own has a credential from: its sign-in, else its registration. */
export function sourceOfCredential(
  identity: string,
  variable: string,
  exchanges: readonly Exchange[],
): Source | undefined {
  const family = familyOf(identity);
  const what = whatOf(variable, family);
  if (what === undefined) return undefined;
  const texts = new Set(family.map((name) => `$${variableName(name, what)}`));
  const ofFamily = family.flatMap((name) => exchanges.filter((exchange) => exchange.identity === name));
  const logins = ofFamily.filter(({ purpose }) => purpose === 'login');
  const registrations = ofFamily.filter(({ purpose }) => purpose === 'registration');
  for (const exchange of [...logins, ...registrations]) {
    const place = placeOfText(exchange, texts, what, identity);
    if (place !== undefined) return { exchange, place };
  }
  return undefined;
}

/** `TOKEN` for `ALICE_TOKEN` of alice. */
function whatOf(variable: string, family: readonly string[]): string | undefined {
  const prefix = family.map((name) => variableName(name, '')).find((start) => variable.startsWith(start));
  return prefix === undefined ? undefined : variable.slice(prefix.length);
}

function placeOfText(
  exchange: Exchange,
  texts: ReadonlySet<string>,
  what: string,
  identity: string,
): Source['place'] | undefined {
  const json = jsonOf(exchange);
  const inBody = json === undefined ? undefined : placesIn(json).find(({ value }) => texts.has(value));
  if (inBody !== undefined) return { from: 'body', path: [...inBody.path] };
  if (json === undefined && texts.has(exchange.response?.body.trim() ?? '')) return { from: 'body', path: [] };
  const header = exchange.response?.headers.find(([name, value]) => name !== 'set-cookie' && texts.has(value))?.[0];
  if (header !== undefined && /^[a-z0-9-]{1,60}$/.test(header)) return { from: 'header', path: [header] };
  const cookie = headersOf(exchange, 'set-cookie')
    .map((line) => line.slice(0, line.indexOf('=')))
    .find((name) => familyOf(identity).some((owner) => cookieVariable(owner, name) === variableName(owner, what)));
  return cookie !== undefined && /^[\w.-]{1,80}$/.test(cookie) ? { from: 'cookie', path: [cookie] } : undefined;
}

/**
 * The answer that gave the id at this spot, by the name and the kind of thing: what made it before what only shows it.
 * @param isOwn whether a value is known to name something of the scan's own
 */
export function sourceOfId(
  spot: Spot,
  asked: Exchange,
  exchanges: readonly Exchange[],
  operations: readonly Operation[],
  isOwn: (value: string) => boolean,
): Source | undefined {
  const { value } = spot;
  if (value.length > 512 || !isOwn(value)) return undefined;
  let best: { source: Source; score: number } | undefined;
  for (const exchange of exchanges) {
    const isGiven = mayHold(exchange, value) || locationEnds(exchange, value);
    if (exchange === asked || !isGiven || asksBy(exchange, value)) continue;
    for (const found of placesOfId(exchange, spot, operations)) {
      const score = found.fit * 100 + rankOf(exchange) * 10 + commonSegments(exchange, asked);
      if (best === undefined || score > best.score) best = { source: { exchange, place: found.place }, score };
    }
  }
  return best?.source;
}

/** Whether it is worth while to look: JSON can spell all but plain characters in several ways. */
function mayHold({ response }: Exchange, value: string): boolean {
  return response !== null && (!/^[\w.-]+$/.test(value) || response.body.includes(value));
}

interface Fitting {
  place: Source['place'];
  /** In [0, 1]. */
  fit: number;
}

function placesOfId(exchange: Exchange, { value, field, resource }: Spot, operations: readonly Operation[]): Fitting[] {
  const { url, method } = exchange.request;
  const kind =
    exchange.purpose === 'registration' || exchange.purpose === 'login' ? 'user' : resourceAt(url, method, operations);
  const json = jsonOf(exchange);
  // A short number names many things.
  const least = value.length >= shortestCertain ? leastFit : 0;
  const inBody = (json === undefined ? [] : placesIn(json)).flatMap((place): Fitting[] => {
    if (place.value !== value) return [];
    const fit = Math.max(nameMatch(field, resource, place.key, kind), least);
    return fit > 0 ? [{ place: { from: 'body', path: [...place.path] }, fit }] : [];
  });
  if (inBody.length > 0 || !locationEnds(exchange, value)) return inBody;
  return [
    { place: { from: 'header', path: ['location'] }, fit: Math.max(nameMatch(field, resource, 'id', kind), least) },
  ].filter(({ fit }) => fit > 0) as Fitting[];
}

/** Characters of an id that stands for one thing wherever it is. */
const shortestCertain = 4;
const leastFit = 0.05;

function locationEnds(exchange: Exchange, value: string): boolean {
  return headersOf(exchange, 'location').some((location) => {
    const end =
      location
        .replace(/[?#].*$/s, '')
        .split('/')
        .at(-1) ?? '';
    return end === value || end === encodeURIComponent(value);
  });
}

/** Whether a request named the value itself: then its answer only repeats it. */
function asksBy({ request }: Exchange, value: string): boolean {
  const texts = [value, encodeURIComponent(value)];
  const path = URL.parse(request.url);
  const parts = [...(path?.pathname.split('/') ?? []), ...(path?.searchParams.values() ?? [])];
  return parts.some((part) => texts.includes(part)) || (request.body ?? '').includes(JSON.stringify(value));
}

function rankOf({ request, purpose }: Exchange): number {
  if (purpose === 'registration') return 3;
  if (purpose === 'login') return 1;
  return isSafe(request.method) ? 0 : 2;
}

function commonSegments(a: Exchange, b: Exchange): number {
  const other = new Set(URL.parse(b.request.url)?.pathname.split('/'));
  const own = new Set(URL.parse(a.request.url)?.pathname.split('/'));
  return Math.min(9, [...own].filter((segment) => segment !== '' && other.has(segment)).length);
}
