import type { Credential, HttpClient } from '@middlebrick/http';
import { type Exchange, isScanError, isSuccess, type Surface } from '@middlebrick/model';
import { answerShape, isHtml } from './answer-shape.ts';
import { createExplorer, type Explorer } from './explorer.ts';
import { surfaceFromOpenApi } from './openapi.ts';
import { maxSpecSize, parseSpec } from './parse-spec.ts';
import { documentationPlaces, initialisersIn, specPlaces, specUrlsIn } from './spec-places.ts';

export interface FindSpecOptions {
  credential?: Credential | undefined;
  signal?: AbortSignal | undefined;
  /** Called for documents that mean to be a specification and cannot be used, with one sentence. */
  onBroken?: (problem: string) => void;
}

const batchSize = 4;
const mostRequests = 60;

/**
 * Looks for a specification where frameworks put it, first without and then with a credential. Gives the first
 * that can be read, or `undefined`. Places of the documentation are searched for the URL that they name.
 */
export async function findSpec(client: HttpClient, options: FindSpecOptions): Promise<Surface | undefined> {
  const { onBroken = () => {} } = options;
  const anonymous = createExplorer(client, { maxRequests: mostRequests, signal: options.signal });
  const search: Search = { client, explorer: anonymous, credential: undefined, onBroken };
  const hidden: string[] = [];
  const found =
    (await inPlaces(search, placesOn(client.baseUrl, specPlaces), hidden)) ??
    (await inDocumentation(search, placesOn(client.baseUrl, documentationPlaces), hidden));
  if (found !== undefined || options.credential === undefined) return found;

  // Only places that refused the anonymous caller can have more for one who signs in.
  const signedIn = createExplorer(client, {
    credential: options.credential,
    maxRequests: mostRequests,
    signal: options.signal,
  });
  const second: Search = { client, explorer: signedIn, credential: options.credential, onBroken };
  const pages = new Set<string>(placesOn(client.baseUrl, documentationPlaces));
  return (
    (await inPlaces(
      second,
      hidden.filter((place) => !pages.has(place)),
      [],
    )) ??
    (await inDocumentation(
      second,
      hidden.filter((place) => pages.has(place)),
      [],
    ))
  );
}

interface Search {
  client: HttpClient;
  explorer: Explorer;
  credential: Credential | undefined;
  onBroken: (problem: string) => void;
}

/** Places below the base URL, and from the root of the host when the base URL has a path. */
function placesOn(baseUrl: URL, places: readonly string[]): string[] {
  if (baseUrl.pathname === '/') return [...places];
  return [...places, ...places.map((place) => `${baseUrl.origin}${place}`)];
}

async function inPlaces(search: Search, places: readonly string[], hidden: string[]): Promise<Surface | undefined> {
  for (let start = 0; start < places.length; start += batchSize) {
    const batch = places.slice(start, start + batchSize);
    const exchanges = await search.explorer.askAll(batch, 'discovery: a specification');
    for (const [index, exchange] of exchanges.entries()) {
      if (exchange === undefined) continue;
      noteHidden(exchange, batch[index] ?? '', hidden);
      const surface = await specIn(search, exchange);
      if (surface !== undefined) return surface;
    }
  }
  return undefined;
}

function noteHidden(exchange: Exchange, place: string, hidden: string[]): void {
  const status = exchange.response?.status;
  if (status === 401 || status === 403 || status === 302) hidden.push(place);
}

async function inDocumentation(
  search: Search,
  places: readonly string[],
  hidden: string[],
): Promise<Surface | undefined> {
  const exchanges = await search.explorer.askAll(places, 'discovery: documentation');
  const tried = new Set<string>();
  for (const [index, exchange] of exchanges.entries()) {
    if (exchange === undefined) continue;
    noteHidden(exchange, places[index] ?? '', hidden);
    const page = await documentOf(search, exchange);
    if (page === undefined) continue;
    for (const url of await specUrlsOf(search, page)) {
      if (tried.has(url)) continue;
      tried.add(url);
      const surface = await specAt(search, url);
      if (surface !== undefined) return surface;
    }
  }
  return undefined;
}

/** Absolute URLs on the target that a page of documentation, or the script that sets it up, names. */
async function specUrlsOf(search: Search, page: Page): Promise<string[]> {
  const urls = absolute(specUrlsIn(page.text), page.url, search);
  for (const script of absolute(initialisersIn(page.text), page.url, search)) {
    const exchange = await search.explorer.ask(script, 'discovery: documentation');
    if (exchange !== undefined && isSuccess(exchange))
      urls.push(...absolute(specUrlsIn(exchange.response?.body ?? ''), page.url, search));
  }
  return urls;
}

function absolute(references: readonly string[], from: string, search: Search): string[] {
  const { origin } = search.client.baseUrl;
  return references
    .filter((reference) => URL.canParse(reference, from))
    .map((reference) => new URL(reference, from).href)
    .filter((url) => url.startsWith(`${origin}/`));
}

interface Page {
  text: string;
  url: string;
}

async function specAt(search: Search, url: string): Promise<Surface | undefined> {
  const exchange = await search.explorer.ask(url, 'discovery: a specification');
  return exchange && specIn(search, exchange);
}

async function specIn(search: Search, exchange: Exchange): Promise<Surface | undefined> {
  const page = isHtml(exchange) ? undefined : await documentOf(search, exchange);
  if (page === undefined) return undefined;
  try {
    const { document } = parseSpec(page.text, { location: page.url });
    const surface = surfaceFromOpenApi(document, { location: page.url, baseUrl: search.client.baseUrl });
    if (surface.operations.length > 0) return surface;
    search.onBroken(`${page.url} describes no operation.`);
  } catch (error) {
    if (!isScanError(error)) throw error;
    // Anything may answer at these places; what never meant to be a specification is passed over.
    if (/^.{0,200}["']?(?:openapi|swagger)["']?\s{0,5}:/s.test(page.text)) search.onBroken(error.message);
  }
  return undefined;
}

/**
 * The whole text of an answer: fetched again when it was longer than answers may be, and where it redirects to.
 * `undefined` for refusals and for the page that the target shows for every route.
 */
async function documentOf(search: Search, exchange: Exchange): Promise<Page | undefined> {
  const { response } = exchange;
  if (response === null) return undefined;
  const isRedirect = response.status >= 300 && response.status < 400;
  if (!isSuccess(exchange) && !isRedirect) return undefined;
  const unknown = await search.explorer.unknownRoute('');
  const answer = answerShape(exchange);
  if (unknown !== undefined && answer?.status === unknown.status && answer.shape === unknown.shape) return undefined;
  const url = urlOf(exchange, search);
  if (!isRedirect && !response.truncated) return { text: response.body, url };
  return fetched(search, url);
}

/** The URL as it was asked for; the recorded one has secrets replaced, which a query string may hold. */
function urlOf(exchange: Exchange, search: Search): string {
  return new URL(exchange.request.url, search.client.baseUrl).href;
}

async function fetched({ client, credential }: Search, url: string): Promise<Page | undefined> {
  try {
    const document = await client.fetchDocument(url, {
      maxBytes: maxSpecSize,
      ...(credential === undefined ? {} : { credential }),
    });
    const isUsable = document.status >= 200 && document.status < 300 && !document.truncated;
    return isUsable ? { text: document.body, url: document.url } : undefined;
  } catch (error) {
    // A redirect to somewhere out of scope, or to nowhere: there is no specification here.
    if (isScanError(error)) return undefined;
    throw error;
  }
}
