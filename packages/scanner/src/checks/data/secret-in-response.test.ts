import { callerOf, testCheck } from '@middlebrick/testing';
import check from './secret-in-response.ts';

const stripe = `sk_live_${'51Hx9aKq2ZtB7vNcR4mYwE8p'}`;
const jwt = `eyJ${'hbGciOiJIUzI1NiJ9x'}.eyJ${'zdWIiOiJzb21lb25lIn0'}.${'Qk3vYt8ZxW1LmN0pRsTuVwXy'}`;

const api = (body: (caller: string) => unknown) => (request: Request) => {
  const caller = callerOf(request);
  return caller === null ? Response.json({ error: 'sign in' }, { status: 401 }) : Response.json(body(caller));
};

testCheck(check, {
  vulnerable: [
    {
      name: 'the configuration holds a payment key',
      operations: ['GET /config'],
      api: api(() => ({ payments: { key: stripe } })),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'plain text holds a connection string',
      operations: ['GET /status'],
      api: (_: Request) => new Response('db=postgres://app:s3cr3tPw@db.internal/app ok'),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'a list hands out the keys of all',
      operations: ['GET /users'],
      api: api(() => [
        { id: 'a', api_key: 'mk_9fA2kLmPq83nZx7Ty' },
        { id: 'b', api_key: 'mk_1zB5cVnMq20sDf4Gh' },
      ]),
      message: 'exposed',
      confidence: 'firm',
    },
    {
      name: 'a profile carries a token nobody asked for',
      operations: ['GET /me'],
      api: api(() => ({ session: jwt })),
      message: 'exposed',
    },
  ],
  hardened: [
    {
      name: 'the token operation hands out a token',
      operations: ['GET /auth/token'],
      api: api(() => ({ access_token: jwt })),
      message: 'clean',
    },
    {
      name: 'a sample of the documentation',
      operations: ['GET /config'],
      api: api(() => ({ key: 'AKIAIOSFODNN7EXAMPLE' })),
    },
    {
      name: 'page tokens and ids',
      operations: ['GET /items'],
      api: api(() => ({
        items: [{ id: '8c2fbd1e-4b1a-4f6e-9f2c-1f0d8f1d2b3c' }],
        next_token: 'eyJwayI6ICJVU0VSIzQyIn0',
      })),
    },
    {
      name: 'a publishable key',
      operations: ['GET /config'],
      api: api(() => ({ stripe: `pk_live_${'51Hx9aKq2ZtB7vNcR4mYwE8p'}` })),
    },
  ],
  inconclusive: [
    {
      name: 'nothing is answered',
      operations: ['GET /me'],
      api: (_: Request) => Promise.reject(new Error('connection lost')),
      message: 'unanswered',
    },
  ],
});
