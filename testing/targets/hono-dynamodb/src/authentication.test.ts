import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { decode, sign } from 'hono/jwt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins;

beforeAll(async () => {
  twins = await openTwins();
});

afterAll(() => twins.close());

const GUESSES = ['secret', 'password', 'changeme', 'keyboard cat', 'dev', 'jwt_secret', '', 'notes-api'];

const withToken = (twin: Twin, token: string) => twin.ask('/api/me', { headers: { authorization: `Bearer ${token}` } });

const base64url = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');

/** Bob's claims under a guessed secret, everything else as in a token of alice's. */
function forge(twin: Twin, secret: string) {
  const { payload } = decode(twin.user('alice').token);
  return sign({ ...payload, sub: twin.user('bob').userId, username: 'bob' }, secret, 'HS256');
}

test('a token forged with a guessed secret turns alice into bob in the vulnerable twin', async () => {
  const { vulnerable } = twins;
  const forged = await withToken(vulnerable, await forge(vulnerable, 'secret'));
  expect(forged).toEqual(await vulnerable.as('bob', '/api/me'));
  expect(forged).toMatchObject({ status: 200, body: { username: 'bob' } });
});

test('no guess works in the hardened twin', async () => {
  const { hardened } = twins;
  const anonymous = await hardened.ask('/api/me');
  expect(anonymous).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  for (const secret of GUESSES.filter((guess) => guess !== '')) {
    expect(await withToken(hardened, await forge(hardened, secret))).toEqual(anonymous);
  }
});

test('an unsigned or changed token is refused by both twins', async () => {
  for (const twin of [twins.vulnerable, twins.hardened]) {
    const { token } = twin.user('alice');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const none = base64url({ alg: 'none', typ: 'JWT' });
    const bobs = base64url({ ...decode(token).payload, sub: twin.user('bob').userId });
    const parts = [
      [none, payload, ''],
      [none, payload, signature],
      [header, bobs, signature],
      [header, payload],
    ];
    const answers = await Promise.all(parts.map((part) => withToken(twin, part.join('.'))));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
  }
});

test('claims: three without an end, or all that a verifier wants for a quarter of an hour', () => {
  const { vulnerable, hardened } = twins;
  expect(decode(vulnerable.user('alice').token).payload).toEqual({ sub: '1041', username: 'alice', role: 'user' });

  const { iat = 0, exp, ...claims } = decode(hardened.user('alice').token).payload;
  expect(claims).toEqual({
    sub: hardened.user('alice').userId,
    username: 'alice',
    role: 'user',
    jti: expect.any(String),
    iss: 'notes-api',
    aud: 'notes-clients',
  });
  expect(exp).toBe(iat + 900);
});

const signIn = (twin: Twin, username: string, password: string) =>
  twin.ask('/api/login', { method: 'POST', json: { username, password } });

test('the vulnerable twin tells which accounts exist, the hardened one does not', async () => {
  const answers = async (twin: Twin) => [await signIn(twin, 'alice', 'wrong'), await signIn(twin, 'nobody', 'wrong')];

  const [wrong, unknown] = await answers(twins.vulnerable);
  expect([wrong, unknown].map((answer) => [answer?.status, answer?.body])).toEqual([
    [401, { error: 'wrong password' }],
    [401, { error: 'unknown user' }],
  ]);
  expect(wrong?.headers).not.toHaveProperty('www-authenticate');

  const [same, identical] = await answers(twins.hardened);
  expect(same).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: { error: 'unauthorized' },
  });
  expect(identical).toEqual(same);
});

test('the hardened twin signs nobody in who is disabled', async () => {
  const { hardened } = twins;
  const disabled = { ...hardened.item('dave'), enabled: false };
  await hardened.documents.send(new PutCommand({ TableName: 'Users', Item: disabled }));
  expect(await signIn(hardened, 'dave', hardened.user('dave').password)).toEqual(
    await signIn(hardened, 'dave', 'wrong'),
  );
});

test.each([
  ['no body', {}],
  ['no JSON', { text: '{"username":' }],
  ['a list', { json: [] }],
  ['null', { json: null }],
  ['a number as name', { json: { username: 1, password: 'x' } }],
  ['an object as name', { json: { username: { S: 'alice' }, password: 'x' } }],
  ['an empty name', { json: { username: '', password: 'x' } }],
  ['a name too long', { json: { username: 'a'.repeat(65), password: 'x' } }],
  ['no password', { json: { username: 'alice' } }],
])('login with %s: the hardened twin answers 400', async (_, ask) => {
  const { status, body } = await twins.hardened.ask('/api/login', { method: 'POST', ...ask });
  expect({ status, body }).toEqual({ status: 400, body: { error: 'bad request' } });
});
