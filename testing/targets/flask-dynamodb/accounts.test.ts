import { randomUUID } from 'node:crypto';
import type { Variant } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewUser } from './testing/client.ts';
import { openTwins, statuses, type Twin, times } from './testing/twins.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

const changePassword = (twin: Twin, user: { userId: string }, token: string, body: object) =>
  twin.send(`/api/users/${user.userId}/password`, { method: 'PUT', token, body });

describe.skipIf(isSkipped)('the accounts of the Flask target', () => {
  let twins: Record<Variant, Twin>;

  beforeAll(async () => {
    twins = await openTwins(7);
  });

  afterAll(async () => {
    for (const twin of Object.values(twins)) await twin.close();
  });

  describe.each(['vulnerable', 'hardened'] as const)('%s, as everybody uses it', (variant) => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins[variant];
    });

    it('deletes a user with all posts, and ends what their refresh token was good for', async () => {
      const ivan = await twin.newUser('ivan');
      const draft = { title: 'A title', body: 'A body', topic: 'work' };
      const path = `/api/users/${ivan.userId}`;
      for (let count = 0; count < 3; count += 1) {
        await twin.send(`${path}/posts`, { method: 'POST', token: ivan.token, body: draft });
      }
      const admin = twin.seeded('admin');
      expect((await twin.send(path, { method: 'DELETE', token: ivan.token })).status).toBe(204);
      expect(await twin.storedUser(ivan.userId)).toBeUndefined();
      expect((await twin.renew(ivan.refreshToken)).status).toBe(401);
      expect((await twin.login('ivan', ivan.password)).status).toBe(401);
      if (variant === 'vulnerable') {
        expect((await twin.send(`${path}/posts`, { token: admin.token })).json).toEqual([]);
      }
      // The name is free again, and its new owner gets nothing of the old one.
      const next = await twin.newUser('ivan');
      expect(next.userId).not.toBe(ivan.userId);
      expect((await twin.send('/api/posts', { token: next.token })).json).toEqual([]);
    });

    it('lets administrators change the role of a user there is', async () => {
      const judy = await twin.newUser('judy');
      const { token } = twin.seeded('admin');
      const change = (id: string, role: unknown) =>
        twin.send(`/api/admin/users/${id}/role`, { method: 'PUT', token, body: { role } });
      expect((await change(variant === 'hardened' ? randomUUID() : '1', 'admin')).status).toBe(404);
      const changed = await change(judy.userId, 'admin');
      expect([changed.status, changed.json.role]).toEqual([200, 'admin']);
      expect((await twin.me(judy.token)).json).toEqual(changed.json);
    });
  });

  describe('vulnerable', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.vulnerable;
    });

    it('lets anybody change, lock out, promote and delete anybody', async () => {
      const victim = await twin.newUser('rupert');
      const { token } = await twin.newUser('sybil');
      const path = `/api/users/${victim.userId}`;
      const renamed = await twin.send(path, { method: 'PATCH', token, body: { bio: 'Taken.', role: 'admin' } });
      expect(renamed.json).toMatchObject({ bio: 'Taken.', role: 'user', username: 'rupert' });

      expect((await changePassword(twin, victim, token, { password: 'new' })).status).toBe(204);
      expect((await twin.login('rupert', victim.password)).status).toBe(401);
      expect((await twin.login('rupert', 'new')).status).toBe(200);

      const body = { role: 'admin' };
      const promoted = await twin.send(`/api/admin/users/${victim.userId}/role`, { method: 'PUT', token, body });
      expect([promoted.status, promoted.json.role]).toEqual([200, 'admin']);
      expect((await twin.send(path, { method: 'DELETE', token })).status).toBe(204);
      expect(await twin.storedUser(victim.userId)).toBeUndefined();
    });

    it('makes nobody of a change to a user there is not', async () => {
      const { token } = twin.seeded('bob');
      const patched = await twin.send('/api/users/1', { method: 'PATCH', token, body: { bio: 'Nobody.' } });
      const changed = await changePassword(twin, { userId: '1' }, token, { password: 'new' });
      expect([patched.status, changed.status]).toEqual([404, 404]);
      expect(await twin.storedUser('1')).toBeUndefined();
    });
  });

  describe('hardened', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.hardened;
    });

    it('answers the account of somebody else like one there is not', async () => {
      const { token } = twin.seeded('bob');
      const victim = await twin.newUser('victim');
      const before = await twin.storedUser(victim.userId);
      const change = { current_password: victim.password, password: 'another long password' };
      const attempts = (id: string) =>
        Promise.all([
          twin.send(`/api/users/${id}`, { method: 'PATCH', token, body: { bio: 'Taken.' } }),
          changePassword(twin, { userId: id }, token, change),
          twin.send(`/api/users/${id}`, { method: 'DELETE', token }),
        ]);
      const answers = [...(await attempts(victim.userId)), ...(await attempts(randomUUID())), ...(await attempts('1'))];
      expect(answers.map(({ status, json }) => [status, json])).toEqual(times(9, () => [404, { error: 'not found' }]));
      const body = { role: 'admin' };
      const promoted = await twin.send(`/api/admin/users/${victim.userId}/role`, { method: 'PUT', token, body });
      expect([promoted.status, promoted.json]).toEqual([403, { error: 'forbidden' }]);
      expect(await twin.storedUser(victim.userId)).toEqual(before);
    });

    it('changes a profile by the same rules at both places', async () => {
      const user = await twin.newUser('changing');
      const patch = (body: object) =>
        twin.send(`/api/users/${user.userId.toUpperCase()}`, { method: 'PATCH', token: user.token, body });
      const changed = await patch({ bio: 'New words.', role: 'admin', tenant_id: 'acme' });
      expect(changed.json).toMatchObject({ bio: 'New words.', role: 'user', tenant_id: user.userId });
      for (const bad of [{}, { role: 'admin' }, { bio: 7 }, { theme: '' }, ['bio']]) {
        expect((await patch(bad)).status).toBe(400);
      }
      expect((await twin.me(user.token)).json).toEqual(changed.json);
    });

    it('changes a password for who knows the current one, once', async () => {
      const user: NewUser = await twin.newUser('careful');
      const change = (password: string, current = user.password) =>
        changePassword(twin, user, user.token, { current_password: current, password });
      const wrong = await change('another long password', 'not the current one');
      expect([wrong.status, wrong.json]).toEqual([403, { error: 'forbidden' }]);
      const malformed = await changePassword(twin, user, user.token, { password: 'another long password' });
      expect(malformed.status).toBe(400);

      const both = await Promise.all(times(4, (index) => change(`another long password ${index}`)));
      expect(statuses(both)).toEqual([204, 403, 403, 403]);
      const winner = both.findIndex(({ status }) => status === 204);
      expect((await twin.login(user.username, user.password)).status).toBe(401);
      expect((await twin.login(user.username, `another long password ${winner}`)).status).toBe(200);
    });
  });
});
