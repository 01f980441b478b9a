import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import type { ClientOptions, HttpClient } from './contract.ts';
import { type EchoServer, echoServer } from './echo-server.ts';
import { httpServer, httpsServer, rawServer } from './loopback-server.ts';

interface Proxy extends AsyncDisposable {
  url: string;
  host: string;
  /** What was asked of it: `CONNECT 127.0.0.1:5000`. */
  asked: string[];
}

/** A proxy that only tunnels. */
async function proxyServer(password?: string): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(400).end();
  });
  const wanted = password === undefined ? undefined : `Basic ${Buffer.from(password).toString('base64')}`;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {
      // The client hangs up as it likes.
    });
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    asked.push(`CONNECT ${request.url}`);
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(request.url ?? '') ?? [];
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    sockets.add(target);
    target.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    asked,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const open = (baseUrl: string, proxy: string, options: Partial<ClientOptions> = {}): Promise<HttpClient> =>
  openClient({ baseUrl, proxy, userAgent: 'middlebrick/0.1.0', scanId: 's', ...options });

const meta = { identity: 'anonymous', purpose: 'test' };
const get = (client: HttpClient, path: string) => client.send({ method: 'GET', path }, undefined, meta);

async function closed(server: EchoServer): Promise<string> {
  await server[Symbol.asyncDispose]();
  return server.url;
}

test('everything goes through the proxy, loopback too, byte for byte and to the address that was resolved here', async () => {
  await using target = await echoServer();
  await using proxy = await proxyServer();
  await using client = await open(target.url.replace('127.0.0.1', 'localhost'), proxy.url);
  const path = '/a/../b//c?x=[1]';
  expect((await get(client, path)).response?.body).toBe('ok');
  const { port } = new URL(target.url);
  expect(target.last().line).toBe(`GET ${path} HTTP/1.1`);
  expect(target.last().headers[0]).toEqual(['host', `localhost:${port}`]);
  expect(client.address).toBe('127.0.0.1');
  expect(new Set(proxy.asked.map((line) => line.replace('[::1]', '127.0.0.1')))).toEqual(
    new Set([`CONNECT 127.0.0.1:${port}`]),
  );
});

test('TLS goes through the proxy with the name of the target, and is verified', async () => {
  await using target = await httpsServer((_request, response) => response.end('secret garden'));
  await using proxy = await proxyServer();
  await expect(open(target.url, proxy.url)).rejects.toMatchObject({ code: 'TLS_FAILED' });
  await using client = await open(target.url, proxy.url, { insecure: true });
  expect((await get(client, '/')).response?.body).toBe('secret garden');
  expect(proxy.asked.every((line) => line === `CONNECT 127.0.0.1:${target.port}`)).toBe(true);
});

test('the proxy is asked for nothing outside of the scope', async () => {
  await using target = await echoServer();
  await using foreign = await echoServer();
  await using proxy = await proxyServer();
  await using client = await open(target.url, proxy.url);
  await expect(get(client, `${foreign.url}/`)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  expect(proxy.asked.join()).not.toContain(new URL(foreign.url).port);
  expect(foreign.all()).toEqual([]);
});

test('a proxy that wants a password is given it, and no record holds it', async () => {
  await using target = await echoServer();
  await using proxy = await proxyServer('eve:p@ss w%rd');
  await using client = await open(target.url, proxy.url.replace('//', '//eve:p%40ss%20w%25rd@'));
  const exchange = await get(client, '/');
  expect(exchange.response?.status).toBe(200);
  expect(JSON.stringify(exchange)).not.toMatch(/proxy-authorization|p@ss/i);
  expect(target.last().headers.map(([name]) => name.toLowerCase())).not.toContain('proxy-authorization');
});

test('a proxy that refuses the password, is not there or cannot reach the target is said in one line', async () => {
  await using target = await echoServer();
  await using proxy = await proxyServer('eve:right-one');
  await expect(open(target.url, proxy.url.replace('//', '//eve:wrong-one@'))).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: `The proxy ${proxy.host} wants a user name and password, or others than those given (407).`,
  });
  const nobody = await closed(await echoServer());
  await expect(open(target.url, nobody)).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: `The proxy ${new URL(nobody).host} gives no connection (ECONNREFUSED).`,
    help: 'Check --proxy and that an HTTP proxy listens there.',
  });
  await using willing = await proxyServer();
  await expect(open(nobody, willing.url)).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: `The proxy ${willing.host} answered 502 when asked for ${new URL(nobody).host}.`,
  });
});

test('what listens there and is no proxy is said, too', async () => {
  await using target = await echoServer();
  await using other = await httpServer((_request, response) => response.end('hello'));
  await using mute = await rawServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
  for (const server of [other, mute]) {
    await expect(open(target.url, server.url)).rejects.toMatchObject({
      code: 'TARGET_UNREACHABLE',
      message: expect.stringMatching(/^The proxy 127\.0\.0\.1:\d+ gives no connection \(\w+\)\.$/),
    });
  }
});

test('a proxy that takes connections and never answers is given up', async () => {
  await using target = await echoServer();
  await using mute = await rawServer(() => {
    // Says nothing.
  });
  await expect(open(target.url, mute.url, { budget: { requestTimeoutMs: 200 } })).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: `The proxy ${new URL(mute.url).host} gives no connection (UND_ERR_HEADERS_TIMEOUT).`,
  });
  expect(target.all()).toEqual([]);
});

test('a proxy that goes away during the scan is a failure of the exchanges', async () => {
  await using target = await echoServer();
  const proxy = await proxyServer();
  await using client = await open(target.url, proxy.url);
  await get(client, '/');
  await proxy[Symbol.asyncDispose]();
  const { failure } = await client.send({ method: 'POST', path: '/' }, undefined, meta);
  expect(failure).toEqual({
    code: 'PROXY_FAILED',
    message: expect.stringContaining('The proxy gave no connection to the target'),
  });
});

test.each([
  'ftp://127.0.0.1:8080',
  'socks5://127.0.0.1:1080',
  'http://127.0.0.1:8080/path',
  'http://eve:secret@',
  '',
])('is no proxy: %s', async (proxy) => {
  const error = await open('http://127.0.0.1:1', proxy).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'BAD_ARGUMENT', message: 'A proxy is given as http://<host>:<port>.' });
});
