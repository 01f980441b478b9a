import { callerOf, testCheck } from '@middlebrick/testing';
import check from './credential-in-response.ts';

const bcrypt = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW';

/** Only signed-in callers are answered. */
const api = (body: (caller: string) => unknown) => (request: Request) => {
  const caller = callerOf(request);
  return caller === null ? Response.json({ error: 'sign in' }, { status: 401 }) : Response.json(body(caller));
};

testCheck(check, {
  vulnerable: [
    {
      name: 'the profile holds the password hash',
      operations: ['GET /me'],
      api: api((me) => ({ id: me, password_hash: bcrypt })),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'the field has a harmless name',
      operations: ['GET /me'],
      api: api((me) => ({ id: me, p: bcrypt })),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'a list shows passwords in clear and reset tokens',
      operations: ['GET /users'],
      api: api(() => [
        { id: 'a', password: 'pass1', reset_token: 'a81f-77c2-99' },
        { id: 'b', password: 'pass2', reset_token: null },
      ]),
      message: 'exposed',
      confidence: 'firm',
      count: 2,
    },
    {
      name: 'an error answer repeats the record',
      operations: ['GET /me'],
      api: (request) =>
        Response.json({ error: 'bad', user: { password_hash: bcrypt } }, { status: request.url === '' ? 200 : 400 }),
      message: 'exposed',
    },
    {
      name: 'a low-level item',
      operations: ['GET /me'],
      api: api((me) => ({ id: { S: me }, password: { S: 'hunter2' } })),
      message: 'exposed',
    },
    {
      name: 'the password of the caller comes back',
      operations: ['GET /me'],
      identities: [{ name: 'alice', basic: { username: 'alice', password: 'Corr3ct-Horse' } }],
      api: (request) =>
        request.headers.get('authorization') === `Basic ${btoa('alice:Corr3ct-Horse')}`
          ? Response.json({ user: 'alice', note: 'Corr3ct-Horse' })
          : new Response('{}', { status: 401 }),
      message: 'clear',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'the profile holds no credential',
      operations: ['GET /me'],
      api: api((me) => ({ id: me, password_changed_at: '2026-01-01', has_password: true })),
      message: 'clean',
    },
    { name: 'the password is masked', operations: ['GET /me'], api: api((me) => ({ id: me, password: '********' })) },
    {
      name: 'a form explains what is missing',
      operations: ['GET /me'],
      api: (_: Request) => Response.json({ errors: { password: 'This field is required.' } }, { status: 400 }),
    },
    {
      name: 'enrolment of a second factor hands out its seed',
      operations: ['GET /me/2fa/setup'],
      api: api(() => ({ otp_secret: 'JBSWY3DPEHPK3PXP' })),
    },
    {
      name: 'digests of files are no passwords',
      operations: ['GET /files'],
      api: api(() => [{ sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }]),
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
