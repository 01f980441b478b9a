import { isBudgetExhausted } from '@middlebrick/http';
import { type Exchange, headerOf, isSuccess, jsonOf, methods, type Operation, operationId } from '@middlebrick/model';
import { isHtml, showsRoute } from './answer-shape.ts';
import { templatedPath } from './concrete-path.ts';
import { type CrawledOperations, createCrawledOperations, type Sighting } from './crawled-operations.ts';
import type { Explorer } from './explorer.ts';
import { childGuesses, itemGuess, referenceGuesses } from './guesses.ts';
import { type FoundLink, linksIn, pathsInScript } from './links.ts';
import { shapeOf } from './path-template.ts';
import { genericWords, prefixes, resourceWords } from './resource-words.ts';
import { looksStateChanging } from './state-changing.ts';

/** A path to be asked for, and why it is thought to exist. */
interface Candidate extends FoundLink {
  source: 'link' | 'word-list';
}

interface Crawl {
  explorer: Explorer;
  operations: CrawledOperations;
  queue: Candidate[];
  /** Paths that were ever put in the queue. */
  seen: Set<string>;
  /** How often each template was put in the queue: two instances of one template teach no more than that. */
  instances: Map<string, number>;
  scripts: number;
  /** Ids met so far, as `collection/id`, for they come back in longer paths: `/users/alice/posts`. */
  ids: Set<string>;
  /** Shapes of templates that were guessed from answers. */
  guessed: Set<string>;
}

const waveSize = 8;
const mostScripts = 5;
/** Requests that links leave to the word list, and the word list to links. */
const reserve = 40;
const wordsPerRound = 6;
/** Most kinds of objects that are guessed from fields such as `user_id`. */
const mostGuessed = 20;
const nothing: ReadonlySet<string> = new Set();

/**
 * Finds operations without a specification: from the links in answers and from a list of common names, each judged
 * against the answer to a route that cannot exist. Only GETs are sent, and none that looks as if it changed state:
 * those are part of the result, unasked.
 */
export async function crawl(explorer: Explorer): Promise<Operation[]> {
  const state: Crawl = {
    explorer,
    operations: createCrawledOperations(),
    queue: [],
    seen: new Set(),
    instances: new Map(),
    scripts: 0,
    ids: new Set(),
    guessed: new Set(),
  };
  for (const path of ['/', '/api']) enqueue(state, { path, siblings: nothing, source: 'link' });
  try {
    await followLinks(state, reserve);
    await tryWords(state);
    await followLinks(state, 0);
  } catch (error) {
    // A scan that is over keeps what it found.
    const isOver = isBudgetExhausted(error) || (error instanceof Error && error.name === 'AbortError');
    if (!isOver || state.operations.list().length === 0) throw error;
  }
  return state.operations.list();
}

async function followLinks(state: Crawl, keep: number): Promise<void> {
  while (state.queue.length > 0 && state.explorer.left() > keep) {
    await visit(state, state.queue.splice(0, Math.min(waveSize, state.explorer.left() - keep)));
  }
}

/** Tries the words below every prefix, and from the first hit on only below the prefixes that had one. */
async function tryWords(state: Crawl): Promise<void> {
  let fruitful: readonly string[] = prefixes;
  for (let start = 0; start < resourceWords.length && state.explorer.left() > waveSize; start += wordsPerRound) {
    const words = resourceWords.slice(start, start + wordsPerRound);
    const hits: string[] = [];
    // Health and version are asked for at the root of the host, wherever its API is.
    for (const prefix of new Set(['', ...fruitful])) {
      const tried = fruitful.includes(prefix) ? words : words.filter((word) => genericWords.has(word));
      const paths = tried.map((word) => `${prefix}/${word}`).filter((path) => !state.seen.has(path));
      for (const path of paths) state.seen.add(path);
      await visit(
        state,
        paths.map((path) => ({ path, siblings: nothing, source: 'word-list' as const })),
      );
      const telling = words.filter((word) => !genericWords.has(word));
      if (telling.some((word) => state.operations.has('GET', `${prefix}/${word}`))) hits.push(prefix);
    }
    if (hits.length > 0) fruitful = hits;
    // A fresh find is worth more than the next word.
    await followLinks(state, reserve / 2);
  }
}

async function visit(state: Crawl, candidates: readonly Candidate[]): Promise<void> {
  const exchanges = await state.explorer.askAll(
    candidates.map(({ path }) => path),
    'discovery',
  );
  for (const [index, exchange] of exchanges.entries()) {
    const candidate = candidates[index];
    if (candidate !== undefined && exchange !== undefined) await learn(state, candidate, exchange);
  }
}

async function learn(state: Crawl, candidate: Candidate, exchange: Exchange): Promise<void> {
  const bare = candidate.path.replace(/\?.*$/, '');
  const exists = showsRoute(exchange, await state.explorer.unknownRoute(calibrationPrefix(candidate.source, bare)));
  if (exists && !(isSuccess(exchange) && isPage(exchange))) addSightings(state, candidate, exchange);
  // Pages and redirects are no operations, yet they lead to some.
  for (const link of linksIn(exchange, state.explorer.baseUrl)) {
    if (/\.m?js$/.test(link.path.replace(/\?.*$/, ''))) await readScript(state, link.path);
    else enqueue(state, { ...link, source: 'link' });
  }
  if (exists && isSuccess(exchange)) enqueueGuesses(state, candidate, exchange);
}

