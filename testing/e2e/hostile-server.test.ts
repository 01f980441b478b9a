import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Budget, isBudgetExhausted } from '@middlebrick/http';
import { isScanError, type Report, reportSchema } from '@middlebrick/model';
import { checks, type IdentityInput, identityConfigSchema, type ScanOptions, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/** How often each name was resolved; every time but the first it points to another address. */
const lookups = vi.hoisted(() => new Map<string, number>());
vi.mock('node:dns/promises', () => ({
  lookup: async (name: string) => {
    lookups.set(name, (lookups.get(name) ?? 0) + 1);
    return [{ address: lookups.get(name) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  },
}));

/** Credentials that must reach the target and nobody else. */
const canaries = {
  bearer: 'canary-bearer-7Qx2',
  cookie: 'canary-cookie-9Lm4',
  key: 'canary-key-3Vn8',
  header: 'canary-header-5Ks1',
};
const identities: readonly IdentityInput[] = [
  { name: 'alice', bearer: canaries.bearer, cookie: `session=${canaries.cookie}` },
  { name: 'bob', apiKey: { in: 'query', name: 'api_key', value: canaries.key } },
];
const headers = [['X-Api-Key', canaries.header]] as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A request as it arrived, and the connection to answer it on. */
interface Arrived {
  path: string;
  /** The whole head as text. */
  head: string;
  socket: Socket;
}

interface RawServer extends AsyncDisposable {
  url: string;
  host: string;
  /** Everything that was ever received, in order. */
  received: () => string;
  requests: () => readonly string[];
}

/** A server that speaks bytes, on an address of the loopback network; on a free port when none is given. */
async function rawServer(answer: (arrived: Arrived) => void, address = '127.0.0.1', at = 0): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let received = '';
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let pending = '';
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {
      // The client hangs up on purpose.
    });
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      pending += bytes.toString('latin1');
      for (let end = pending.indexOf('\r\n\r\n'); end !== -1; end = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, end);
        pending = pending.slice(end + 4);
        const [line = ''] = head.split('\r\n');
        requests.push(line);
        answer({ path: line.split(' ')[1] ?? '', head, socket });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(at, address, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address}:${port}`,
    host: `${address}:${port}`,
    received: () => received,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

type Fields = Readonly<Record<string, string>>;

function reply({ socket }: Arrived, status: number, body: string | Buffer, fields: Fields = {}): void {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ 'Content-Type': 'application/json', ...fields, 'Content-Length': `${bytes.length}` });
  socket.write(`HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
  socket.write(bytes);
}

const small: Partial<Budget> = { maxRequests: 400, requestTimeoutMs: 400, totalTimeoutMs: 20_000 };

function scanOf(target: string, parts: Partial<ScanOptions> = {}): Promise<Report> {
  return scan({
    target,
    identities: identities.map((identity) => identityConfigSchema.parse(identity)),
    headers,
    checks,
    seed: 7,
    version: '0.0.0',
    budget: small,
    ...parts,
  });
}

async function specFile(document: unknown): Promise<string> {
  const path = join(folder, 'openapi.json');
  await writeFile(path, JSON.stringify(document));
  return path;
}

/** Whether the caller is signed in, by whatever credential. */
function isSignedIn({ head }: Arrived): boolean {
  return [canaries.bearer, canaries.key].some((value) => head.includes(value));
}

function expectNoCredential(attacker: RawServer): void {
  for (const canary of Object.values(canaries)) expect(attacker.received()).not.toContain(canary);
}

describe('another host gets nothing', () => {
  test('when servers, references, redirects, links and cookies name it', async () => {
    await using attacker = await rawServer((arrived) => reply(arrived, 200, '{"stolen":true}'));
    const elsewhere = (path: string): string => `${attacker.url}${path}`;
    const spec = await specFile({
      openapi: '3.1.0',
      servers: [{ url: elsewhere('/api') }],
      paths: {
        '/me': { servers: [{ url: elsewhere('/me') }], get: {} },
        '/notes': { get: { parameters: [{ $ref: elsewhere('/spec.json#/p') }] } },
        '/notes/{id}': { $ref: elsewhere('/spec.json#/item') },
        '/moved': { get: {} },
        [`//${attacker.host}/x`]: { get: {} },
        [elsewhere('/y')]: { get: {} },
        [`/\\${attacker.host}/z`]: { get: {} },
      },
      components: {
        securitySchemes: {
          oauth: { type: 'oauth2', flows: { password: { tokenUrl: elsewhere('/token'), scopes: {} } } },
        },
      },
    });
    await using target = await rawServer((arrived) => {
      const cookies = { 'Set-Cookie': `session=x; Domain=${attacker.host}`, Link: `<${elsewhere('/2')}>; rel="next"` };
      if (!isSignedIn(arrived)) return reply(arrived, 401, '{}', { 'WWW-Authenticate': 'Bearer' });
      if (arrived.path.startsWith('/api/moved')) return reply(arrived, 302, '', { Location: elsewhere('/moved') });
      return reply(
        arrived,
        200,
        JSON.stringify({ items: [{ id: 'n-1', url: elsewhere('/n-1') }], next: elsewhere('/3') }),
        cookies,
      );
    });
    const report = await scanOf(target.url, { spec });
    expect(attacker.requests()).toEqual([]);
    expect(report.target.scope).toEqual([target.host]);
    for (const canary of [canaries.bearer, canaries.cookie, canaries.key, canaries.header])
      expect(target.received()).toContain(canary);
  });

  test('when the crawl meets it in every answer', async () => {
    await using attacker = await rawServer((arrived) => reply(arrived, 200, '{"stolen":true}'));
    const { port } = new URL(attacker.url);
    const names = [
      attacker.url,
      `//${attacker.host}`,
      `http:\\\\${attacker.host}`,
      `http://127.0.0.1@${attacker.host}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://2130706433:${port}`,
      `http://0:${port}`,
      `HTTP://127.0.0.1:${port}`,
    ];
    await using target = await rawServer((arrived) => {
      const links = names.flatMap((name, index) => [`${name}/api/${index}`, `${name}/openapi.json`, `${name}/app.js`]);
      const anchors = links.map((link) => `<a href="${link}">x</a><script src="${link}"></script>`).join('');
      const page = `<!doctype html>${anchors}<script>SwaggerUIBundle({url: "${attacker.url}/openapi.json"})</script>`;
      if (/openapi|swagger/.test(arrived.path))
        return reply(arrived, 302, '', { Location: `${attacker.url}/openapi.json` });
      if (/docs/.test(arrived.path)) return reply(arrived, 200, page, { 'Content-Type': 'text/html' });
      if (/^\/mb/.test(arrived.path)) return reply(arrived, 404, '{}');
      if (!isSignedIn(arrived)) return reply(arrived, 401, '{}');
      return reply(arrived, 200, JSON.stringify({ id: 'n-1', links, path: arrived.path }), {
        Location: links[0] ?? '',
      });
    });
    const report = await scanOf(target.url);
    expect(report.surface.operations.length).toBeGreaterThan(0);
    expect(attacker.requests()).toEqual([]);
  });

  test('but the specification that was asked for, without any credential, and nothing that it redirects to', async () => {
    await using third = await rawServer((arrived) => reply(arrived, 200, '{}'));
    await using attacker = await rawServer((arrived) =>
      reply(arrived, 302, '', { Location: `${third.url}/openapi.json`, 'Set-Cookie': 'a=b' }),
    );
    await using target = await rawServer((arrived) => reply(arrived, 200, '{}'));
    await expect(scanOf(target.url, { spec: `${attacker.url}/openapi.json` })).rejects.toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    expect(attacker.requests()).toEqual(['GET /openapi.json HTTP/1.1']);
    expectNoCredential(attacker);
    expect(third.requests()).toEqual([]);
  });

  test('when a specification of the target redirects to it', async () => {
    await using attacker = await rawServer((arrived) =>
      reply(arrived, 200, '{"openapi":"3.1.0","paths":{"/me":{"get":{}}}}'),
    );
    await using target = await rawServer((arrived) =>
      arrived.path.startsWith('/openapi.json')
        ? reply(arrived, 302, '', { Location: `${attacker.url}/openapi.json` })
        : reply(arrived, 404, '{}'),
    );
    await expect(scanOf(target.url, { spec: `${target.url}/openapi.json` })).rejects.toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    expect(attacker.requests()).toEqual([]);
  });

  test('of its own port, even on the same address, and none of another address', async () => {
    await using attacker = await rawServer((arrived) => reply(arrived, 200, '{}'), '127.0.0.2');
    await using target = await rawServer((arrived) =>
      isSignedIn(arrived)
        ? reply(arrived, 307, '', { Location: attacker.url, 'Content-Location': `${attacker.url}/x` })
        : reply(arrived, 401, '{}'),
    );
    const spec = await specFile({ openapi: '3.1.0', paths: { '/a': { get: {} }, '/b/{id}': { get: {} } } });
    await scanOf(target.url, { spec });
    expect(attacker.requests()).toEqual([]);
  });
});

test('a name that points elsewhere after it was resolved is not followed there', async () => {
  await using target = await rawServer((arrived) => {
    if (isSignedIn(arrived)) reply(arrived, 200, '{"id":"n-1","email":"a@example.com"}', { Connection: 'close' });
    else reply(arrived, 401, '{}', { Connection: 'close' });
    arrived.socket.end();
  });
  const { port } = new URL(target.url);
  await using attacker = await rawServer((arrived) => reply(arrived, 200, '{}'), '127.0.0.2', Number(port));
  const spec = await specFile({ openapi: '3.1.0', paths: { '/a': { get: {} }, '/b': { get: {} } } });
  await scanOf(`http://rebinding.test:${port}`, { spec });
  expect(target.requests().length).toBeGreaterThan(10);
  expect(attacker.received()).toBe('');
  expect(lookups.get('rebinding.test')).toBe(1);
});

describe('no request is split or smuggled', () => {
  test('by paths, parameters and headers of a specification', async () => {
    const evil = 'x\r\nX-Smuggled: yes\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a';
    const parameter = (name: string, place: string): unknown => ({ name, in: place, required: true, example: evil });
    const spec = await specFile({
      openapi: '3.1.0',
      paths: {
        [`/a/${evil}`]: { get: {} },
        '/b/{id}': { get: { parameters: [{ ...(parameter('id', 'path') as object) }] } },
        '/c': { get: { parameters: [parameter('q', 'query')] } },
        '/d': { get: { parameters: [parameter('X-H', 'header')] } },
        '/e': { get: { parameters: [parameter('c', 'cookie')] } },
        '/f': { get: { parameters: [{ name: evil, in: 'header', required: true, example: 'v' }] } },
        '/g': { get: { parameters: [{ name: 'Host', in: 'header', required: true, example: 'attacker.test' }] } },
        '/h': { get: { parameters: [{ name: 'Content-Length', in: 'header', required: true, example: '5' }] } },
        '/i': {
          get: { parameters: [{ name: 'Transfer-Encoding', in: 'header', required: true, example: 'chunked' }] },
        },
        '/j': { get: { parameters: [{ name: 'Upgrade', in: 'header', required: true, example: 'h2c' }] } },
        '/k': { get: { parameters: [{ name: 'Connection', in: 'header', required: true, example: 'upgrade' }] } },
        '/l': {
          get: { parameters: [{ name: 'X-HTTP-Method-Override', in: 'header', required: true, example: 'DELETE' }] },
        },
        '/l m\u00e9': { get: {} },
      },
    });
    await using target = await rawServer((arrived) =>
      isSignedIn(arrived)
        ? reply(arrived, 200, JSON.stringify({ id: evil, next: `/c?cursor=${evil}` }), {
            'Set-Cookie': `a=b\tc; Path=/`,
          })
        : reply(arrived, 401, '{}'),
    );
    const report = await scanOf(target.url, { spec });
    expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
    expect(target.requests().filter((line) => line.includes(' /smuggled'))).toEqual([]);
    expect(target.received()).not.toMatch(/^X-Smuggled/im);
    expect(target.requests().filter((line) => !/^(GET|HEAD|OPTIONS) \/\S* HTTP\/1\.1$/.test(line))).toEqual([]);
    expect(target.received()).not.toMatch(/^x-http-method-override: delete/im);
    // The Host of a request is that of its connection, or virtual hosts would widen the scope.
    expect(target.received()).not.toMatch(/^host: attacker/im);
  });
});

const streamed: Fields = { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' };

/** Ways not to end an answer. */
const endless: Record<string, (arrived: Arrived) => void> = {
  'a body without end': ({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\n${fieldsOf(streamed)}\r\n\r\n`);
    const chunk = `4000\r\n${'{"a":'.repeat(3277).slice(0, 0x4000)}\r\n`;
    const write = (): void => {
      while (!socket.destroyed && socket.write(chunk));
      if (!socket.destroyed) socket.once('drain', write);
    };
    write();
  },
  'headers that come byte by byte': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => socket.write('X'), 20);
    socket.on('close', () => clearInterval(timer));
  },
  'a body that comes byte by byte': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
    const timer = setInterval(() => socket.write('{'), 20);
    socket.on('close', () => clearInterval(timer));
  },
  'interim answers without end': ({ socket }) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), 5);
    socket.on('close', () => clearInterval(timer));
  },
  'a bomb': (arrived) => reply(arrived, 200, bomb, { 'Content-Encoding': 'gzip' }),
  'a bomb in a bomb': (arrived) => reply(arrived, 200, gzipSync(bomb), { 'Content-Encoding': 'gzip, gzip' }),
};

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));

function fieldsOf(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n');
}

describe('a target that does not end', () => {
  for (const [name, answer] of Object.entries(endless)) {
    test(`${name}: the crawl ends within its budget`, async () => {
      await using target = await rawServer((arrived) =>
        arrived.path === '/health' ? reply(arrived, 200, '{"ok":true}') : answer(arrived),
      );
      const budget = {
        ...small,
        requestTimeoutMs: 100,
        maxTotalBytes: 8 * 1024 * 1024,
        maxBodyBytes: 256 * 1024,
        totalTimeoutMs: 8_000,
      };
      const outcome = await reportOrCode(scanOf(target.url, { budget }));
      if (typeof outcome !== 'string') {
        expect(reportSchema.parse(outcome)).toBeDefined();
        expect(outcome.requests).toBeLessThanOrEqual(400);
      } else expect(['BUDGET', 'NO_SURFACE', 'TARGET_UNREACHABLE']).toContain(outcome);
    });

    test(`${name}: so does the fetch of a specification`, async () => {
      await using target = await rawServer(answer);
      const budget = { ...small, requestTimeoutMs: 100, maxTotalBytes: 32 * 1024 * 1024, totalTimeoutMs: 8_000 };
      const outcome = await reportOrCode(scanOf(target.url, { spec: `${target.url}/openapi.json`, budget }));
      expect(['BAD_SPEC', 'TARGET_UNREACHABLE']).toContain(outcome);
      expect(target.requests().length).toBeLessThanOrEqual(4);
    });
  }
});

async function reportOrCode(work: Promise<Report>): Promise<Report | string> {
  try {
    return await work;
  } catch (error) {
    if (isScanError(error)) return error.code;
    if (isBudgetExhausted(error)) return 'BUDGET';
    throw error;
  }
}
