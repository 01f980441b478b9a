import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { Hono } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import { describe, expect, test } from 'vitest';
import { commonSecrets } from './common-secrets.ts';
import { type Cookies, parseCookies } from './cookies.ts';
import { findSessionSecret, forgeSession, recognise, type SessionKind } from './session.ts';

const secret = 'keyboard cat';
const data = { user_id: '1042', roles: ['user'] };
const json = JSON.stringify(data);
const url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const hmac = (hash: string, key: string | Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();

/** Session cookies as each framework writes them, computed from the description of its format. */
const written: Record<string, { kind: SessionKind; cookies: Cookies }> = {
  flask: { kind: 'flask', cookies: { session: flask(url(json)) } },
  'flask, compressed': { kind: 'flask', cookies: { session: flask(`.${url(deflateSync(json))}`) } },
  django: { kind: 'django', cookies: { sessionid: django(url(json)) } },
  express: {
    kind: 'express',
    cookies: { sid: encodeURIComponent(`s:j:${json}.${bare(hmac('sha256', secret, `j:${json}`))}`) },
  },
  'express, opaque': { kind: 'express', cookies: { sid: `s:bob.${bare(hmac('sha256', secret, 'bob'))}` } },
  'cookie-session': { kind: 'keygrip', cookies: keygrip(Buffer.from(json).toString('base64')) },
  rails: { kind: 'rails', cookies: { _app: rails(Buffer.from(json).toString('base64'), secret) } },
  'rails with derived key': {
    kind: 'rails',
    cookies: {
      _app: rails(Buffer.from(json).toString('base64'), pbkdf2Sync(secret, 'signed cookie', 1000, 64, 'sha1')),
    },
  },
  hono: {
    kind: 'hono',
    cookies: { session: encodeURIComponent(`${url(json)}.${hmac('sha256', secret, url(json)).toString('base64')}`) },
  },
  'own HMAC': {
    kind: 'hmac',
    cookies: { session: `${url(json)}.${hmac('sha256', secret, url(json)).toString('hex')}` },
  },
};

function flask(payload: string): string {
  const signed = `${payload}.${url(Buffer.from([0x65, 0x92, 0x00, 0x80]))}`;
  return `${signed}.${url(hmac('sha1', hmac('sha1', secret, 'cookie-session'), signed))}`;
}

function django(payload: string): string {
  const signed = `${payload}:1rKz8P`;
  const key = createHash('sha256')
    .update(`django.contrib.sessions.backends.signed_cookies${'signer'}${secret}`)
    .digest();
  return `${signed}:${url(hmac('sha256', key, signed))}`;
}

function keygrip(value: string): Cookies {
  return { session: value, 'session.sig': url(hmac('sha1', secret, `session=${value}`)) };
}

function rails(value: string, key: string | Buffer): string {
  return `${value}--${hmac('sha1', key, value).toString('hex')}`;
}

function firstOf(cookies: Cookies) {
  const [name = '', value = ''] = Object.entries(cookies)[0] ?? [];
  return recognise(name, value, cookies)[0];
}

describe.each(Object.entries(written))('%s', (_, { kind, cookies }) => {
  test('is recognised, its secret found, and the same data gives the same cookies', () => {
    const format = firstOf(cookies);
    if (format === undefined) throw new Error('the cookie was not recognised');
    expect(format.kind).toBe(kind);
    expect(format.payload).toEqual(format.coding === 'text' ? 'bob' : data);

    const found = findSessionSecret(format, commonSecrets);
    expect(found?.secret).toBe(secret);
    expect(forgeSession(format, found, format.payload)).toEqual(cookies);
    expect(findSessionSecret(format, ['wrong', 'also wrong'])).toBeUndefined();
  });

  test('other data is read back under the same secret', () => {
    const format = firstOf(cookies);
    const found = format && findSessionSecret(format, [secret]);
    if (format === undefined || found === undefined) throw new Error('the secret was not found');
    const payload = format.coding === 'text' ? 'alice' : { user_id: '1041', roles: ['admin'] };
    const again = firstOf(forgeSession(format, found, payload));
    expect(again?.payload).toEqual(payload);
    expect(again && findSessionSecret(again, [secret])).toEqual(found);
  });
});

describe('cookies without a signature', () => {
  test.each([
    ['JSON', json],
    ['encoded JSON', encodeURIComponent(json)],
    ['j: JSON', `j:${json}`],
    ['base64', Buffer.from(json).toString('base64')],
    ['base64url', url(json)],
  ])('%s is read and written anew', (_, value) => {
    const format = recognise('user', value)[0];
    if (format === undefined) throw new Error('the cookie was not recognised');
    expect({ kind: format.kind, payload: format.payload, cookies: forgeSession(format, undefined, data) }).toEqual({
      kind: 'unsigned',
      payload: data,
      cookies: { user: value },
    });
  });

  test('random ids, words, numbers and tokens are not sessions', () => {
    const values = [
      '',
      'dark',
      '1042',
      'true',
      'f3b1c2d4e5f60718293a4b5c6d7e8f90',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
      'en-GB,en;q=0.9',
    ];
    expect(values.flatMap((value) => recognise('x', value))).toEqual([]);
  });
});

test('a forged Hono cookie is accepted by Hono', async () => {
  const app = new Hono()
    .get('/in', async (c) => {
      await setSignedCookie(c, 'session', url(json), secret);
      return c.body(null);
    })
    .get('/me', async (c) => c.json({ value: await getSignedCookie(c, secret, 'session') }));
  const given = (await app.request('/in')).headers.get('set-cookie')?.split(';')[0] ?? '';
  const { session = '' } = parseCookies(given);
  const format = recognise('session', session).find(({ seal }) => seal !== undefined);
  const found = format && findSessionSecret(format, commonSecrets);
  if (format === undefined || found === undefined) throw new Error('the secret was not found');
  const forged = forgeSession(format, found, { ...data, user_id: '1041' });
  const answer = await app.request('/me', { headers: { cookie: `session=${forged.session}` } });
  expect(await answer.json()).toEqual({ value: url(JSON.stringify({ ...data, user_id: '1041' })) });
});

test('whatever a cookie holds, looking at it never throws', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.array(fc.base64String({ maxLength: 60 }), { maxLength: 4 }).map((parts) => parts.join('.')),
  );
  fc.assert(
    fc.property(fc.string(), texts, texts, (name, value, signature) => {
      for (const format of recognise(name, value, { [name]: value, [`${name}.sig`]: signature }))
        findSessionSecret(format, ['secret']);
    }),
  );
});