/**
 * A guessed name is held against its own neighbours, or `/users/me` would be found wherever `/users/{name}` is.
 * A link is evidence in itself.
 */
function calibrationPrefix(source: Candidate['source'], path: string): string {
  if (source === 'word-list') return path.slice(0, path.lastIndexOf('/'));
  return prefixOf(path);
}

function prefixOf(path: string): string {
  return prefixes.findLast((known) => path.startsWith(`${known}/`)) ?? '';
}

function isPage(exchange: Exchange): boolean {
  return isHtml(exchange) || /javascript|css|image|font/i.test(headerOf(exchange, 'content-type') ?? '');
}

function addSightings(state: Crawl, candidate: Candidate, exchange: Exchange): void {
  const status = exchange.response?.status ?? 0;
  const mediaType = headerOf(exchange, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  const sighting = sightingOf(state, candidate);
  if (status !== 405) {
    state.operations.add({ ...sighting, answer: { status, mediaType } });
    return;
  }
  // RFC 9110, section 15.5.6: a 405 names the methods that the resource does have.
  const allowed = (headerOf(exchange, 'allow') ?? '').toUpperCase().split(/[\s,]+/);
  for (const method of methods) {
    if (allowed.includes(method) && method !== 'OPTIONS' && method !== 'HEAD')
      state.operations.add({ ...sighting, method });
  }
}

function sightingOf(state: Crawl, candidate: Candidate): Sighting {
  const [bare = '/', search = ''] = candidate.path.split('?', 2);
  const { template, values } = templatedPath(bare, (collection, value) => {
    const id = `${collection}/${value}`;
    if (candidate.siblings.has(value)) state.ids.add(id);
    return state.ids.has(id);
  });
  return { method: 'GET', path: template, values, query: [...new URLSearchParams(search)], source: candidate.source };
}

/** Puts a link in the queue, unless an equal one was there or asking for it might change something. */
function enqueue(state: Crawl, candidate: Candidate): void {
  if (state.seen.has(candidate.path) || candidate.path.length > 1000) return;
  state.seen.add(candidate.path);
  const sighting = sightingOf(state, candidate);
  if (changesState(sighting)) {
    state.operations.add(sighting);
    return;
  }
  const key = `${shapeOf(sighting.path)}?${sighting.query.map(([name]) => name).join('&')}`;
  const instances = state.instances.get(key) ?? 0;
  state.instances.set(key, instances + 1);
  // The value is kept as an example all the same once the operation is known to exist.
  if (instances < 2) state.queue.push(candidate);
  else if (state.operations.has('GET', sighting.path)) state.operations.add(sighting);
}

function changesState(sighting: Sighting): boolean {
  const asOperation = (path: string): Operation => ({
    id: operationId('GET', path),
    method: 'GET',
    path,
    parameters: [],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'link',
  });
  // `?action=delete` is as good as `/delete`.
  const paths = [sighting.path, ...sighting.query.flatMap(([name, value]) => [`/${name}`, `/${value}`])];
  return paths.some((path) => looksStateChanging(asOperation(path)) !== undefined);
}

async function readScript(state: Crawl, path: string): Promise<void> {
  if (state.seen.has(path) || state.scripts >= mostScripts) return;
  state.seen.add(path);
  state.scripts++;
  const exchange = await state.explorer.ask(path, 'discovery: a script');
  if (exchange === undefined || !isSuccess(exchange)) return;
  const { links, templates } = pathsInScript(exchange.response?.body ?? '', state.explorer.baseUrl);
  for (const link of links) enqueue(state, { ...link, source: 'link' });
  for (const template of templates) {
    state.operations.add({ method: 'GET', path: template.path, values: {}, query: [], source: 'link' });
  }
}

/** Guesses what else there is from an answer: items of a list, objects named in it, what is below an object. */
function enqueueGuesses(state: Crawl, candidate: Candidate, exchange: Exchange): void {
  const bare = candidate.path.replace(/\?.*$/, '');
  const json = jsonOf(exchange);
  const item = itemGuess(bare, json);
  if (item !== undefined) enqueue(state, { path: item.path, siblings: new Set([item.id]), source: 'link' });

  for (const { path, id } of referenceGuesses(prefixOf(bare), json)) {
    const guess: Candidate = { path, siblings: new Set([id]), source: 'word-list' };
    if (state.guessed.size < mostGuessed && isFirst(state, sightingOf(state, guess).path)) enqueue(state, guess);
  }
  const { path: template } = sightingOf(state, candidate);
  if (!template.endsWith('}') || !isFirst(state, `${template}/`)) return;
  for (const path of childGuesses(bare, knownCollections(state))) {
    enqueue(state, { path, siblings: nothing, source: 'word-list' });
  }
}

/** Whether a template was not guessed before; it counts as guessed from now on. */
function isFirst(state: Crawl, template: string): boolean {
  const shape = shapeOf(template);
  if (state.guessed.has(shape)) return false;
  state.guessed.add(shape);
  return true;
}

/** Names of the collections found so far, in plural: those that may be below an object as well. */
function knownCollections(state: Crawl): string[] {
  const names = state.operations.list().map(({ path }) => path.split('/').at(-1) ?? '');
  return names.filter((name) => /^[a-z][a-z_-]*s$/.test(name) && !genericWords.has(name));
}
