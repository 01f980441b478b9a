import { afterEach, expect, test } from 'vitest';
import { type StartedTrap, startTrap } from './start-trap.ts';

let started: StartedTrap | undefined;
afterEach(() => started?.close());

test('a started twin serves its description and its users', async () => {
  started = await startTrap('redirect-with-body', 'vulnerable');
  const spec: unknown = await (await fetch(started.specUrl)).json();
  const { name, token = '' } = started.users[1] ?? {};
  const me = await fetch(`${started.url}/me`, { headers: { authorization: `Bearer ${token}` } });
  expect({ spec, name, me: await me.json() }).toEqual({
    spec: expect.objectContaining({
      openapi: '3.1.0',
      paths: expect.objectContaining({ '/letters/{letter_id}': expect.anything() }),
    }),
    name: 'bob',
    me: { id: expect.any(String), name: 'Bob Winterfeld', email: 'bob.winterfeld@post.example' },
  });
});

test('an unknown trap is named', async () => {
  await expect(startTrap('no-such-trap', 'hardened')).rejects.toThrow(
    new RangeError('There is no trap "no-such-trap".'),
  );
});
