import { Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { createCookieStore } from './cookie-store.ts';
import { echoServer } from './echo-server.ts';

const meta = { identity: 'alice', purpose: 'test' };

test('headers against forgery go with what is not safe, repeat the cookie of that moment, and are hidden', async () => {
  await using server = await echoServer();
  await using client = await openClient({ baseUrl: server.url, userAgent: 'middlebrick/0.1.0', scanId: 's' });
  const cookies = createCookieStore('alice');
  const secret = new Secret('form-token-4471', 'ALICE_CSRF');
  const unsafeHeaders = [
    { name: 'X-CSRF-Token', prefix: '', secret },
    { name: 'X-XSRF-TOKEN', cookie: 'XSRF-TOKEN' },
  ];
  const alice = { identity: 'alice', headers: [], cookies, unsafeHeaders };
  const sent = async (method: string, headers: [string, string][] = []) => {
    const { request } = await client.send({ method, path: '/', headers }, alice, meta);
    const named = (list: readonly (readonly [string, string])[]) =>
      list.filter(([name]) => /csrf|xsrf/i.test(name)).map(([name, value]) => `${name}: ${value}`);
    return { wire: named(server.last().headers), record: named(request.headers) };
  };

  expect(await sent('POST')).toEqual({
    wire: ['X-CSRF-Token: form-token-4471'],
    record: ['X-CSRF-Token: $ALICE_CSRF'],
  });
  cookies.keep('XSRF-TOKEN=first-9052', server.url);
  expect((await sent('PUT')).wire).toEqual(['X-CSRF-Token: form-token-4471', 'X-XSRF-TOKEN: first-9052']);
  cookies.keep('XSRF-TOKEN=second%3D9052%3D', server.url);
  expect(await sent('DELETE')).toEqual({
    wire: ['X-CSRF-Token: form-token-4471', 'X-XSRF-TOKEN: second=9052='],
    record: ['X-CSRF-Token: $ALICE_CSRF', 'X-XSRF-TOKEN: $ALICE_COOKIE_XSRF_TOKEN_DECODED'],
  });
  expect(await sent('GET')).toEqual({ wire: [], record: [] });
  expect((await sent('POST', [['x-csrf-token', 'other']])).wire).toEqual([
    'X-XSRF-TOKEN: second=9052=',
    'x-csrf-token: other',
  ]);
  expect(client.redactor.redact('second=9052= form-token-4471')).toBe('$ALICE_COOKIE_XSRF_TOKEN_DECODED $ALICE_CSRF');
});
