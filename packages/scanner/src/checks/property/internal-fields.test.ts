import { callerOf, testCheck } from '@middlebrick/testing';
import check from './internal-fields.ts';

const me = (body: unknown) => (request: Request) =>
  callerOf(request) === null ? Response.json({}, { status: 401 }) : Response.json(body);

testCheck(check, {
  vulnerable: [
    {
      name: 'notes of the staff reach the user',
      operations: ['GET /me'],
      api: me({ id: '1', internal_notes: 'difficult customer', risk_score: 82 }),
      message: 'exposed',
      confidence: 'firm',
    },
    {
      name: 'keys of the table',
      operations: ['GET /me'],
      api: me({ pk: 'u1', sk: 'profile', gsi1pk: 'x', name: 'A' }),
      message: 'exposed',
    },
    {
      name: 'a marker inside a list',
      operations: ['GET /notes'],
      api: me({ items: [{ id: '1', __v: 0 }] }),
      message: 'exposed',
    },
  ],
  hardened: [
    {
      name: 'what users write',
      operations: ['GET /me'],
      api: me({ id: '1', note: 'mine', notes: [{ text: 'x' }], type: 'user' }),
      message: 'clean',
    },
    {
      name: 'the hash is told elsewhere',
      operations: ['GET /me'],
      api: me({ id: '1', password_hash: '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW' }),
    },
    { name: 'composite keys are told elsewhere', operations: ['GET /me'], api: me({ pk: 'USER#1', sk: 'PROFILE#1' }) },
    { name: 'pk alone is an id', operations: ['GET /me'], api: me({ pk: 7, name: 'A' }) },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /me'],
      api: (_: Request) => Response.json({}, { status: 403 }),
      message: 'noJson',
    },
  ],
});
