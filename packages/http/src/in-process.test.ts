import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import type { HttpClient } from './contract.ts';
import { inProcessTransport } from './in-process.ts';

const meta = { identity: 'anonymous', purpose: 'test' };

function clientOf(
  handler: (request: Request) => Response | Promise<Response>,
  requestTimeoutMs = 10_000,
): Promise<HttpClient> {
  const transport = inProcessTransport(handler);
  const budget = { maxBodyBytes: 200, requestTimeoutMs };
  return openClient({ baseUrl: 'http://api.test/v1', userAgent: 'middlebrick/0', scanId: 's', transport, budget });
}

test('hands requests over and answers back', async () => {
  await using client = await clientOf(async (request) => {
    const told = {
      method: request.method,
      url: request.url,
      host: request.headers.get('host'),
      type: request.headers.get('content-type'),
    };
    return Response.json(
      { ...told, body: await request.text() },
      {
        status: 201,
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
      },
    );
  });
  const { id, request, response } = await client.send(
    { method: 'POST', path: '/notes/é?x=%2F', body: 'hi' },
    undefined,
    meta,
  );
  expect([id, request.url, response?.status]).toEqual(['x1', 'http://api.test/v1/notes/é?x=%2F', 201]);
  expect(JSON.parse(response?.body ?? '')).toMatchObject({
    method: 'POST',
    url: 'http://api.test/v1/notes/%C3%A9?x=%2F',
    host: 'api.test',
  });
  expect(response?.headers).toEqual([
    ['content-type', 'application/json'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]);
  expect(client.address).toBeUndefined();
});

test('cuts long bodies, of endless streams too', async () => {
  await using client = await clientOf(() => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('abcdefghij')),
    });
    return new Response(endless);
  });
  const { response } = await client.send({ method: 'GET', path: '/' }, undefined, meta);
  expect(response).toEqual({ status: 200, headers: [], body: 'abcdefghij'.repeat(20), bytes: 200, truncated: true });
});

test('undoes encodings', async () => {
  await using client = await clientOf(
    () => new Response(gzipSync('hello'), { headers: { 'content-encoding': 'gzip' } }),
  );
  expect((await client.send({ method: 'GET', path: '/' }, undefined, meta)).response?.body).toBe('hello');
});

test('a handler that throws and one that never answers are failures of the target', async () => {
  await using throwing = await clientOf(() => {
    throw new TypeError('oops');
  });
  expect((await throwing.send({ method: 'GET', path: '/' }, undefined, meta)).failure).toEqual({
    code: 'BAD_RESPONSE',
    message: 'What came back is not an HTTP answer (TypeError).',
  });
  await using silent = await clientOf(() => new Promise<Response>(() => {}), 30);
  expect((await silent.send({ method: 'GET', path: '/' }, undefined, meta)).failure?.code).toBe('TIMEOUT');
});
