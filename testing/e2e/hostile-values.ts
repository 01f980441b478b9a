import type { TransportAnswer, TransportRequest } from '@middlebrick/http';
import fc from 'fast-check';

/** Text that tries to steer a terminal, to run in a page, to escape from a shell or a template, or to stall a regular expression. */
export const hostileTexts: readonly string[] = [
  '',
  '\u001b[2J\u001b[31mred',
  '\u001b]8;;http://attacker.test\u0007link\u001b]8;;\u0007',
  '\u009b31m\u0085\u0090',
  '\u202eevil\u202c \u2066x\u2069 \u200f\u061c',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- <script',
  '{{constructor.constructor("return 1")()}}',
  '$' + '{7*7} {name} {0} %s %n',
  '$(touch owned) `touch owned` ; touch owned #',
  "'; DROP TABLE users; --",
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\ud800 lone \udc00',
  'line one\r\nSet-Cookie: x=y\r\n\r\nbody',
  '../../../../etc/passwd',
  '//attacker.test/x',
  'http://attacker.test:1/x?y#z',
  'javascript:alert(1)',
  'null',
  '-1',
  '1e999',
  '9007199254740993',
  '2024-13-45T99:99:99Z',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA',
  'eyJhbGciOiJIUzI1NiJ9.W10.',
  'a@b.c'.repeat(400),
  'a'.repeat(20_000),
  '1'.repeat(20_000),
  ' '.repeat(20_000),
  'a.'.repeat(10_000),
  'a-'.repeat(10_000),
  '='.repeat(10_000),
  '/'.repeat(5_000),
  '(('.repeat(5_000),
  '%'.repeat(9_000),
  '\\'.repeat(9_000),
  `${'ab_'.repeat(5_000)}!`,
  `${'0-'.repeat(5_000)}x`,
  'at Object.<anonymous> ('.repeat(500),
  'Traceback (most recent call last):\n'.repeat(300),
  '\u0000\u0001\u007f',
  '𝕏'.repeat(3_000),
  'Z\u0351\u036b'.repeat(2_000),
];

/** Names that objects of JavaScript have without being given them, and names that checks look for. */
export const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'id',
  'user_id',
  'owner_id',
  'email',
  'password',
  'password_hash',
  'ssn',
  'token',
  'access_token',
  'role',
  'items',
  'data',
  'next',
  'next_cursor',
  'cursor',
  'url',
  'href',
  'error',
  'message',
  'LastEvaluatedKey',
  'pk',
  'S',
  '',
  'a.b[].c',
  '\u001b[2J',
  '\u202e',
  '</script>',
  '{{x}}',
  'x'.repeat(5_000),
  'a\r\nb',
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('alice', 'bob', 'u-1', 'n-7f31c9', '1041', '219-09-9999', 'alice@example.com', '4111111111111111'),
);
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...hostileNames) }, fc.string({ maxLength: 8 }));

