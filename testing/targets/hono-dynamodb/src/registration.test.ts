import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { plain, register, registration, signIn, welcome } from '../testing/newcomer.ts';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins | undefined;
let vulnerable: Twin;
let hardened: Twin;

beforeEach(async () => {
  await twins?.close();
  twins = await openTwins();
  ({ vulnerable, hardened } = twins);
});

afterAll(() => twins?.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BAD = [400, { error: 'bad request' }];
const TAKEN = [409, { error: 'user name taken' }];
const WEAK = [400, { error: 'the password needs at least 12 characters' }];

const stored = async (twin: Twin, userId: string) =>
  (await twin.documents.send(new GetCommand({ TableName: 'Users', Key: { user_id: userId } }))).Item;

test('a newcomer has a tenant of their own, the defaults, and a password that signs in', async () => {
  for (const twin of [vulnerable, hardened]) {
    const { userId, ask } = await welcome(twin, 'erin');
    const profile = {
      user_id: userId,
      username: 'erin',
      tenant_id: userId,
      role: 'user',
      display_name: 'erin the newcomer',
      email: 'erin@mail.example',
      bio: 'New here.',
      theme: 'light',
    };
    expect(plain(await ask('/api/me'))).toEqual([200, profile]);
    expect(await stored(twin, userId)).toEqual({
      ...profile,
      enabled: true,
      password_hash: expect.stringMatching(/^pbkdf2:sha256:20000\$[0-9a-f]{16}\$[0-9a-f]{64}$/),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(plain(await signIn(twin, 'erin', 'another password')).at(0)).toBe(401);
  }
});

test('ids count on in the vulnerable twin, and are random in the hardened one', async () => {
  const [erin, frank] = [await welcome(vulnerable, 'erin'), await welcome(vulnerable, 'frank')];
  expect([erin.userId, frank.userId]).toEqual(['1046', '1047']);
  expect((await welcome(hardened, 'erin')).userId).toMatch(UUID);
});

test('a name that is taken is refused, and whoever has it keeps it', async () => {
  for (const twin of [vulnerable, hardened]) {
    const before = await twin.digest();
    expect(plain(await register(twin, registration('alice')))).toEqual(TAKEN);
    expect(await twin.digest()).toEqual(before);

    const erin = await welcome(twin, 'erin');
    const after = await twin.digest();
    expect(plain(await register(twin, { ...registration('erin'), password: 'a thief was here' }))).toEqual(TAKEN);
    expect(await twin.digest()).toEqual(after);
    expect((await signIn(twin, 'erin', erin.password)).status).toBe(200);
  }
});

test('of many who want one name at the same time the hardened twin takes one', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => register(hardened, registration('erin'))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

test('the vulnerable twin believes what is sent, but for the id; the hardened one takes four fields', async () => {
  const json = { ...registration('erin'), role: 'admin', tenant_id: 'acme', enabled: false, flag: { nested: [1] } };
  const wish = (twin: Twin) => ({ ...json, user_id: twin.user('alice').userId, password_hash: 'x' });

  const { user_id: believed } = (await register(vulnerable, wish(vulnerable))).body as { user_id: string };
  expect(believed).not.toBe(vulnerable.user('alice').userId);
  const { password: _, ...fields } = json;
  expect(await stored(vulnerable, believed)).toMatchObject({ ...fields, user_id: believed });
  expect(await stored(vulnerable, believed)).not.toHaveProperty('password');
  expect(await stored(vulnerable, vulnerable.user('alice').userId)).toEqual(vulnerable.item('alice'));

  const { user_id: decided } = (await register(hardened, wish(hardened))).body as { user_id: string };
  const user = await stored(hardened, decided);
  expect(user).toMatchObject({ role: 'user', tenant_id: decided, enabled: true });
  expect(user).not.toHaveProperty('flag');
  expect(await stored(hardened, hardened.user('alice').userId)).toEqual(hardened.item('alice'));
});

test('a field that is missing, empty or no text is refused by both twins', async () => {
  for (const twin of [vulnerable, hardened]) {
    const before = await twin.digest();
    const fields = Object.keys(registration('erin')).filter((field) => twin === vulnerable || field !== 'password');
    const bodies = fields.flatMap((field) => [undefined, '', 7].map((value) => ({ [field]: value })));
    for (const change of bodies) {
      expect(plain(await register(twin, { ...registration('erin'), ...change }))).toEqual(BAD);
    }
    for (const text of ['', '{', 'null', '[]', '"erin"']) {
      expect(plain(await twin.ask('/api/register', { method: 'POST', text }))).toEqual(BAD);
    }
    expect(await twin.digest()).toEqual(before);
  }
});

test.each([
  ['a short name', { username: 'ab' }, BAD],
  ['a long name', { username: 'a'.repeat(33) }, BAD],
  ['a name with capitals', { username: 'Erin' }, BAD],
  ['a name with a line end', { username: 'erin\n' }, BAD],
  ['a name that looks like a claim', { username: 'username#erin' }, BAD],
  ['an address without @', { email: 'erin.mail.example' }, BAD],
  ['an address too long', { email: `erin@${'x'.repeat(250)}` }, BAD],
  ['a display name too long', { display_name: 'x'.repeat(81) }, BAD],
  ['no password', { password: undefined }, BAD],
  ['a password too long', { password: 'x'.repeat(257) }, BAD],
  ['a password of 11 characters', { password: '12345678901' }, WEAK],
  ['six characters of two units each', { password: '😀'.repeat(6) }, WEAK],
  ['the name as password', { username: 'erinerinerin', password: 'ErinErinErin' }, WEAK],
])('%s is refused by the hardened twin', async (_, change, answer) => {
  const before = await hardened.digest();
  expect(plain(await register(hardened, { ...registration('erin'), ...change }))).toEqual(answer);
  expect(await hardened.digest()).toEqual(before);
});

test('any password is good enough for the vulnerable twin', async () => {
  expect((await register(vulnerable, { ...registration('erin'), password: '1' })).status).toBe(201);
  expect((await signIn(vulnerable, 'erin', '1')).status).toBe(200);
});
