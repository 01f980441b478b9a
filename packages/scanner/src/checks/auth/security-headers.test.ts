import { callerOf, testCheck } from '@middlebrick/testing';
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
