import { Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import type { ClientOptions, HttpClient } from './contract.ts';
import { echoServer } from './echo-server.ts';
import { httpServer, httpsServer, type LoopbackServer, rawServer } from './loopback-server.ts';
import { isLocalAddress } from './pinned-connector.ts';

const meta = { identity: 'anonymous', purpose: 'test' };
const get = (path: string) => ({ method: 'GET', path });

function open(baseUrl: string, options: Partial<ClientOptions> = {}): Promise<HttpClient> {
  return openClient({ baseUrl, userAgent: 'middlebrick/0.1.0', scanId: 's', ...options });
}

async function closedPort(): Promise<string> {
  const server = await echoServer();
  await server[Symbol.asyncDispose]();
  return server.url;
}

test('a target that is not there is said before anything is sent', async () => {
  const url = await closedPort();
  await expect(open(url)).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: `${url}: The target did not accept the connection (ECONNREFUSED).`,
  });
  await expect(open('http://name.invalid')).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: 'The name name.invalid cannot be resolved.',
  });
});

test('pins the address that answers: localhost may also be ::1', async () => {
  await using server = await echoServer();
  await using client = await open(server.url.replace('127.0.0.1', 'localhost'));
  expect(client.address).toBe('127.0.0.1');
  const { request } = await client.send(get('/'), undefined, meta);
  expect(request.url).toBe(`${server.url.replace('127.0.0.1', 'localhost')}/`);
  expect(server.last().headers[0]).toEqual(['host', new URL(request.url).host]);
});

test('a target that goes away is a failure of its exchanges', async () => {
  const server = await httpServer((_request, response) => response.end('ok'));
  await using client = await open(server.url);
  expect((await client.send(get('/'), undefined, meta)).response?.body).toBe('ok');
  await server[Symbol.asyncDispose]();
  const { response, failure } = await client.send(get('/'), undefined, meta);
  expect([response, failure?.code]).toEqual([null, 'CONNECTION_REFUSED']);
});

test('certificates are verified unless told otherwise', async () => {
  await using server = await httpsServer((_request, response) => response.end('secret garden'));
  await expect(open(server.url)).rejects.toMatchObject({
    code: 'TLS_FAILED',
    message: `${server.url}: No trusted TLS connection could be made (DEPTH_ZERO_SELF_SIGNED_CERT).`,
  });
  await using client = await open(server.url, { insecure: true });
  expect((await client.send(get('/'), undefined, meta)).response?.body).toBe('secret garden');
  const spoofed = { ...get('/'), headers: [['Host', 'other.test']] as [string, string][] };
  expect((await client.send(spoofed, undefined, meta)).response?.status).toBe(200);
});

test('TLS to a server that speaks none fails', async () => {
  await using server = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await expect(open(server.url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'TLS_FAILED' });
});

test('a URL is only reached in scope', async () => {
  await using server = await echoServer();
  await using other = await echoServer();
  const { host } = new URL(other.url);
  await using narrow = await open(`${server.url}/api`);
  await expect(narrow.send(get(`${other.url}/x`), undefined, meta)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(narrow.send(get('x'), undefined, meta)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  expect((await narrow.send(get(`${server.url}/a/../x?y`), undefined, meta)).request.url).toBe(
    `${server.url}/a/../x?y`,
  );
  await using wide = await open(server.url, { scope: [host] });
  expect((await wide.send(get(`${other.url}/x`), undefined, meta)).response?.status).toBe(200);
  expect([server.all().length, other.all().map(({ line }) => line)]).toEqual([1, ['GET /x HTTP/1.1']]);
});

test('a further host that is down is a failure of the exchange', async () => {
  await using server = await echoServer();
  const down = await closedPort();
  await using client = await open(server.url, { scope: [new URL(down).host] });
  const { response, failure } = await client.send(get(`${down}/x`), undefined, meta);
  expect([response, failure?.code]).toEqual([null, 'CONNECTION_REFUSED']);
});

/** Redirects `/n` to `/n-1` and answers `/0`; `/away` leads to another port. */
async function redirecting(away: string): Promise<LoopbackServer> {
  return httpServer((request, response) => {
    const left = Number(request.url?.slice(1));
    if (request.url === '/away') response.writeHead(302, { Location: away }).end();
    else if (left > 0) response.writeHead(307, { Location: `${left - 1}` }).end();
    else
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(request.headers.authorization ?? 'none'));
  });
}

test('documents are fetched through redirects within the scope', async () => {
  await using target = await echoServer();
  await using elsewhere = await echoServer();
  await using server = await redirecting(`${elsewhere.url}/x`);
  await using client = await open(target.url);
  const limit = { maxBytes: 1000 };
  expect(await client.fetchDocument(`${server.url}/5`, limit)).toEqual({
    status: 200,
    body: '"none"',
    contentType: 'application/json',
    url: `${server.url}/0`,
    truncated: false,
  });
  expect(await client.fetchDocument(`${server.url}/0`, { maxBytes: 3 })).toMatchObject({
    body: '"no',
    truncated: true,
  });
  await expect(client.fetchDocument(`${server.url}/6`, limit)).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
  await expect(client.fetchDocument(`${server.url}/away`, limit)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(client.fetchDocument('file:///etc/passwd', limit)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  expect(elsewhere.all()).toEqual([]);
});

test('the credential of a document stays in scope', async () => {
  await using target = await redirecting('');
  await using server = await redirecting('');
  await using client = await open(target.url);
  const secret = new Secret('token-of-alice', 'ALICE_TOKEN');
  const credential = { identity: 'alice', headers: [{ name: 'Authorization', prefix: 'Bearer ', secret }] };
  const fetched = await Promise.all(
    [target, server].map(({ url }) => client.fetchDocument(`${url}/0`, { maxBytes: 1000, credential })),
  );
  expect(fetched.map(({ body }) => body)).toEqual(['"Bearer $ALICE_TOKEN"', '"none"']);
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['192.168.1.1', true],
  ['fd00::1', true],
  ['93.184.216.34', false],
  ['2606:2800:220:1::1', false],
  ['not an address', false],
])('%s is local: %s', (address, isLocal) => {
  expect(isLocalAddress(address)).toBe(isLocal);
});