/** Any JSON value, as a value of JavaScript; keys such as `__proto__` are own keys. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map(objectOf),
  ),
})).value;

/** An object whose keys are all its own. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

const rawBodies: readonly string[] = [
  '',
  '[1e999,-1e999,1e-999,0.1e1]',
  '{"id":1e999,"id":2,"id":"\\ud800"}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `${'{"a":['.repeat(30)}1${']}'.repeat(30)}`,
  `[${'{"id":1},'.repeat(3_000)}{"id":2}]`,
  `[${'0,'.repeat(30_000)}0]`,
  `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":"${index}"`).join(',')}}`,
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '<html><body>'.repeat(500),
  `<a href="${'x'.repeat(400)}">`.repeat(100),
  '<script src="/app.js"></script><a href="/api/users/1">x</a><a href="//attacker.test/a">y</a>',
  `fetch("${'/a'.repeat(100)}")`.repeat(100),
  'openapi: 3.0.0\npaths: &a\n  /x: *a',
  '{"openapi":"3.1.0","paths":{"/a":{"get":{}},"/{x}":{"get":{"parameters":[{"$ref":"#/paths"}]}}}}',
  '\u001b[2J\u001b]0;owned\u0007',
  '%PDF-1.7',
  '-----BEGIN RSA PRIVATE KEY-----\n'.repeat(100),
  'root:x:0:0:root:/root:/bin/bash\n'.repeat(500),
  'A=B\n'.repeat(5_000),
  'data: {"x":1}\n\n'.repeat(2_000),
  '{"errors":[{"message":"x","extensions":{"exception":{"stacktrace":["at x (y.js:1:1)"]}}}]}',
];

const body: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 5, arbitrary: hostileJson.map((value) => Buffer.from(JSON.stringify(value) ?? 'null')) },
  { weight: 3, arbitrary: fc.constantFrom(...rawBodies).map((raw) => Buffer.from(raw)) },
  text.map((raw) => Buffer.from(raw)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

const headerName = fc.constantFrom(
  'content-type',
  'content-type',
  'set-cookie',
  'set-cookie',
  'location',
  'www-authenticate',
  'etag',
  'link',
  'allow',
  'cache-control',
  'vary',
  'server',
  'x-powered-by',
  'retry-after',
  'content-security-policy',
  'strict-transport-security',
  'access-control-allow-origin',
  'x-ratelimit-remaining',
  'content-disposition',
  'authorization',
  '__proto__',
  'constructor',
  'x'.repeat(3_000),
);
const headerValue = fc.oneof(
  text,
  fc.constantFrom(
    'application/json',
    'text/html; charset=',
    'application/json; charset="; x',
    ';;;',
    '*/*',
    'session=eyJhIjoxfQ.aaaa.bbbb; HttpOnly; Path=/; Domain=attacker.test',
    '__proto__=x; Max-Age=-1',
    '=;=;=',
    'sid=s%3Aabc.def; Expires=Thu, 99 Foo 9999 99:99:99 GMT',
    '/login?next=/',
    'http://[bad',
    '<http://attacker.test/2>; rel="next", </users?page=2>; rel=next',
    '0',
    'Bearer realm="x", Basic, Digest nonce=,',
    "default-src 'none'; ; ;;script-src",
    'max-age=1e9; max-age=-1',
    'GET, PUT, FOO, \u0000',
  ),
);
const headers = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(
      fc.tuple(headerName, headerValue).map(([key, value]): [string, string] => [key, value]),
      { maxLength: 8 },
    ),
  },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 400 }, (_, index) => cookieOf(index))) },
);

function cookieOf(index: number): [string, string] {
  return ['set-cookie', `c${index}=value-of-cookie-${index}; HttpOnly`];
}

// Waiting is left out: 429 and 503 come with a Retry-After of nothing, or one that is nonsense on a 200.
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(100, 103, 199, 201, 204, 206, 301, 302, 304, 399, 400, 401, 403, 404, 405, 410, 418),
  },
  { weight: 1, arbitrary: fc.constantFrom(422, 429, 500, 502, 503, 599, 600, 999, 0) },
);

export interface HostileAnswer {
  status: number;
  headers: [string, string][];
  body: Uint8Array;
}

/** Any answer: of any status, with any headers and body. */
export const hostileAnswer: fc.Arbitrary<HostileAnswer> = fc.record({ status, headers, body }).map((answer) => {
  const waits = answer.status === 429 || answer.status === 503;
  return waits ? { ...answer, headers: [['retry-after', '0'], ...answer.headers] } : answer;
});

/** What an answer looks like to the client: cut to the size that it asks for. */
export function cutTo(answer: HostileAnswer, request: Pick<TransportRequest, 'maxBytes'>): TransportAnswer {
  const truncated = answer.body.length > request.maxBytes;
  return { ...answer, body: answer.body.subarray(0, request.maxBytes), truncated };
}
