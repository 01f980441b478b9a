import { gzipSync } from 'node:zlib';
import { type Exchange, Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { isBudgetExhausted } from './budget.ts';
import { openClient } from './client.ts';
import type { ClientOptions, Credential, HttpClient } from './contract.ts';
import { createCookieStore } from './cookie-store.ts';
import { echoServer } from './echo-server.ts';
import { httpServer, rawServer } from './loopback-server.ts';

const meta = { identity: 'alice', purpose: 'test' };
const get = (path: string) => ({ method: 'GET', path });

function open(baseUrl: string, options: Partial<ClientOptions> = {}): Promise<HttpClient> {
  return openClient({ baseUrl, userAgent: 'middlebrick/0.1.0', scanId: 'scan-1', ...options });
}

function bearer(identity: string, token: string): Credential {
  const secret = new Secret(token, `${identity.toUpperCase()}_TOKEN`);
  return { identity, headers: [{ name: 'Authorization', prefix: 'Bearer ', secret }] };
}

test('puts a request on the wire as it stands', async () => {
  await using server = await echoServer();
  await using client = await open(`${server.url}/api/v1`);
  const headers: [string, string][] = [
    ['X-Case', 'A'],
    ['x-case', 'b'],
    ['accept', 'text/plain'],
  ];
  const exchange = await client.send(
    { method: 'POST', path: '/a/../%2e/b//?q=1&q=é', headers, body: 'hé' },
    bearer('alice', 'token-of-alice'),
    meta,
  );
  expect(server.all()).toEqual([
    {
      line: 'POST /api/v1/a/../%2e/b//?q=1&q=\u00c3\u00a9 HTTP/1.1',
      headers: [
        ['host', new URL(server.url).host],
        ['connection', 'keep-alive'],
        ['User-Agent', 'middlebrick/0.1.0'],
        ['X-Middlebrick-Scan', 'scan-1'],
        ['Accept-Encoding', 'gzip, deflate, br'],
        ['Authorization', 'Bearer token-of-alice'],
        ['X-Case', 'A'],
        ['x-case', 'b'],
        ['accept', 'text/plain'],
        ['content-length', '3'],
      ],
      body: 'h\u00c3\u00a9',
    },
  ]);
  expect(exchange).toEqual({
    id: 'x1',
    ...meta,
    request: {
      method: 'POST',
      url: `${server.url}/api/v1/a/../%2e/b//?q=1&q=é`,
      headers: [
        ['User-Agent', 'middlebrick/0.1.0'],
        ['X-Middlebrick-Scan', 'scan-1'],
        ['Accept-Encoding', 'gzip, deflate, br'],
        ['Authorization', 'Bearer $ALICE_TOKEN'],
        ...headers,
      ],
      body: 'hé',
    },
    response: { status: 200, headers: [['content-length', '2']], body: 'ok', bytes: 2, truncated: false },
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    milliseconds: expect.any(Number),
  } satisfies Exchange);
  expect(client.stats).toEqual({ requests: 1, bytes: 2, retries: 0, throttled: 0 });
});

test('signs in the query and with cookies, and shows neither', async () => {
  await using server = await echoServer();
  await using client = await open(server.url);
  const cookies = createCookieStore('bob');
  cookies.set('sid', 'cookie of bob');
  const bob: Credential = {
    identity: 'bob',
    headers: [],
    query: [{ name: 'api key', secret: new Secret('k&y/1234', 'BOB_KEY') }],
    cookies,
  };
  const exchange = await client.send({ ...get('/x?a=1'), headers: [['Cookie', 'theme=dark; sid=other']] }, bob, meta);
  expect(server.last().line).toBe('GET /x?a=1&api%20key=k%26y%2F1234 HTTP/1.1');
  expect(server.last().headers.filter(([name]) => name === 'Cookie')).toEqual([['Cookie', 'theme=dark; sid=other']]);
  expect(exchange.request.url).toBe(`${server.url}/x?a=1&api%20key=$BOB_KEY`);
  const again = await client.send(get('/y'), bob, meta);
  expect(server.last().headers.at(-1)).toEqual(['Cookie', 'sid=cookie of bob']);
  expect(again.request.headers.at(-1)).toEqual(['Cookie', 'sid=$BOB_COOKIE_SID']);
});

test('keeps the cookies of each identity apart and out of the record', async () => {
  await using server = await httpServer((request, response) => {
    const who = request.headers.authorization?.slice(-5);
    response.setHeader('Set-Cookie', `session=session-of-${who}; HttpOnly; Path=/`);
    response.end(JSON.stringify({ who, cookie: request.headers.cookie ?? null, session: `session-of-${who}` }));
  });
  await using client = await open(server.url);
  const alice = { ...bearer('alice', 'token-alice'), cookies: createCookieStore('alice') };
  const bob = { ...bearer('bob', 'token-bobby'), cookies: createCookieStore('bob') };
  const bodies = [];
  for (const who of [alice, bob, alice, bob]) bodies.push((await client.send(get('/'), who, meta)).response?.body);
  expect(bodies).toEqual([
    '{"who":"alice","cookie":null,"session":"$ALICE_COOKIE_SESSION"}',
    '{"who":"bobby","cookie":null,"session":"$BOB_COOKIE_SESSION"}',
    '{"who":"alice","cookie":"session=$ALICE_COOKIE_SESSION","session":"$ALICE_COOKIE_SESSION"}',
    '{"who":"bobby","cookie":"session=$BOB_COOKIE_SESSION","session":"$BOB_COOKIE_SESSION"}',
  ]);
  expect([alice.cookies.get('session'), bob.cookies.get('session')]).toEqual(['session-of-alice', 'session-of-bobby']);
});

test('hides a credential that the target repeats in its body, headers or location', async () => {
  await using server = await httpServer((request, response) => {
    const { authorization = '' } = request.headers;
    response.writeHead(302, { Location: `/next?t=${encodeURIComponent(authorization)}`, 'X-Echo': authorization });
    response.end(JSON.stringify({ authorization }));
  });
  await using client = await open(server.url);
  const exchange = await client.send(get('/?t=tok%2Fen%201'), bearer('alice', 'tok/en 1'), meta);
  expect(JSON.stringify(exchange)).not.toMatch(/tok.{1,3}en/);
  expect([exchange.response?.status, exchange.response?.body]).toEqual([
    302,
    '{"authorization":"Bearer $ALICE_TOKEN"}',
  ]);
  expect(client.stats.requests).toBe(1);
});

test('a login sees the clear answer, everybody else the variables', async () => {
  await using server = await httpServer((_request, response) => {
    response.setHeader('X-Token', 'fresh-token-1');
    response.end('{"token":"fresh-token-1"}');
  });
  await using client = await open(server.url);
  const exchange = await client.sendForSecrets(
    { method: 'POST', path: '/login', body: '{}' },
    undefined,
    meta,
    ({ status, headers, body }) => {
      expect([status, headers.find(([name]) => name === 'x-token')?.[1]]).toEqual([200, 'fresh-token-1']);
      return [new Secret(JSON.parse(body).token, 'ALICE_TOKEN')];
    },
  );
  expect(exchange.response?.body).toBe('{"token":"$ALICE_TOKEN"}');
  expect((await client.send(get('/'), undefined, meta)).response?.headers).toContainEqual(['x-token', '$ALICE_TOKEN']);
});

test('decodes what is compressed, and text that is not UTF-8', async () => {
  const bodies: Record<string, Buffer> = {
    '/gzip': gzipSync('{"a":1}'),
    '/bad': Buffer.from('{"a":1}'),
    '/latin': Buffer.from([0x68, 0xe9]),
    '/bom': Buffer.from('\ufeff{}'),
  };
  await using server = await httpServer((request, response) => {
    if (request.url === '/gzip' || request.url === '/bad') response.setHeader('Content-Encoding', 'gzip');
    response.end(bodies[request.url ?? '']);
  });
  await using client = await open(server.url);
  const answers = [];
  for (const path of Object.keys(bodies)) {
    const { response, failure } = await client.send(get(path), undefined, meta);
    answers.push([response?.body, response?.bytes, failure?.code]);
  }
  expect(answers).toEqual([
    ['{"a":1}', 7, undefined],
    [undefined, undefined, 'BAD_ENCODING'],
    ['h\ufffd', 2, undefined],
    ['{}', 5, undefined],
  ]);
});

test('a body beyond the limit is cut, and its connection closed instead of read to the end', async () => {
  let written = 0;
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const chunk = 'x'.repeat(65_536);
    const pump = (): void => {
      while (!socket.destroyed && socket.write(chunk)) written += chunk.length;
      if (!socket.destroyed) socket.once('drain', pump);
    };
    pump();
  });
  await using client = await open(server.url, { budget: { maxBodyBytes: 1000 } });
  const { response } = await client.send(get('/'), undefined, meta);
  expect(response).toEqual({ status: 200, headers: [], body: 'x'.repeat(1000), bytes: 1000, truncated: true });
  expect(written).toBeLessThan(64 * 1024 * 1024);
  expect(client.stats.bytes).toBe(1000);
});

