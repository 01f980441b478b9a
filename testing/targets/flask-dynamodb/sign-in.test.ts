import type { Variant } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTwins, statuses, type Twin, times } from './testing/twins.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

describe.skipIf(isSkipped)('signing in to the Flask target and out of it', () => {
  let twins: Record<Variant, Twin>;

  beforeAll(async () => {
    twins = await openTwins(6);
  });

  afterAll(async () => {
    for (const twin of Object.values(twins)) await twin.close();
  });

  describe.each(['vulnerable', 'hardened'] as const)('%s, as everybody uses it', (variant) => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins[variant];
    });

    it('renews a sign-in, and refuses refresh tokens it never gave out', async () => {
      const heidi = await twin.newUser('heidi');
      const renewed = await twin.renew(heidi.refreshToken);
      expect(renewed.status).toBe(200);
      expect((await twin.me(renewed.json.access_token)).json.username).toBe('heidi');
      expect((await twin.renew('made-up')).status).toBe(401);
    });
  });

  describe('vulnerable', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.vulnerable;
    });

    it('lets passwords be guessed without end, refresh tokens be used again and tokens outlive their end', async () => {
      const peggy = await twin.newUser('peggy');
      const guesses = await Promise.all(times(12, () => twin.login('peggy', 'guess')));
      expect(statuses(guesses)).toEqual(times(12, () => 401));

      const renewals = await Promise.all(times(3, () => twin.renew(peggy.refreshToken)));
      expect(statuses(renewals)).toEqual([200, 200, 200]);
      expect((await twin.send('/api/logout', { method: 'POST', token: peggy.token })).status).toBe(204);
      expect((await twin.me(peggy.token)).status).toBe(200);
      expect((await twin.renew(peggy.refreshToken)).status).toBe(200);
    });
  });

  describe('hardened', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.hardened;
    });

    it('lets five guesses through, at whatever pace, for a name there is and for one there is not', async () => {
      const yara = await twin.newUser('yara');
      for (const username of ['yara', 'nobodycalledso']) {
        const guesses = await Promise.all(times(20, () => twin.login(username, 'guess')));
        expect(statuses(guesses)).toEqual([...times(5, () => 401), ...times(15, () => 429)]);
        const refused = guesses.filter(({ status }) => status === 429);
        for (const { headers, json } of refused) {
          expect(json).toEqual({ error: 'too many requests' });
          expect(headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/);
        }
      }
      // Not even the right password, and not by the other door: else a guess could still be told from a hit.
      expect((await twin.login('yara', yara.password)).status).toBe(429);
      const body = { username: 'yara', password: yara.password };
      expect((await twin.send('/api/session', { method: 'POST', body })).status).toBe(429);
      const bob = twin.seeded('bob');
      expect((await twin.login('bob', bob.password)).status).toBe(200);
    });

    it('forgets the failures of a name when its password comes', async () => {
      const zoe = await twin.newUser('zoe');
      for (let round = 0; round < 3; round += 1) {
        for (let guess = 0; guess < 4; guess += 1) expect((await twin.login('zoe', 'guess')).status).toBe(401);
        expect((await twin.login('zoe', zoe.password)).status).toBe(200);
      }
    });

    it('gives a new refresh token for each one, which is used up then', async () => {
      const user = await twin.newUser('rotating');
      const answers = await Promise.all(times(6, () => twin.renew(user.refreshToken)));
      expect(statuses(answers)).toEqual([200, ...times(5, () => 401)]);
      const next: string = answers.find(({ status }) => status === 200)?.json.refresh_token;
      expect((await twin.renew(next)).status).toBe(200);
      expect((await twin.renew(next)).status).toBe(401);
      for (const text of ['', 'x'.repeat(9000), '\ud800']) expect((await twin.renew(text)).status).toBe(401);
      for (const other of [7, null, [next]]) {
        const body = { refresh_token: other };
        expect((await twin.send('/api/token', { method: 'POST', body })).status).toBe(400);
      }
    });

    it('ends with the sign-out the token and its refresh token, and those of no other sign-in', async () => {
      const user = await twin.newUser('leaving');
      const other = await twin.login(user.username, user.password);
      const end = () => twin.send('/api/logout', { method: 'POST', token: user.token });
      expect((await end()).status).toBe(204);
      expect((await end()).status).toBe(401);
      expect((await twin.me(user.token)).status).toBe(401);
      expect((await twin.renew(user.refreshToken)).status).toBe(401);
      expect((await twin.me(other.json.access_token)).status).toBe(200);
      expect((await twin.renew(other.json.refresh_token)).status).toBe(200);
    });

    it('ends with the sign-out the newest refresh token, too', async () => {
      const user = await twin.newUser('renewed');
      const { json } = await twin.renew(user.refreshToken);
      await twin.send('/api/logout', { method: 'POST', token: json.access_token });
      expect((await twin.me(json.access_token)).status).toBe(401);
      expect((await twin.renew(json.refresh_token)).status).toBe(401);
    });

    it('believes the store about roles and users, not the token', async () => {
      const { token } = twin.seeded('admin');
      const user = await twin.newUser('rising');
      const count = () => twin.send('/api/admin/users-count', { token: user.token });
      const change = (role: string) =>
        twin.send(`/api/admin/users/${user.userId}/role`, { method: 'PUT', token, body: { role } });
      expect((await count()).status).toBe(403);
      await change('admin');
      expect((await count()).status).toBe(200);
      await change('user');
      expect((await count()).status).toBe(403);
      await twin.send(`/api/users/${user.userId}`, { method: 'DELETE', token: user.token });
      expect((await count()).status).toBe(401);
      expect((await twin.send('/api/posts', { method: 'POST', token: user.token })).status).toBe(401);
    });
  });
});
