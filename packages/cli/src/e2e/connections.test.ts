import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../http/src/self-signed.ts';
import { complaints, emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve, type TestServer } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: string[]): Promise<Ran> => middlebrick(words, { cwd: folder.path });
const write = (name: string, text: string): Promise<void> => writeFile(join(folder.path, name), text);

/** The same notes for callers who show who they are in another way than by a bearer token. */
function knownBy(callerOf: (request: IncomingMessage) => string | undefined): RequestListener {
  const notes = notesApi();
  return (request, response) => {
    const token = { alice: 'ALICE-TOKEN-1', bob: 'BOB-TOKEN-22' }[callerOf(request) ?? ''];
    if (token === undefined) delete request.headers.authorization;
    else request.headers.authorization = `Bearer ${token}`;
    notes(request, response);
  };
}

function replaysOf({ stdout }: Ran): string[] {
  const report = JSON.parse(stdout) as Report;
  const [finding] = report.findings.filter(({ check }) => check === 'bola/foreign-object-read');
  return finding?.replay.curl.slice() ?? [];
}

describe('mutual TLS', () => {
  const own = selfSigned('localhost');
  const users = { alice: selfSigned('alice'), bob: selfSigned('bob') };

  async function strictServer(): Promise<TestServer> {
    const listener = knownBy(({ socket }) => String((socket as TLSSocket).getPeerCertificate().subject?.CN));
    const ca = Object.values(users).map(({ cert }) => cert);
    const server = createServer({ ...own, ca, requestCert: true, rejectUnauthorized: true }, listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `https://localhost:${port}`,
      port,
      requests: () => 0,
      [Symbol.asyncDispose]: async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      },
    };
  }

  test('every identity shows its own certificate, nobody is refused by the handshake, and a replay names the files', async () => {
    await using server = await strictServer();
    await write('ca.pem', own.cert);
    for (const [name, { cert, key }] of Object.entries(users)) {
      await write(`${name}.pem`, cert);
      await write(`${name}.key`, key);
    }
    const identity = (name: string) => `  ${name}: { certificate: { cert: ${name}.pem, key: ${name}.key } }\n`;
    await write('mtls.yaml', `target: ${server.url}\nca: ca.pem\nidentities:\n${identity('alice')}${identity('bob')}`);
    const ran = await run('scan', '--config', 'mtls.yaml', '--only', 'bola/foreign-object-read', '--json');
    expect(complaints(ran.stderr)).toEqual([]);
    const { identities } = JSON.parse(ran.stdout) as Report;
    expect(identities.map(({ name, credential, proof }) => `${name} ${credential}: ${proof}`)).toEqual([
      'alice certificate: GET /me answers 200 with it and nothing without',
      'bob certificate: GET /me answers 200 with it and nothing without',
      'anonymous none: sends no credential',
    ]);
    expect(replaysOf(ran)).toEqual([
      expect.stringMatching(
        /^curl --cacert ca\.pem --cert (\w+)\.pem --key \1\.key https:\/\/localhost:\d+\/notes\/n-\w+$/,
      ),
    ]);
  });

  test('a certificate that cannot be used is said in one line', async () => {
    await write('alice.pem', users.alice.cert);
    await write('bob.key', users.bob.key);
    await write('notes.txt', 'no certificate');
    const config = (certificate: string, more = '') =>
      `target: https://127.0.0.1:1\n${more}identities:\n  alice: { certificate: ${certificate} }\n`;
    const complaintsOf = async (text: string) => {
      await write('bad.yaml', text);
      const { stderr, code } = await run('scan', '--config', 'bad.yaml');
      return [code, ...complaints(stderr)];
    };
    expect(await complaintsOf(config('{ cert: alice.pem, key: bob.key }'))).toEqual([
      2,
      'middlebrick: The certificate of "alice" cannot be used: the key is not that of the certificate. Both files are PEM: alice.pem and bob.key.',
    ]);
    expect(await complaintsOf(config('{ cert: none.pem, key: bob.key }'))).toEqual([
      2,
      'middlebrick: The certificate of "alice" cannot be read: none.pem. Check the path and its permissions.',
    ]);
    expect(await complaintsOf(config('{ cert: notes.txt, key: bob.key }'))).toEqual([
      2,
      'middlebrick: The certificate of "alice" cannot be used: one of the files is not PEM. Both files are PEM: notes.txt and bob.key.',
    ]);
    expect(await complaintsOf(config('{ cert: alice.pem, key: bob.key }', 'ca: notes.txt\n'))).toEqual([
      2,
      'middlebrick: notes.txt is no certificate. Give the authority of the target as a PEM file.',
    ]);
  });
});

