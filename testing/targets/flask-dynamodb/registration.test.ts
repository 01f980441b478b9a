import { randomUUID } from 'node:crypto';
import type { Variant } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registration } from './testing/client.ts';
import { openTwins, statuses, type Twin, times } from './testing/twins.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

const changePassword = (twin: Twin, user: { userId: string }, token: string, body: object) =>
  twin.send(`/api/users/${user.userId}/password`, { method: 'PUT', token, body });

describe.skipIf(isSkipped)('registering in the Flask target', () => {
  let twins: Record<Variant, Twin>;

  beforeAll(async () => {
    twins = await openTwins(5);
  });

  afterAll(async () => {
    for (const twin of Object.values(twins)) await twin.close();
  });

  describe.each(['vulnerable', 'hardened'] as const)('%s, as everybody uses it', (variant) => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins[variant];
    });

    it('registers a user with a tenant of their own, who can sign in', async () => {
      const body = registration('edith');
      const created = await twin.send('/api/register', { method: 'POST', body });
      expect(created.status).toBe(201);
      expect(created.json).toEqual({ user_id: expect.any(String), username: 'edith' });

      const userId: string = created.json.user_id;
      const answer = await twin.login(body.username, body.password);
      expect(answer.json).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
      const profile = await twin.me(answer.json.access_token);
      expect(profile.json).toEqual({
        user_id: userId,
        username: 'edith',
        display_name: body.display_name,
        email: body.email,
        bio: expect.any(String),
        theme: expect.any(String),
        role: 'user',
        tenant_id: userId,
      });
      expect(await twin.storedUser(userId)).toEqual({
        ...profile.json,
        enabled: true,
        created_at: expect.any(String),
        password_hash: expect.stringMatching(/^pbkdf2:sha256:20000\$[^$]{16}\$[0-9a-f]{64}$/),
      });
    });

    it('refuses a name that is taken and a body that is incomplete', async () => {
      await twin.newUser('frank');
      for (const username of ['alice', 'frank']) {
        const again = await twin.send('/api/register', { method: 'POST', body: registration(username) });
        expect(again.status).toBe(409);
      }
      for (const field of Object.keys(registration('grace'))) {
        const body = { ...registration('grace'), [field]: undefined };
        expect((await twin.send('/api/register', { method: 'POST', body })).status).toBe(400);
      }
      for (const body of [[], 'grace', 7, null]) {
        expect((await twin.send('/api/register', { method: 'POST', body })).status).toBe(400);
      }
    });
  });

  describe('vulnerable', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.vulnerable;
    });

    it('weak-registration: the body is the user, and any password is strong enough', async () => {
      const wish = { role: 'admin', tenant_id: 'acme', enabled: false, user_id: twin.seeded('alice').userId };
      const body = { ...registration('Mallory!'), password: 'x', ...wish };
      const { status, json } = await twin.send('/api/register', { method: 'POST', body });
      expect(status).toBe(201);
      const item = await twin.storedUser(json.user_id);
      expect(item).toMatchObject({ username: 'Mallory!', role: 'admin', tenant_id: 'acme', enabled: false });
      expect(item).not.toHaveProperty('password');
      const alice = twin.store.users.find(({ name }) => name === 'alice');
      expect(await twin.storedUser(alice?.item.user_id ?? '')).toEqual(alice?.item);
    });

    it('counts the ids of users on', async () => {
      const [one, two] = [await twin.newUser('niaj'), await twin.newUser('olivia')];
      expect(Number(two.userId) - Number(one.userId)).toBe(1);
      const seededIds = twin.store.users.map(({ item }) => Number(item.user_id));
      expect(Number(one.userId)).toBeGreaterThan(Math.max(...seededIds));
    });
  });

  describe('hardened', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.hardened;
    });

    it('weak-registration: of the body only the listed fields', async () => {
      const wish = { role: 'admin', tenant_id: 'acme', enabled: false, user_id: randomUUID(), ssn: '1' };
      const body = { ...registration('mallory'), ...wish };
      const { json } = await twin.send('/api/register', { method: 'POST', body });
      expect(json.user_id).not.toBe(wish.user_id);
      const item = await twin.storedUser(json.user_id);
      expect(item).toMatchObject({ role: 'user', tenant_id: json.user_id, enabled: true });
      expect(item).not.toHaveProperty('ssn');
    });

    it('takes no weak password, when registering and when changing it', async () => {
      const trent = await twin.newUser('trent12charsx');
      const weak = ['short', 'x'.repeat(11), trent.username, trent.username.toUpperCase()];
      const problem = { error: 'the password needs at least 12 characters' };
      for (const password of weak) {
        const body = { ...registration(trent.username), password };
        const refused = await twin.send('/api/register', { method: 'POST', body });
        expect([refused.status, refused.json]).toEqual([400, problem]);
        const change = { current_password: trent.password, password };
        const kept = await changePassword(twin, trent, trent.token, change);
        expect([kept.status, kept.json]).toEqual([400, problem]);
      }
      expect((await twin.login(trent.username, trent.password)).status).toBe(200);
    });

    it('takes no name, address or text of another form', async () => {
      const wrong = [
        { username: 'ab' },
        { username: 'x'.repeat(33) },
        { username: 'Alice' },
        { username: 'walter\n' },
        { username: 'wal#ter' },
        { username: ['walter'] },
        { email: 'nowhere' },
        { email: `${'x'.repeat(250)}@example.test` },
        { display_name: '' },
        { display_name: 'x'.repeat(81) },
        { display_name: '\ud800' },
        { password: 'x'.repeat(257) },
        { password: 123456789012 },
      ];
      const answers = await Promise.all(
        wrong.map((change) =>
          twin.send('/api/register', { method: 'POST', body: { ...registration('walter'), ...change } }),
        ),
      );
      expect(answers.map(({ status, json }) => [status, json])).toEqual(
        wrong.map(() => [400, { error: 'bad request' }]),
      );
      expect((await twin.newUser('walter')).username).toBe('walter');
    });

    it('gives a name to one of many who ask for it at once', async () => {
      const body = registration('xavier');
      const answers = await Promise.all(times(8, () => twin.send('/api/register', { method: 'POST', body })));
      expect(statuses(answers)).toEqual([201, ...times(7, () => 409)]);
    });
  });
});
