import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import type { AwsCredential, Credential } from './contract.ts';
import { curlOf } from './curl.ts';
import { httpServer, type LoopbackServer } from './loopback-server.ts';

const run = promisify(execFile);
const keyId = 'AKIDEXAMPLE4471';
const secretKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const session = 'session/4471+of==alice';

const aws: AwsCredential = {
  accessKeyId: new Secret(keyId, 'ALICE_AWS_KEY_ID'),
  secretAccessKey: new Secret(secretKey, 'ALICE_AWS_SECRET'),
  region: 'eu-west-1',
  service: 'execute-api',
};
const alice: Credential = { identity: 'alice', headers: [], aws };
const temporary: Credential = { ...alice, aws: { ...aws, sessionToken: new Secret(session, 'ALICE_AWS_SESSION') } };
const meta = { identity: 'alice', purpose: 'test' };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature that a request should have, by the words of the AWS documentation, or `undefined` without one. */
function expected(request: IncomingMessage, body: string, wanted: string): string | undefined {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^,]+), ?SignedHeaders=([^,]+), ?Signature=/.exec(
    wanted,
  );
  const [, id, scope = '', names = ''] = parts ?? [];
  if (id !== keyId) return undefined;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonicalQuery = [...new URLSearchParams(query)]
    .map((pair) => pair.map(strict).join('='))
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonicalPath = path.split('/').map(strict).join('/');
  const canonical = [request.method, canonicalPath, canonicalQuery, headers.join(''), names, sha256(body)].join('\n');
  const date = String(request.headers['x-amz-date']);
  const [day = '', region = '', service = ''] = scope.split('/');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return createHmac('sha256', key)
    .update(['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n'))
    .digest('hex');
}

/** Refuses what is not signed as AWS says: an API Gateway with IAM authorisation in small. */
function gateway(wantsSession = false): Promise<LoopbackServer> {
  return httpServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const authorization = request.headers.authorization ?? '';
      const given = /Signature=([0-9a-f]{64})$/.exec(authorization)?.[1];
      const isFresh = Math.abs(Date.now() - timeOf(String(request.headers['x-amz-date']))) < 300_000;
      const isSession = !wantsSession || request.headers['x-amz-security-token'] === session;
      const isRight = given !== undefined && given === expected(request, body, authorization) && isFresh && isSession;
      response.writeHead(isRight ? 200 : 403).end(isRight ? `welcome, ${authorization.slice(0, 60)}` : 'Forbidden');
    });
  });
}

function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

const open = (server: LoopbackServer) =>
  openClient({ baseUrl: server.url, userAgent: 'middlebrick/0.1.0', scanId: 's' });

test.each([
  { method: 'GET', path: '/orders' },
  { method: 'GET', path: '/orders/a%20b/%C3%A9?z=1&a=x%2Fy&a=b&flag' },
  {
    method: 'POST',
    path: '/orders',
    headers: [['Content-Type', 'application/json']] as [string, string][],
    body: '{"é":1}',
  },
  { method: 'DELETE', path: "/orders/it's(1)*!" },
])('every request is signed so that AWS would take it: $method $path', async (request) => {
  await using server = await gateway();
  await using client = await open(server);
  const exchange = await client.send(request, alice, meta);
  expect(exchange.response?.status).toBe(200);
  expect((await client.send(request, undefined, meta)).response?.status).toBe(403);
});

test('temporary credentials bring their session along', async () => {
  await using server = await gateway(true);
  await using client = await open(server);
  expect((await client.send({ method: 'GET', path: '/' }, temporary, meta)).response?.status).toBe(200);
  expect((await client.send({ method: 'GET', path: '/' }, alice, meta)).response?.status).toBe(403);
});

test('the record says who signed and holds no key, no session and no signature', async () => {
  await using server = await gateway(true);
  await using client = await open(server);
  const exchange = await client.send({ method: 'GET', path: '/' }, temporary, meta);
  expect(exchange.request.headers.slice(-2)).toEqual([
    [
      'Authorization',
      'AWS4-HMAC-SHA256 Credential=$ALICE_AWS_KEY_ID/eu-west-1/execute-api/aws4_request, Signature=$ALICE_AWS_SECRET',
    ],
    ['X-Amz-Security-Token', '$ALICE_AWS_SESSION'],
  ]);
  expect(exchange.response?.body).toContain('welcome');
  const text = JSON.stringify(exchange);
  for (const secret of [keyId, secretKey, session]) expect(text).not.toContain(secret);
});

test('a request that brings an Authorization of its own is not signed', async () => {
  await using server = await gateway();
  await using client = await open(server);
  const request = { method: 'GET', path: '/', headers: [['Authorization', 'Bearer other']] as [string, string][] };
  const exchange = await client.send(request, alice, meta);
  expect(exchange.response?.status).toBe(403);
  expect(exchange.request.headers.filter(([name]) => name === 'Authorization')).toEqual([
    ['Authorization', 'Bearer other'],
  ]);
});

test('a request that is repeated is signed anew', async () => {
  const dates: string[] = [];
  await using server = await httpServer((request, response) => {
    dates.push(String(request.headers['x-amz-date']));
    response.writeHead(dates.length === 1 ? 429 : 200, { 'retry-after': '1' }).end();
  });
  await using client = await open(server);
  await client.send({ method: 'GET', path: '/' }, alice, meta);
  expect(dates).toHaveLength(2);
  expect(dates[0]).not.toBe(dates[1]);
});

test.each([
  ['a reading', { method: 'GET', path: '/orders?id=1' }],
  [
    'a write',
    {
      method: 'POST',
      path: '/orders',
      headers: [['Content-Type', 'application/json']] as [string, string][],
      body: '{}',
    },
  ],
])('a replay is signed by curl: %s', async (_, request) => {
  await using server = await gateway(true);
  await using client = await open(server);
  const exchange = await client.send(request, temporary, meta);
  const { command, variables } = curlOf(exchange.request, client.redactor.knows);
  expect(command).toContain(
    '--aws-sigv4 aws:amz:eu-west-1:execute-api --user "$ALICE_AWS_KEY_ID:$ALICE_AWS_SECRET" -H "X-Amz-Security-Token: $ALICE_AWS_SESSION"',
  );
  expect(variables).toEqual(['ALICE_AWS_KEY_ID', 'ALICE_AWS_SECRET', 'ALICE_AWS_SESSION']);
  const environment = { ALICE_AWS_KEY_ID: keyId, ALICE_AWS_SECRET: secretKey, ALICE_AWS_SESSION: session };
  const { stdout } = await run('sh', ['-c', `${command} --silent`], { env: { ...process.env, ...environment } });
  expect(stdout).toMatch(/^welcome/);
});

test('a target cannot write a record of its own that curl would sign', () => {
  const value =
    'AWS4-HMAC-SHA256 Credential=$HOME_AWS_ID/eu-west-1/execute-api/aws4_request, Signature=$HOME_AWS_SECRET';
  const request = {
    method: 'GET',
    url: 'http://127.0.0.1/',
    headers: [['Authorization', value]] as [string, string][],
  };
  expect(curlOf(request, () => false)).toEqual({
    command: `curl -H 'Authorization: ${value}' http://127.0.0.1/`,
    variables: [],
  });
});
