import { expect, test } from 'vitest';
import { startTarget, VARIANTS } from './index.ts';

const { Request: nodesOwnRequest } = globalThis;

test.each(VARIANTS)('the %s target listens on the loopback address and its users are signed in', async (variant) => {
  const target = await startTarget({ variant, seed: 4 });
  try {
    expect(target.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(target.specUrl).toBe(`${target.url}/openapi.json`);
    expect((await fetch(target.specUrl)).headers.get('server')).toBeNull();

    for (const { name, userId, tenant, role, token, sessionCookie } of target.users) {
      const me = await fetch(`${target.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(await me.json()).toMatchObject({ username: name, user_id: userId, tenant_id: tenant, role });
      const session = await fetch(`${target.url}/api/session`, { headers: { cookie: sessionCookie } });
      expect(await session.json()).toMatchObject({ user_id: userId });
    }
    expect(target.users.map((user) => user.name)).toEqual(['alice', 'bob', 'carol', 'dave', 'admin']);
  } finally {
    await target.close();
  }
  await expect(fetch(target.specUrl)).rejects.toThrow('fetch failed');
});

test('a port that is taken is an error', async () => {
  const first = await startTarget({ variant: 'hardened' });
  const port = Number(new URL(first.url).port);
  try {
    await expect(startTarget({ variant: 'hardened', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  } finally {
    await first.close();
  }
});

test('targets run beside each other with the globals of the process left alone', async () => {
  const targets = await Promise.all([1, 2].map((seed) => startTarget({ variant: 'vulnerable', seed })));
  expect(globalThis.Request).toBe(nodesOwnRequest);
  expect(targets.map((target) => target.users[0]?.userId)).toEqual(['1041', '1081']);
  await Promise.all(targets.map((target) => target.close()));
});
