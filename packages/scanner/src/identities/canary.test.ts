import type { Operation } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { canaryHolds, findCanary } from './canary.ts';
import { credentialFrom } from './credentials.ts';
import { identityConfigSchema } from './identity-config.ts';
import { bearerIn, clientOf, surfaceOf } from './session-api.fixture.ts';

const config = identityConfigSchema.parse({ name: 'alice', bearer: 'good-token-1', subjects: ['u-1'] });
const identity = { name: 'alice', credential: 'bearer', subjects: ['u-1'], isPrivileged: false } as const;
type Answers = Record<string, (isSignedIn: boolean) => number>;

/** The canary among these operations, and what was asked for it. */
async function found(answers: Answers, operations: (string | Operation)[]) {
  const asked: string[] = [];
  await using client = await clientOf((request) => {
    const { pathname } = new URL(request.url);
    const isSignedIn = bearerIn(request) === 'good-token-1';
    asked.push(`${request.method} ${pathname}${isSignedIn ? ' signed in' : ''}`);
    return new Response(null, { status: answers[pathname]?.(isSignedIn) ?? 404 });
  });
  const surface = surfaceOf(operations.map((entry) => (typeof entry === 'string' ? operation(entry) : entry)));
  const caller = {
    identity: { ...identity, subjects: [...identity.subjects] },
    credential: await credentialFrom(config),
    config,
  };
  const { canary, reason } = await findCanary(client, surface, caller);
  const holds = canary === undefined ? undefined : await canaryHolds(client, canary, caller);
  return { label: canary?.label, reason, asked, holds };
}

const guarded = (isSignedIn: boolean): number => (isSignedIn ? 200 : 401);
const open = (): number => 200;

describe('a canary', () => {
  test('answers with the credential and refuses without', async () => {
    expect(await found({ '/me': guarded, '/health': open }, ['GET /health', 'GET /me'])).toEqual({
      label: 'GET /me',
      reason: 'GET /me answers 200 with it and 401 without',
      asked: ['GET /me signed in', 'GET /me', 'GET /me signed in'],
      holds: true,
    });
  });

  test('may redirect the others to a login, or hide itself', async () => {
    expect((await found({ '/a': (is) => (is ? 200 : 302) }, ['GET /a'])).label).toBe('GET /a');
    expect((await found({ '/a': (is) => (is ? 204 : 404) }, ['GET /a'])).label).toBe('GET /a');
  });

  test('is no write, nothing that changes state, and is filled with the ids of the caller', async () => {
    const { label, asked } = await found({ '/users/u-1': guarded, '/logout': guarded, '/posts': guarded }, [
      'POST /posts',
      'GET /logout',
      'GET /users/{user_id}',
    ]);
    expect([label, asked.slice(0, 2)]).toEqual([
      'GET /users/{user_id}',
      ['GET /users/u-1 signed in', 'GET /users/u-1'],
    ]);
  });

  test('is filled with an example of the specification before that', async () => {
    const example = operation('GET /users/{id}', {
      parameters: [{ name: 'id', in: 'path', required: true, examples: ['u-77'] }],
    });
    expect((await found({ '/users/u-77': guarded }, [example])).label).toBe('GET /users/{id}');
  });

  test('is looked for among declared-protected operations first, public ones last', async () => {
    const { asked } = await found({}, [
      operation('GET /public', { security: [] }),
      operation('GET /unknown'),
      operation('GET /protected', { security: [['token']] }),
    ]);
    expect(asked).toEqual(['GET /protected signed in', 'GET /unknown signed in', 'GET /public signed in']);
  });
});

describe('no canary', () => {
  test('when everything is open', async () => {
    const { label, reason } = await found({ '/a': open, '/b': guarded }, ['GET /a']);
    expect([label, reason]).toEqual([undefined, 'no operation tells it from an anonymous caller']);
  });

  test('when nothing answers', async () => {
    const { label, reason } = await found({ '/a': () => 500 }, ['GET /a']);
    expect([label, reason]).toEqual([undefined, 'no operation could be called with it']);
  });

  test('when an error of the server is all that others get', async () => {
    expect((await found({ '/a': (is) => (is ? 200 : 500) }, ['GET /a'])).label).toBeUndefined();
  });

  test('and an error when the credential is refused everywhere', async () => {
    await expect(found({ '/a': () => 401, '/b': () => 401 }, ['GET /a', 'GET /b'])).rejects.toMatchObject({
      code: 'DEAD_CREDENTIALS',
      message: 'The credential of "alice" is refused: GET /a answers 401 with it, as do 1 more.',
    });
  });

  test('after at most sixteen operations', async () => {
    const operations = Array.from({ length: 30 }, (_, index) => `GET /path${index}`);
    expect((await found({}, operations)).asked).toHaveLength(16);
  });
});
