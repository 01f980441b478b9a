import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import type { HttpClient } from './contract.ts';
import { failures } from './failure.ts';
import { rawServer } from './loopback-server.ts';

const meta = { identity: 'anonymous', purpose: 'test' };
const known = new Set<string | undefined>(Object.keys(failures));

function open(baseUrl: string): Promise<HttpClient> {
  const budget = { requestTimeoutMs: 150, maxBodyBytes: 4096 };
  return openClient({ baseUrl, userAgent: 'middlebrick/0', scanId: 's', budget });
}

async function answerTo(bytes: Buffer | string, method = 'GET'): Promise<string | number | undefined> {
  await using server = await rawServer((socket) => socket.end(bytes));
  await using client = await open(server.url);
  const { response, failure } = await client.send({ method, path: '/' }, undefined, { ...meta, retry: false });
  return response?.status ?? failure?.code;
}

test.each([
  ['nothing at all', '', 'CONNECTION_RESET'],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'BAD_RESPONSE'],
  ['half a status line', 'HTTP/1.1 20', 'CONNECTION_RESET'],
  ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n', 'BAD_RESPONSE'],
  ['HTTP/9', 'HTTP/9.9 200 OK\r\n\r\n', 'BAD_RESPONSE'],
  ['an unfinished head', 'HTTP/1.1 200 OK\r\nContent-Le', 'CONNECTION_RESET'],
  ['a name that is no token', 'HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n', 'BAD_RESPONSE'],
  ['too short a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'CONNECTION_RESET'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', 'BAD_RESPONSE'],
  ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'BAD_RESPONSE'],
  ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc', 'BAD_RESPONSE'],
  ['an unfinished chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc', 'CONNECTION_RESET'],
  ['a head without end', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(20_000)}`, 'BAD_RESPONSE'],
  [
    'a switch of protocols',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'BAD_RESPONSE',
  ],
  [
    'interim answers first',
    'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    200,
  ],
  ['a body until the end of the connection', 'HTTP/1.0 200 OK\r\n\r\nabc', 200],
  ['an unusual status', 'HTTP/1.1 999 \r\nContent-Length: 0\r\n\r\n', 999],
  ['a second answer that nobody asked for', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', 200],
  [
    'an encoding that is a lie',
    'HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc',
    'BAD_ENCODING',
  ],
])('survives %s', async (_name, bytes, expected) => {
  expect(await answerTo(bytes)).toBe(expected);
});

test('a redirect without end, a location that is no URL: both are only answers', async () => {
  expect(await answerTo('HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n')).toBe(302);
  expect(await answerTo('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n')).toBe(302);
});

test('a body after HEAD is not taken for an answer', async () => {
  expect(await answerTo('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/', 'HEAD')).toBe(200);
});

test('of thousands of headers only some are kept, and the encoding is known all the same', async () => {
  const head = `HTTP/1.1 200 OK\r\n${'a:\r\n'.repeat(9_000)}Content-Encoding: gzip\r\n`;
  const body = gzipSync('hello');
  const bytes = Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]);
  await using server = await rawServer((socket) => socket.end(bytes));
  await using client = await open(server.url);
  const { response } = await client.send({ method: 'GET', path: '/' }, undefined, meta);
  expect([response?.headers.length, response?.body]).toEqual([256, 'hello']);
});

const piece = fc.oneof(
  fc
    .constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 204 No Content\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: 99999999999999999999\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Transfer-Encoding: gzip, chunked\r\n',
      'Content-Encoding: gzip\r\n',
      'Connection: close\r\n',
      'Keep-Alive: timeout=-5\r\n',
      'Retry-After: 1e9\r\n',
      'Set-Cookie: \u0000=;;;\r\n',
      '\r\n',
      '5\r\nabcde\r\n',
      'ffffffffffffffff\r\n',
      '0\r\n\r\n',
    )
    .map((text) => Buffer.from(text, 'latin1')),
  fc.constant(gzipSync('hello')),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
);

test('no bytes whatever crash or hang the client, and the next request is answered', async () => {
  let reply: readonly Buffer[] = [];
  let isClosing = true;
  await using server = await rawServer((socket) => {
    for (const part of reply) socket.write(part);
    if (isClosing) socket.end();
  });
  await using client = await open(server.url);
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.boolean(), async (parts, closes) => {
      reply = parts;
      isClosing = closes || parts.length % 3 !== 0;
      const { response, failure } = await client.send({ method: 'GET', path: '/' }, undefined, {
        ...meta,
        retry: false,
      });
      expect(response === null).toBe(failure !== undefined);
      if (response === null) expect(known).toContain(failure?.code);
      else expect(response.bytes).toBeLessThanOrEqual(4096);
    }),
    { numRuns: 300 },
  );
  reply = [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')];
  expect((await client.send({ method: 'GET', path: '/' }, undefined, meta)).response?.body).toBe('ok');
});
