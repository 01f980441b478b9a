import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { loadAuthority, loadClientCertificate } from './client-certificate.ts';
import type { ClientCertificate, ClientOptions, HttpClient } from './contract.ts';
import { curlOf } from './curl.ts';
import { httpsServer, type LoopbackServer, rawServer } from './loopback-server.ts';
import { selfSigned } from './self-signed.ts';

const run = promisify(execFile);
const own = selfSigned('localhost');
const [alices, bobs, strangers] = ['alice', 'bob', 'stranger'].map(selfSigned) as [typeof own, typeof own, typeof own];

const certificateOf = ({ cert, key }: typeof own): ClientCertificate => ({
  cert,
  key,
  files: { cert: 'alice.pem', key: 'alice.key' },
});

/** Answers with the name on the certificate that the connection was made with, to nobody without one. */
function strictServer(options: object = {}): Promise<LoopbackServer> {
  return httpsServer(
    (request, response) => response.end(`you are ${(request.socket as TLSSocket).getPeerCertificate().subject?.CN}`),
    { ...own, ca: [alices.cert, bobs.cert], requestCert: true, rejectUnauthorized: true, ...options },
  );
}

const open = (server: LoopbackServer, options: Partial<ClientOptions> = {}): Promise<HttpClient> =>
  openClient({
    baseUrl: server.url.replace('127.0.0.1', 'localhost'),
    userAgent: 'middlebrick/0.1.0',
    scanId: 's',
    ca: own.cert,
    ...options,
  });

async function asked(client: HttpClient, certificate?: ClientCertificate): Promise<string | undefined> {
  const credential = { identity: 'x', headers: [], ...(certificate === undefined ? {} : { certificate }) };
  const exchange = await client.send({ method: 'GET', path: '/' }, credential, { identity: 'x', purpose: 'test' });
  return exchange.response?.body ?? exchange.failure?.code;
}

test.each([
  'TLSv1.2',
  'TLSv1.3',
] as const)('identities show their own certificate and share no connection: %s', async (version) => {
  await using server = await strictServer({ minVersion: version, maxVersion: version });
  const [alice, bob] = [certificateOf(alices), certificateOf(bobs)];
  await using client = await open(server, { certificate: alice });
  const answers: unknown[] = [];
  // Twice, so that connections are used again and sessions could be resumed.
  for (const certificate of [alice, bob, alice, bob]) answers.push(await asked(client, certificate));
  expect(answers).toEqual(['you are alice', 'you are bob', 'you are alice', 'you are bob']);
});

test('who shows no certificate, or one that is not trusted, gets nothing', async () => {
  await using server = await strictServer({ minVersion: 'TLSv1.3' });
  await using client = await open(server);
  // Node ends the connection without a word; OpenSSL by itself sends an alert.
  expect(await asked(client)).toBe('CONNECTION_RESET');
  expect(await asked(client, certificateOf(strangers))).toBe('CONNECTION_RESET');
  expect(await asked(client, certificateOf(alices))).toBe('you are alice');
});

test('a server that wants a certificate and says so is told apart from one that is not trusted', async () => {
  // RFC 8446 section 6: a fatal alert, 116 certificate_required.
  await using server = await rawServer((socket) => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 116])));
  await expect(open({ ...server, url: server.url.replace('http:', 'https:') })).rejects.toMatchObject({
    code: 'TLS_FAILED',
    message: expect.stringMatching(
      /The target speaks to nobody without a certificate that it trusts \(ERR_SSL_\w+\)\.$/,
    ),
    help: 'Give the certificate of an identity in middlebrick.yaml, as `certificate: { cert: …, key: … }`.',
  });
});

test('an authority of the target is trusted besides the usual ones, and only when given', async () => {
  await using server = await httpsServer((_request, response) => response.end('ok'), own);
  await using client = await open(server);
  expect(await asked(client)).toBe('ok');
  await expect(open(server, { ca: strangers.cert })).rejects.toMatchObject({ code: 'TLS_FAILED' });
});

test('curl repeats a request with the files that a replay names', async () => {
  await using server = await strictServer();
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  const files = { cert: join(folder, 'bob.pem'), key: join(folder, 'bob.key') };
  const ca = join(folder, 'ca.pem');
  try {
    await Promise.all([writeFile(files.cert, bobs.cert), writeFile(files.key, bobs.key), writeFile(ca, own.cert)]);
    const certificate = await loadClientCertificate('bob', files);
    await using client = await open(server, { ca: await loadAuthority(ca), certificate });
    const credential = { identity: 'bob', headers: [], certificate };
    const { request } = await client.send({ method: 'GET', path: '/' }, credential, {
      identity: 'bob',
      purpose: 'test',
    });
    const { command } = curlOf(request, client.redactor.knows, { certificate, ca });
    expect((await run('sh', ['-c', `${command} --silent`])).stdout).toBe('you are bob');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a key that is encrypted needs its passphrase', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  const files = { cert: join(folder, 'bob.pem'), key: join(folder, 'bob.key') };
  const encrypted = createPrivateKey(bobs.key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'open sesame',
  });
  try {
    await Promise.all([writeFile(files.cert, bobs.cert), writeFile(files.key, encrypted)]);
    const certificate = await loadClientCertificate('bob', { ...files, passphrase: 'open sesame' });
    expect(certificate.passphrase?.variable).toBe('BOB_KEY_PASSPHRASE');
    await using server = await strictServer();
    await using client = await open(server);
    expect(await asked(client, certificate)).toBe('you are bob');
    for (const passphrase of ['another', undefined]) {
      await expect(loadClientCertificate('bob', { ...files, passphrase })).rejects.toMatchObject({
        code: 'BAD_CONFIG',
        message:
          'The certificate of "bob" cannot be used: the key is encrypted, and its passphrase is missing or another one.',
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a replay names the files and never the key', () => {
  const request = { method: 'GET', url: 'https://localhost/', headers: [] };
  const files = { cert: 'c:/al ice.pem', key: 'alice.key' };
  const passphrase = new Secret('open sesame', 'ALICE_PASSPHRASE');
  expect(curlOf(request, () => true, { certificate: { files, passphrase }, ca: 'ca.pem' })).toEqual({
    command: `curl --cacert ca.pem --cert 'c\\:/al ice.pem' --key alice.key --pass "$ALICE_PASSPHRASE" https://localhost/`,
    variables: ['ALICE_PASSPHRASE'],
  });
});