test('a compressed bomb is cut at the limit too', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000, 'y'));
  await using server = await httpServer((_request, response) =>
    response.setHeader('Content-Encoding', 'gzip').end(bomb),
  );
  await using client = await open(server.url, { budget: { maxBodyBytes: 50_000 } });
  const { response } = await client.send(get('/'), undefined, meta);
  expect([response?.bytes, response?.truncated, response?.body]).toEqual([50_000, true, 'y'.repeat(50_000)]);
});

test('tells a target that never answers from one that never ends', async () => {
  await using server = await rawServer((socket, received) => {
    if (received.startsWith('GET /silent')) return;
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const timer = setInterval(() => socket.write('drip'), 5);
    socket.on('close', () => clearInterval(timer));
  });
  await using client = await open(server.url, { budget: { requestTimeoutMs: 80 } });
  const exchanges = await Promise.all(['/silent', '/drip'].map((path) => client.send(get(path), undefined, meta)));
  expect(exchanges.map(({ response, failure }) => [response, failure?.code])).toEqual([
    [null, 'TIMEOUT'],
    [null, 'TOO_SLOW'],
  ]);
});

test('a stopped scan says which budget ran out', async () => {
  await using server = await echoServer();
  const spend = async (budget: ClientOptions['budget']): Promise<unknown[]> => {
    await using client = await open(server.url, { budget: budget ?? {} });
    const results = await Promise.allSettled([1, 2, 3].map(() => client.send(get('/'), undefined, meta)));
    const later = await client.send(get('/'), undefined, meta).catch((error: unknown) => error);
    return [
      results.filter(({ status }) => status === 'fulfilled').length,
      isBudgetExhausted(later),
      client.stopReason(),
    ];
  };
  expect(await spend({ maxRequests: 2 })).toEqual([2, true, 'the budget of 2 requests is used up']);
  expect(await spend({ maxTotalBytes: 0 })).toEqual([0, true, 'the budget of 0 MiB is used up']);
  expect(await spend({ maxRequests: 4 })).toEqual([3, false, undefined]);
});

