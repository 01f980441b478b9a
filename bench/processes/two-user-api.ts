import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inputOf, tellParent } from './parent.ts';

interface TwoUserInput {
  /** Collections in which nobody asks whose an organisation is; in all others each user reaches its own alone. */
  unchecked?: readonly string[];
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * An API of any number of collections: each organisation has one user, and to begin with three objects in every
 * collection. Its user lists, makes, reads, changes and removes them, and is told nothing of those of others. The same
 * answers for the same requests as long as nobody writes.
 */
const organisations: Readonly<Record<string, string>> = {
  'Bearer token-of-alice-3f9a1c07': 'org-alice',
  'Bearer token-of-bob-84d2e6b5': 'org-bob',
};
const { unchecked = [] } = inputOf<TwoUserInput>();
/** Collections that were written to, by organisation and name. */
const written = new Map<string, readonly Item[]>();
const mostBytes = 1 << 20;
let madeCount = 0;

const server = createServer(async (request, response) => {
  const { status, value } = answerTo(request, await bodyOf(request));
  const body = value === undefined ? '' : JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  });
  response.end(body);
});

server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

interface Answer {
  status: number;
  value?: unknown;
}

const notFound: Answer = { status: 404, value: { message: 'Not found.' } };

function answerTo(request: IncomingMessage, body: unknown): Answer {
  const own = organisations[request.headers.authorization ?? ''];
  if (own === undefined) return { status: 401, value: { message: 'Sign in first.' } };
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const [, organisation, collection, id] =
    /^\/api\/v3\/organisations\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (organisation === undefined || collection === undefined) return notFound;
  const isKnown = Object.values(organisations).includes(organisation);
  if (organisation !== own && !(isKnown && unchecked.includes(collection))) return notFound;
  return id === undefined
    ? answerOfCollection(request.method, { organisation, collection }, body)
    : answerOfItem(request.method, { organisation, collection, id }, body);
}

interface Place {
  organisation: string;
  collection: string;
}

function answerOfCollection(method: string | undefined, place: Place, body: unknown): Answer {
  const items = itemsOf(place);
  if (method === 'GET') return { status: 200, value: items };
  if (method !== 'POST') return notAllowed;
  const { organisation, collection } = place;
  const id = uuidOf(`${organisation}/${collection}/${++madeCount}/made`);
  const made = { ...fieldsOf(body), id, organisation_id: organisation };
  written.set(keyOf(place), [...items, made]);
  return { status: 201, value: made };
}

function answerOfItem(method: string | undefined, place: Place & { id: string }, body: unknown): Answer {
  const items = itemsOf(place);
  const found = items.find((item) => item.id === place.id);
  if (!['GET', 'PATCH', 'DELETE'].includes(method ?? '')) return notAllowed;
  if (found === undefined) return notFound;
  if (method === 'GET') return { status: 200, value: found };
  const others = items.filter((item) => item !== found);
  if (method === 'DELETE') {
    written.set(keyOf(place), others);
    return { status: 204 };
  }
  const changed = { ...found, ...fieldsOf(body), id: found.id, organisation_id: place.organisation };
  written.set(keyOf(place), [...others, changed]);
  return { status: 200, value: changed };
}

const notAllowed: Answer = { status: 405, value: { message: 'Not allowed.' } };

function itemsOf(place: Place): readonly Item[] {
  return written.get(keyOf(place)) ?? objectsOf(place);
}

function keyOf({ organisation, collection }: Place): string {
  return `${organisation}/${collection}`;
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([name]) => /^field_\d+$/.test(name)));
}

/** The JSON of a request; `undefined` when it is none, or too long. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= mostBytes) parts.push(part);
  }
  try {
    return bytes > mostBytes ? undefined : JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

function objectsOf({ organisation, collection }: Place): Item[] {
  return [0, 1, 2].map((index) => {
    const seed = `${organisation}/${collection}/${index}`;
    const number = hash(seed);
    return {
      id: uuidOf(seed),
      organisation_id: organisation,
      field_0: uuidOf(`${seed}/0`),
      field_1: `What was written about ${number.toString(36)} when it was made, in a sentence of some length.`,
      field_2: number % 1_000_000,
      field_3: number % 2 === 0,
      field_4: ['open', 'closed', 'archived'][number % 3],
      field_5: new Date(1_700_000_000_000 + (number % 1_000_000) * 1000).toISOString(),
    };
  });
}

function uuidOf(seed: string): string {
  const digits = [0, 1, 2, 3].map((part) => hash(`${part}${seed}${part}`).toString(16).padStart(8, '0')).join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
