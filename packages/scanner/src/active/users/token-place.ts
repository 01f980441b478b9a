import type { Credential, HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  headerOf,
  isSuccess,
  jsonOf,
  leavesOf,
  type RequestSpec,
  type Secret,
  type SecurityScheme,
  type Surface,
} from '@middlebrick/model';
import { type Caller, candidates } from '../../identities/canary.ts';
import { isRefusal } from '../../verdict/compare.ts';

/** Where a token goes in later requests. */
export interface Place {
  /** With `query`, nothing is sent in it. */
  header: string;
  prefix: string;
  query?: string;
}

const bearer: Place = { header: 'Authorization', prefix: 'Bearer ' };

/** Used by frameworks that do without `Bearer`, the commonest first. */
const usual: readonly Place[] = [
  { header: 'Authorization', prefix: '' },
  { header: 'Authorization', prefix: 'Token ' },
  { header: 'Authorization', prefix: 'JWT ' },
  { header: 'X-Auth-Token', prefix: '' },
  { header: 'X-Access-Token', prefix: '' },
  { header: 'X-API-Key', prefix: '' },
  { header: 'X-Session-Token', prefix: '' },
  { header: 'Token', prefix: '' },
];
const mostPlaces = 10;

/** The place as people know it: `Authorization: Bearer`. */
export function placeInWords({ header, prefix, query }: Place): string {
  if (query !== undefined) return `the query parameter ${query}`;
  if (header === 'Cookie') return `the cookie ${prefix.replace(/=$/, '')}`;
  return prefix === '' ? header : `${header}: ${prefix.trim()}`;
}

export function isBearer(place: Place): boolean {
  return place.query === undefined && place.header === bearer.header && place.prefix === bearer.prefix;
}

/** The place that the specification speaks for. */
export function declaredPlace(surface: Surface): Place {
  return declared(surface)[0] ?? bearer;
}

/** The place that the specification and the login speak for, before anything was asked. */
export function likelyPlace(surface: Surface, login: Exchange): Place {
  return [...toldBy(login), ...declared(surface)][0] ?? bearer;
}

/** What the answer to a login says: `"token_type": "JWT"`. */
function toldBy(login: Exchange): Place[] {
  const json = jsonOf(login);
  const type = json === undefined ? undefined : leavesOf(json).find(({ key }) => /^token_?type$/i.test(key))?.value;
  if (typeof type !== 'string' || !/^[A-Za-z][\w-]{1,20}$/.test(type)) return [];
  return [/^bearer$/i.test(type) ? bearer : { header: 'Authorization', prefix: `${type} ` }];
}

/** Places of the declared schemes, those that most operations want first. */
function declared(surface: Surface): Place[] {
  const uses = new Map<string, number>();
  for (const { security } of surface.operations.slice(0, 2000)) {
    for (const name of security?.flat() ?? []) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return [...surface.securitySchemes]
    .sort((a, b) => (uses.get(b.name) ?? 0) - (uses.get(a.name) ?? 0))
    .flatMap(placesOf);
}

function placesOf({ type, scheme, in: place, parameter }: SecurityScheme): Place[] {
  if (type === 'http') return scheme === 'basic' ? [] : [bearer];
  if (type === 'oauth2' || type === 'openIdConnect') return [bearer];
  if (type !== 'apiKey' || parameter === undefined || !/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(parameter)) return [];
  if (place === 'query') return [{ ...bearer, query: parameter }];
  if (place === 'cookie') return [{ header: 'Cookie', prefix: `${parameter}=` }];
  // 2.0 has no word for a bearer token, so that its documents call the header an API key.
  const bare = { header: parameter, prefix: '' };
  return parameter.toLowerCase() === 'authorization' ? [bearer, bare] : [bare];
}

/** An operation that refuses strangers, and what it answered one. */
interface Guarded {
  label: string;
  request: RequestSpec;
  refusal: Exchange;
}

const mostAsked = 5;

/** The first of the most promising reads that refuses a caller without credentials. */
export async function findGuarded(client: HttpClient, surface: Surface, caller: Caller): Promise<Guarded | undefined> {
  for (const { operation, request } of candidates(surface, caller).slice(0, mostAsked)) {
    const refusal = await client.send(request, undefined, { identity: 'anonymous', purpose: 'where the token goes' });
    const status = refusal.response?.status;
    if (isRefusal(refusal) && status !== 404) return { label: operation.id, request, refusal };
  }
  return undefined;
}

export interface PlaceTrial {
  place?: Place;
  /** The operation that decided; without one, none refuses strangers. */
  guarded?: string;
  tried: readonly Place[];
}

/**
 * Tries a token in place after place on an operation that refuses strangers. A success decides; so does a 403 where
 * strangers get a 401, since the caller is known then.
 */
export async function findPlace(
  client: HttpClient,
  surface: Surface,
  caller: Caller,
  { token, login, failed }: { token: Secret; login: Exchange; failed: readonly Place[] },
): Promise<PlaceTrial> {
  const guarded = await findGuarded(client, surface, caller);
  if (guarded === undefined) return { tried: failed };
  const tried = [...failed];
  const places = [...hinted(guarded.refusal), ...toldBy(login), ...declared(surface), bearer, ...usual];
  for (const place of distinct(places).slice(0, mostPlaces)) {
    if (failed.some((other) => keyOf(other) === keyOf(place))) continue;
    tried.push(place);
    const exchange = await client.send(guarded.request, placedAt(place, token, caller.credential), {
      identity: caller.identity.name,
      purpose: 'where the token goes',
    });
    const strangers = guarded.refusal.response?.status;
    const isKnown = strangers === 401 && exchange.response?.status === 403;
    if (isSuccess(exchange) || isKnown) return { place, guarded: guarded.label, tried };
  }
  return { guarded: guarded.label, tried };
}

/** A credential that sends a token in this place, beside the cookies that there are. */
export function placedAt({ header, prefix, query }: Place, secret: Secret, base: Credential): Credential {
  const { headers: _, query: __, ...rest } = base;
  if (query !== undefined) return { ...rest, headers: [], query: [{ name: query, secret }] };
  return { ...rest, headers: [{ name: header, prefix, secret }] };
}

/** What a refusal gives away: the scheme of its challenge (RFC 9110, section 11.6.1), or the name of a header. */
function hinted(refusal: Exchange): Place[] {
  const scheme = /^([A-Za-z][\w-]{1,20})(?:\s|$)/.exec(headerOf(refusal, 'www-authenticate') ?? '')?.[1];
  const named = /\bx-[a-z]{2,20}(?:-[a-z]{2,20}){0,3}\b/i.exec(refusal.response?.body.slice(0, 2000) ?? '')?.[0];
  return [
    ...(named === undefined || !/token|auth|key|session/i.test(named) ? [] : [{ header: named, prefix: '' }]),
    ...(scheme === undefined || /^(?:basic|digest|negotiate|bearer)$/i.test(scheme)
      ? []
      : [{ header: 'Authorization', prefix: `${scheme} ` }]),
  ];
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}

function keyOf({ header, prefix, query }: Place): string {
  return query === undefined ? `${header.toLowerCase()}:${prefix}` : `?${query}`;
}
