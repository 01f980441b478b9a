import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Secret } from '@middlebrick/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { curlOf } from './curl.ts';
import { type EchoServer, echoServer } from './echo-server.ts';

const run = promisify(execFile);
const origin = 'http://127.0.0.1:5000';

test.each([
  ['a plain request', { method: 'GET', url: `${origin}/users/1`, headers: [] }, `curl ${origin}/users/1`, []],
  [
    'a signed request',
    { method: 'GET', url: `${origin}/users?a=1`, headers: [['Authorization', 'Bearer $BOB_TOKEN']] },
    `curl -H "Authorization: Bearer $BOB_TOKEN" '${origin}/users?a=1'`,
    ['BOB_TOKEN'],
  ],
  [
    'a JSON body',
    { method: 'POST', url: `${origin}/users`, headers: [['Content-Type', 'application/json']], body: `{"a":"it's"}` },
    `curl -H 'Content-Type: application/json' --data-raw '{"a":"it'\\''s"}' ${origin}/users`,
    [],
  ],
  [
    'a body with line breaks',
    { method: 'PUT', url: `${origin}/x`, headers: [['Content-Type', 'text/plain']], body: '-a\n100%\t$A_KEY' },
    `printf '\\055a\\012100%%\\011%s' "$A_KEY" | curl -X PUT -H 'Content-Type: text/plain' --data-binary @- ${origin}/x`,
    ['A_KEY'],
  ],
  [
    'dot segments',
    { method: 'DELETE', url: `${origin}/a/../b`, headers: [] },
    `curl -X DELETE --path-as-is ${origin}/a/../b`,
    [],
  ],
  ['HEAD', { method: 'HEAD', url: `${origin}/`, headers: [] }, `curl --head ${origin}/`, []],
  [
    'what is dangerous between double quotes',
    { method: 'GET', url: `${origin}/`, headers: [['Cookie', '$A_COOKIE_S; b=`id`$(id)"!x\\']] },
    `curl -H "Cookie: $A_COOKIE_S; b=\\\`id\\\`\\$(id)\\""'!'"x\\\\" ${origin}/`,
    ['A_COOKIE_S'],
  ],
  [
    'a path that is no URL',
    { method: 'GET', url: `${origin}/a[1]?{b}`, headers: [] },
    `curl --request-target '/a[1]?{b}' ${origin}/`,
    [],
  ],
  [
    'our own headers',
    {
      method: 'GET',
      url: `${origin}/`,
      headers: [
        ['User-Agent', 'middlebrick/1.0'],
        ['X-Middlebrick-Scan', 's'],
        ['Accept-Encoding', 'gzip, deflate, br'],
        ['Accept', '*/*'],
      ],
    },
    `curl -H 'Accept: */*' ${origin}/`,
    [],
  ],
] as [string, Parameters<typeof curlOf>[0], string, string[]][])('writes %s', (_name, request, command, variables) => {
  expect(curlOf(request, () => true)).toEqual({ command, variables });
});

test('expands no variable but those of secrets, wherever a target or a specification has written one', () => {
  const text = 'a$AWS_SECRET_ACCESS_KEY-$BOB_TOKEN';
  const request = {
    method: 'POST',
    url: `${origin}/${text}`,
    headers: [['X-A', text] as [string, string]],
    body: text,
  };
  expect(curlOf(request, (name) => name === 'BOB_TOKEN')).toEqual({
    command: [
      'curl -H "X-A: a\\$AWS_SECRET_ACCESS_KEY-$BOB_TOKEN"',
      "-H 'Content-Type:'",
      '--data-raw "a\\$AWS_SECRET_ACCESS_KEY-$BOB_TOKEN"',
      `"${origin}/a\\$AWS_SECRET_ACCESS_KEY-$BOB_TOKEN"`,
    ].join(' '),
    variables: ['BOB_TOKEN'],
  });
  const body = 'x\n$HOME_DIR%';
  expect(curlOf({ method: 'POST', url: `${origin}/$HOME_DIR`, headers: [], body }, () => false)).toEqual({
    command: `printf 'x\\012$HOME_DIR%%' | curl -H 'Content-Type:' --data-binary @- '${origin}/$HOME_DIR'`,
    variables: [],
  });
});

const bookkeeping = new Set(['user-agent', 'accept-encoding', 'x-middlebrick-scan', 'connection', 'host']);

/** What a server sees of a request, as far as it is the same for any client. */
function seenBy(server: EchoServer): unknown {
  const { line, headers, body } = server.last();
  const kept = headers
    .map(([name, value]) => [name.toLowerCase(), value])
    .filter(([name]) => !bookkeeping.has(name ?? ''));
  return { line, headers: kept.sort(), body };
}

const looksLikeVariable = /\$[A-Z_][A-Z0-9]*_/;
const printable = fc
  .string({
    maxLength: 20,
    unit: fc.oneof(fc.constantFrom(...'\'"\\$`!%&*?[]{}()<>|;# ~-@é漢'), fc.string({ minLength: 1, maxLength: 1 })),
  })
  .map((text) => text.trim())
  .filter((text) => !looksLikeVariable.test(text));
const body = fc
  .string({
    maxLength: 30,
    unit: fc.oneof(fc.constantFrom(...'\n\r\t\0\u001b\'"\\%$`-@1é漢'), fc.string({ minLength: 1, maxLength: 1 })),
  })
  .filter((text) => !looksLikeVariable.test(text));
const path = printable.map((text) => `/${text.replaceAll(' ', '%20')}`);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND');

test('repeats any request byte for byte', async () => {
  await using server = await echoServer();
  await using client = await openClient({ baseUrl: server.url, userAgent: 'middlebrick/0', scanId: 's' });
  const meta = { identity: 'alice', purpose: 'replay' };

  await fc.assert(
    fc.asyncProperty(
      method,
      path,
      fc.dictionary(fc.constantFrom('X-A', 'x-b', 'Content-Type', 'Accept'), printable, { maxKeys: 3 }),
      fc.option(body, { nil: undefined }),
      fc.string({ minLength: 1, maxLength: 12 }).map((text) => `${text.trim()}.`),
      async (verb, target, headers, content, token) => {
        const secret = new Secret(token, 'ALICE_TOKEN');
        const alice = { identity: 'alice', headers: [{ name: 'Authorization', prefix: 'Bearer ', secret }] };
        const spec = { method: verb, path: target, headers: Object.entries(headers) };
        const exchange = await client.send(content === undefined ? spec : { ...spec, body: content }, alice, meta);
        expect(exchange.response?.status).toBe(200);
        const sent = seenBy(server);
        const { command } = curlOf(exchange.request, client.redactor.knows);
        expect(command).not.toMatch(/[\n\r]/);
        await run('sh', ['-c', command], { env: { PATH: process.env.PATH, ALICE_TOKEN: token } });
        expect(seenBy(server)).toEqual(sent);
      },
    ),
    { numRuns: 80 },
  );
});

test('variables run on in braces, and what a URL needs is not sent without', () => {
  const request = { method: 'POST', url: `${origin}/a/$A_ID?b=1`, headers: [], body: `x\${B_ID}Y \${HOME_DIR}` };
  const isKnown = (name: string): boolean => name === 'A_ID' || name === 'B_ID';
  const { command, variables } = curlOf(request, isKnown, { flags: ['-s'], isNeeded: (name) => name === 'A_ID' });
  expect(command).toBe(
    `curl -s -H 'Content-Type:' --data-raw "x\${B_ID}Y \\\${HOME_DIR}" "${origin}/a/\${A_ID:?}?b=1"`,
  );
  expect(variables).toEqual(['A_ID', 'B_ID']);
});
