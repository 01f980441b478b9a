import { answered, callerOf, refusedWith, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './security-headers.ts';

const operations = ['GET /me', 'GET /about'];
const html = { 'content-type': 'text/html; charset=utf-8' };
const nosniff = { 'x-content-type-options': 'nosniff' };

const api =
  (json: Record<string, string>, page: Record<string, string>) =>
  (request: Request): Response => {
    if (new URL(request.url).pathname === '/about')
      return new Response('<h1>Notes</h1>', { headers: { ...html, ...page } });
    return callerOf(request) === null
      ? new Response(null, { status: 401 })
      : Response.json({ login: callerOf(request) }, { headers: json });
  };
const framed = { ...nosniff, 'content-security-policy': "default-src 'self'; frame-ancestors 'none'" };

testCheck(check, {
  vulnerable: [
    {
      name: 'sends JSON without nosniff',
      operations,
      api: api({}, framed),
      message: 'missing',
      confidence: 'confirmed',
      finding: { details: { headers: 'X-Content-Type-Options' }, places: [{ operation: 'GET /me' }] },
    },
    { name: 'sends a page that may be framed', operations, api: api(nosniff, nosniff), message: 'missing' },
  ],
  hardened: [
    { name: 'sends what matters', operations, api: api(nosniff, framed), message: 'present' },
    {
      name: 'uses the older header against frames',
      operations,
      api: api(nosniff, { ...nosniff, 'content-security-policy': "default-src 'self'", 'x-frame-options': 'DENY' }),
      message: 'present',
    },
  ],
  inconclusive: [],
  neverInconclusive: true,
  hostileExceptions: {
    'is public': 'it answers without nosniff, which is what is asked',
    'echoes the request': 'as above',
  },
});

const judged = (url: string, headers: [string, string][], body: unknown = 'text') =>
  check.judge([{ operation: 'GET /', exchange: answered(body, { url, headers }) }]);
const withTls = (value: string): [string, string][] => [
  ['x-content-type-options', ' NoSniff '],
  ['strict-transport-security', value],
];

test.each([
  'max-age=1',
  'max-age=063072000; includeSubDomains',
  'Max-Age="31536000"',
  'includeSubDomains; max-age=5',
])('%s protects what is asked over https', (value) => {
  expect(judged('https://api.example.com/', withTls(value))).toMatchObject({ outcome: 'hardened' });
});

test.each(['max-age=0', 'max-age="00"', 'includeSubDomains', ''])('%s does not', (value) => {
  expect(judged('https://api.example.com/', withTls(value))).toMatchObject({
    outcome: 'vulnerable',
    details: { headers: 'Strict-Transport-Security' },
  });
});

test.each([
  'http://api.example.com/',
  'https://localhost:8443/',
  'HTTPS://LOCALHOST/',
  'https://127.0.0.1/',
  'https://10.20.30.40/',
  'https://203.0.113.7:8443/',
  'https://[::1]/',
  'http://proxy.test/?to=https://api.example.com/',
])('%s is no place for it', (url) => {
  expect(judged(url, withTls(''))).toMatchObject({ outcome: 'hardened' });
});

test.each([
  'https://10.example.com/',
  'https://1.2.3.example.com/',
  'https://my-localhost.example.com/',
])('%s is', (url) => {
  expect(judged(url, withTls(''))).toMatchObject({ outcome: 'vulnerable' });
});

test('an answer without a body cannot be sniffed, and only a page can be framed', () => {
  expect(judged('http://small.test/', [], '')).toMatchObject({ outcome: 'hardened' });
  const policy: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['content-type', 'application/xhtml; not=text/html'],
  ];
  expect(judged('http://small.test/', policy)).toMatchObject({ outcome: 'hardened' });
  expect(
    judged('http://small.test/', [
      ['x-content-type-options', 'nosniff'],
      ['content-type', 'TEXT/HTML'],
    ]),
  ).toMatchObject({
    details: { headers: 'Content-Security-Policy, X-Frame-Options' },
    places: ['GET /'],
  });
  const framed: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['content-type', 'text/html'],
    ['x-frame-options', 'DENY'],
  ];
  expect(judged('http://small.test/', framed)).toMatchObject({ details: { headers: 'Content-Security-Policy' } });
});

test('asks where something was served, and of nothing else', () => {
  const baselines = [{ exchange: refusedWith(401) }, { exchange: answered({}) }] as never;
  expect(check.appliesTo({ baselines })).toBe(true);
  expect(check.appliesTo({ baselines: [{ exchange: refusedWith(401) }] as never })).toBe(
    'No operation could be called.',
  );
  expect(check.probe({ survey: { baselines } } as never)).toHaveLength(1);
});