test('requests are signed for AWS, and a replay leaves the signing to curl', async () => {
  const keys = { AKIDALICE: 'alice', AKIDBOB: 'bob' } as Readonly<Record<string, string>>;
  const callerOf = ({ headers }: IncomingMessage) =>
    keys[/Credential=(\w+)\/\d{8}\/eu-west-1\/execute-api\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? ''];
  await using server = await serve(knownBy(callerOf));
  const identity = (name: string) =>
    `  ${name}: { aws: { accessKeyId: AKID${name.toUpperCase()}, secretAccessKey: key-of-${name}-4471, region: eu-west-1 } }\n`;
  await write('aws.yaml', `target: ${server.url}\nidentities:\n${identity('alice')}${identity('bob')}`);
  const ran = await run('scan', '--config', 'aws.yaml', '--only', 'bola/foreign-object-read', '--json');
  expect(complaints(ran.stderr)).toEqual([]);
  expect(replaysOf(ran)).toEqual([
    expect.stringMatching(
      /^curl --aws-sigv4 aws:amz:eu-west-1:execute-api --user "\$(\w+)_AWS_KEY_ID:\$\1_AWS_SECRET" http:\/\/127\.0\.0\.1:\d+\/notes\/n-\w+$/,
    ),
  ]);
  expect(ran.stdout).not.toMatch(/AKID|key-of-/);
});

describe('a proxy', () => {
  /** Tunnels, and counts how often. */
  async function proxyServer(): Promise<TestServer> {
    let tunnels = 0;
    const server = createHttpServer();
    const sockets = new Set<Socket>();
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      tunnels++;
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      for (const one of [socket, target]) sockets.add(one.on('error', () => one.destroy()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      requests: () => tunnels,
      [Symbol.asyncDispose]: async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    };
  }

  test('carries the whole scan', async () => {
    await using server = await serve(notesApi());
    await using proxy = await proxyServer();
    const ran = await run(
      'scan',
      server.url,
      '--proxy',
      proxy.url,
      '--only',
      'bola/foreign-object-read',
      '--json',
      ...asBoth,
    );
    expect(complaints(ran.stderr)).toEqual([]);
    expect(replaysOf(ran)).toHaveLength(1);
    expect(proxy.requests()).toBeGreaterThan(0);
  });

  test('that is not there, or is none, is said in one line', async () => {
    await using server = await serve(notesApi());
    const gone = await serve(notesApi());
    await gone[Symbol.asyncDispose]();
    const { stderr, code } = await run('scan', server.url, '--proxy', gone.url);
    expect([code, ...complaints(stderr)]).toEqual([
      2,
      `middlebrick: The proxy 127.0.0.1:${gone.port} gives no connection (ECONNREFUSED). Check --proxy and that an HTTP proxy listens there.`,
    ]);
    const other = await run('scan', server.url, '--proxy', 'socks5://eve:S3cr3t@127.0.0.1:1080');
    expect([other.code, ...complaints(other.stderr)]).toEqual([
      2,
      'middlebrick: A proxy is given as http://<host>:<port>. For example: --proxy http://127.0.0.1:8080.',
    ]);
  });
});
