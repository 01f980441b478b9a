import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from './parent.ts';

/**
 * A mended API of any number of collections: each organisation has one user, sees its own three objects in every
 * collection, and is told nothing of those of others. The same answers for the same requests.
 */
const organisations: Readonly<Record<string, string>> = {
  'Bearer token-of-alice-3f9a1c07': 'org-alice',
  'Bearer token-of-bob-84d2e6b5': 'org-bob',
};

const server = createServer((request, response) => {
  const answer = (status: number, value: unknown): void => {
    const body = JSON.stringify(value);
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    });
    response.end(body);
  };
  const own = organisations[request.headers.authorization ?? ''];
  if (own === undefined) return answer(401, { message: 'Sign in first.' });
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const [, organisation, collection, id] =
    /^\/api\/v3\/organisations\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (request.method !== 'GET') return answer(405, { message: 'Not allowed.' });
  if (organisation !== own || collection === undefined) return answer(404, { message: 'Not found.' });
  const items = objectsOf(organisation, collection);
  if (id === undefined) return answer(200, items);
  const found = items.find((item) => item.id === id);
  return found === undefined ? answer(404, { message: 'Not found.' }) : answer(200, found);
});

server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

function objectsOf(organisation: string, collection: string): { id: string; [field: string]: unknown }[] {
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
