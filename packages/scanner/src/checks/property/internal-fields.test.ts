import { answered, callerOf, operation, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
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
      finding: {
        severity: 'medium',
        details: { fields: 'internal_notes, risk_score', receivers: 'alice, bob' },
        values: [{ path: 'internal_notes' }, { path: 'risk_score' }],
        proof: [{ shows: ['internal_notes', 'risk_score'] }],
      },
    },
    {
      name: 'a field that is empty, and one that holds an object',
      operations: ['GET /me'],
      api: me({ account: { internal_notes: '', risk: { risk_score: 7 } } }),
      message: 'exposed',
      finding: {
        values: [{ path: 'account.risk.risk_score' }],
        proof: [{ shows: ['account.internal_notes', 'account.risk.risk_score'] }],
      },
    },
    {
      name: 'notes of the staff as an object',
      operations: ['GET /me'],
      api: me({ id: '1', internal_notes: { first: 'vip' } }),
      message: 'exposed',
      finding: { values: [] },
    },
    {
      name: 'one caller reads JSON and the other a page',
      operations: ['GET /me', 'GET /card'],
      api: (request) => {
        const caller = callerOf(request);
        if (caller === null) return Response.json({}, { status: 401 });
        if (request.url.endsWith('/me')) return Response.json({ id: caller });
        return caller === 'bob' ? Response.json({ internal_notes: 'vip' }) : new Response('<p>Welcome</p>');
      },
      message: 'exposed',
      finding: { details: { receivers: 'bob' } },
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
    {
      name: 'the staff reads what the staff wrote',
      operations: ['GET /me'],
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'carol', bearer: 'token-carol', subjects: ['carol'], role: 'admin' },
      ],
      api: (request) =>
        Response.json(
          callerOf(request) === 'carol' ? { internal_notes: 'difficult' } : { id: '1', internal_notes: null },
        ),
      message: 'clean',
    },
    { name: 'pk alone is an id', operations: ['GET /me'], api: me({ pk: 7, name: 'A' }) },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /me'],
      api: (_: Request) => Response.json({}, { status: 403 }),
      message: 'noJson',
    },
    {
      name: 'pages are served',
      operations: ['GET /me'],
      api: (_: Request) => new Response('<p>internal_notes</p>'),
      message: 'noJson',
    },
  ],
});

test('the proof is one answer with its own fields, whatever others show besides', () => {
  const seen = (identity: string, body: object) => ({ identity, exchange: answered(body, { identity }) });
  const told = check.judge(
    [seen('alice', { internal_notes: 'vip' }), seen('bob', { internal_notes: 'no', risk_score: 7 })] as never,
    operation('GET /me'),
  );
  expect(told).toMatchObject({
    proof: [{ shows: ['internal_notes'] }],
    values: [{ path: 'internal_notes', value: 'vip' }],
    details: { fields: 'internal_notes, risk_score' },
  });
});

test('what ordinary callers were served is looked at, and not what the staff was', () => {
  const identities = [
    { name: 'alice', isPrivileged: false },
    { name: 'carol', isPrivileged: true },
  ];
  const baselines = ['alice', 'carol'].map((identity) => ({
    operation: 'GET /me',
    identity,
    exchange: answered({}, { identity }),
  }));
  const probed = check.probe({ operation: operation('GET /me'), survey: { identities, baselines } } as never) as {
    identity: string;
  }[];
  expect(probed.map(({ identity }) => identity)).toEqual(['alice']);
});