test('the time budget ends what is running', async () => {
  await using server = await rawServer(() => {});
  await using client = await open(server.url, { budget: { totalTimeoutMs: 50 } });
  await expect(client.send(get('/'), undefined, meta)).rejects.toMatchObject({ name: 'BudgetExhausted' });
  expect(client.stopReason()).toBe('the time budget of 50 ms is used up');
});

test('an interruption ends running, waiting and later requests at once', async () => {
  let arrived = (): void => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await using server = await rawServer(() => arrived());
  const controller = new AbortController();
  await using client = await open(server.url, { concurrency: 1, signal: controller.signal });
  const sent = [1, 2].map(() =>
    client.send(get('/'), undefined, meta).catch((error: unknown) => (error as Error).name),
  );
  await arrival;
  controller.abort();
  expect(await Promise.all(sent)).toEqual(['AbortError', 'AbortError']);
  await expect(client.send(get('/'), undefined, meta)).rejects.toMatchObject({ name: 'AbortError' });
  expect([client.stopReason(), client.stats.requests]).toEqual(['interrupted', 1]);
  await expect(open(server.url, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test('never has more requests in flight than asked for', async () => {
  let now = 0;
  let most = 0;
  await using server = await httpServer((_request, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end();
    }, 5);
  });
  await using client = await open(server.url, { concurrency: 3 });
  await Promise.all(Array.from({ length: 20 }, () => client.send(get('/'), undefined, meta)));
  expect(most).toBe(3);
});

test('obeys Retry-After and gives the last answer', async () => {
  const statuses = new Map<string, number[]>([
    ['GET /soon', [429, 503, 200]],
    ['GET /never', [429, 429, 429, 429, 200]],
    ['POST /write', [429, 200]],
    ['GET /check', [429, 200]],
    ['GET /plain', [503, 200]],
  ]);
  await using server = await httpServer((request, response) => {
    const status = statuses.get(`${request.method} ${request.url}`)?.shift() ?? 500;
    const isPlain = request.url === '/plain';
    response.writeHead(status, status === 200 || isPlain ? {} : { 'Retry-After': '0' }).end();
  });
  await using client = await open(server.url);
  const statusOf = async (method: string, path: string, retry = true): Promise<number | undefined> =>
    (await client.send({ method, path }, undefined, { ...meta, retry })).response?.status;
  expect(await statusOf('GET', '/soon')).toBe(200);
  expect(client.stats).toMatchObject({ requests: 3, retries: 2, throttled: 2 });
  expect(await statusOf('GET', '/never')).toBe(429);
  expect(client.stats).toMatchObject({ requests: 7, retries: 5, throttled: 6 });
  expect(await statusOf('POST', '/write')).toBe(429);
  expect(await statusOf('GET', '/check', false)).toBe(429);
  expect(await statusOf('GET', '/plain')).toBe(503);
  expect(client.stats).toMatchObject({ requests: 10, retries: 5, throttled: 7 });
});

test('repeats a safe request whose connection broke, and no other', async () => {
  const seen: string[] = [];
  await using server = await rawServer((socket, received) => {
    const line = received.slice(0, received.indexOf(' HTTP'));
    seen.push(line);
    if (line === 'GET /second' && seen.filter((one) => one === line).length === 2) {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
    } else socket.destroy();
  });
  await using client = await open(server.url);
  const outcomes = [];
  for (const [method, path] of [
    ['GET', '/second'],
    ['GET', '/never'],
    ['POST', '/write'],
  ] as const) {
    const { response, failure } = await client.send({ method, path }, undefined, meta);
    outcomes.push(response?.body ?? failure?.code);
  }
  expect(outcomes).toEqual(['ok', 'CONNECTION_RESET', 'CONNECTION_RESET']);
  expect(seen).toEqual(['GET /second', 'GET /second', 'GET /never', 'GET /never', 'GET /never', 'POST /write']);
});

test('a request that cannot be written is a failure and sends nothing', async () => {
  await using server = await echoServer();
  await using client = await open(server.url);
  const bad = [
    { method: 'GET', path: '/a b' },
    { method: 'GET', path: '/a\r\nX: y' },
    { method: 'G T', path: '/' },
    { method: 'GET', path: '/', headers: [['X', 'a\r\nb: c']] as [string, string][] },
    { method: 'GET', path: '/', headers: [['Transfer-Encoding', 'chunked']] as [string, string][] },
    { method: 'POST', path: '/', headers: [['Content-Length', '99']] as [string, string][], body: 'a' },
  ];
  const exchanges = await Promise.all(bad.map((request) => client.send(request, undefined, meta)));
  expect(exchanges.map(({ failure }) => failure?.code)).toEqual(bad.map(() => 'NOT_SENDABLE'));
  expect((await client.send(get('/'), undefined, meta)).response?.status).toBe(200);
  expect(server.all()).toHaveLength(1);
});

test('a cookie given between requests is hidden too', async () => {
  await using server = await httpServer((request, response) => response.end(request.headers.cookie));
  await using client = await open(server.url);
  const alice = { identity: 'alice', headers: [], cookies: createCookieStore('alice') };
  expect((await client.send(get('/'), alice, meta)).response?.body).toBe('');
  alice.cookies.set('sid', 'late-value');
  expect((await client.send(get('/'), alice, meta)).response?.body).toBe('sid=$ALICE_COOKIE_SID');
});

test('nobody who waits for the rate is forgotten', async () => {
  await using server = await echoServer();
  await using client = await open(server.url, { budget: { ratePerSecond: 100 } });
  const sent = Array.from({ length: 30 }, () => client.send(get('/'), undefined, meta));
  expect((await Promise.all(sent)).map(({ response }) => response?.body)).toEqual(sent.map(() => 'ok'));
});

test.each([
  [{ budget: { ratePerSecond: 0 } }],
  [{ budget: { maxRequests: Number.NaN } }],
  [{ concurrency: 0 }],
])('a scan that could send nothing is refused: %j', async (options) => {
  await expect(open('http://127.0.0.1:1', options)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
});

test('ids follow the order of sending and every exchange is recorded', async () => {
  await using server = await httpServer((request, response) =>
    setTimeout(() => response.end(), request.url === '/1' ? 30 : 0),
  );
  const recorded: Exchange[] = [];
  const recorder = { record: (exchange: Exchange) => recorded.push(exchange), close: async () => {} };
  await using client = await open(server.url, { recorder });
  const exchanges = await Promise.all(['/1', '/2'].map((path) => client.send(get(path), undefined, meta)));
  expect(exchanges.map(({ id }) => id)).toEqual(['x1', 'x2']);
  expect(recorded).toEqual([exchanges[1], exchanges[0]]);
});
