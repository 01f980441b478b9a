import { anonymous, type Identity } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { type IdentityInput, identityConfigSchema } from './identity-config.ts';
import { bearerIn, clientOf, surfaceOf } from './session-api.fixture.ts';
import { openSessions, type Sessions } from './sessions.ts';

const surface = surfaceOf([operation('GET /me'), operation('GET /notes/{id}')]);
const notes = { method: 'GET', path: '/notes/1' };
const status = (code: number): Response => Response.json({ error: 'refused' }, { status: code });

/** An API whose logins issue numbered tokens, of which those in `valid` are taken. */
function tokenApi() {
  const api = {
    issued: 0,
    valid: new Set<string>(),
    seen: [] as string[],
    answer: (_: Request): Response => Response.json({ id: 1 }),
    handle(request: Request): Response {
      const { pathname } = new URL(request.url);
      if (pathname === '/login') {
        const token = `issued-token-${++api.issued}`;
        api.valid.add(token);
        return Response.json({ token });
      }
      const token = bearerIn(request);
      api.seen.push(`${pathname} ${token ?? 'nobody'}`);
      if (token === undefined || !api.valid.has(token)) return status(401);
      return pathname === '/me' ? Response.json({ id: 'u-1' }) : api.answer(request);
    },
  };
  return api;
}

const withLogin: IdentityInput = {
  name: 'alice',
  login: { path: '/login', json: { username: 'al', password: 'pw-9052' } },
};
const withToken: IdentityInput = { name: 'alice', bearer: 'given-token-1', subjects: ['u-1'] };

async function opened(
  api: ReturnType<typeof tokenApi>,
  inputs: IdentityInput[],
  use: (sessions: Sessions, alice: Identity) => Promise<void>,
) {
  await using client = await clientOf((request) => api.handle(request));
  const sessions = await openSessions(
    client,
    inputs.map((input) => identityConfigSchema.parse(input)),
  );
  await sessions.prove(surface);
  await use(sessions, sessions.identities()[0] as Identity);
}

describe('an identity', () => {
  test('is alive when a canary tells it from nobody', async () => {
    const api = tokenApi();
    api.valid.add('given-token-1');
    await opened(api, [withToken], async (sessions) => {
      expect(sessions.reported()).toEqual([
        {
          name: 'alice',
          credential: 'bearer',
          subjects: ['u-1', 'alice'],
          isPrivileged: false,
          isAlive: true,
          proof: 'GET /me answers 200 with it and 401 without',
        },
      ]);
    });
  });

  test('is not used when nothing tells it from nobody', async () => {
    const api = tokenApi();
    api.handle = () => Response.json({ id: 1 });
    await opened(api, [withToken], async (sessions) => {
      expect(sessions.identities()).toEqual([]);
      expect(sessions.reported()[0]).toMatchObject({
        isAlive: false,
        proof: 'no operation tells it from an anonymous caller',
      });
    });
  });

  test('learns its ids from the login, its token and the survey, the label last', async () => {
    await opened(tokenApi(), [withLogin], async (sessions) => {
      sessions.learn('alice', { subjects: ['u-1'], role: 'user', tenant: 't-1', isAdmin: false });
      sessions.learn('nobody', { subjects: ['u-9'], isAdmin: true });
      expect(sessions.identities()).toEqual([
        {
          name: 'alice',
          credential: 'login',
          subjects: ['al', 'u-1', 'alice'],
          isPrivileged: false,
          role: 'user',
          tenant: 't-1',
        },
      ]);
    });
  });
});

describe('sending', () => {
  test('asks the same once, unless it is to be fresh or is no safe method', async () => {
    const api = tokenApi();
    await opened(api, [withLogin], async (sessions, alice) => {
      api.seen.length = 0;
      const first = await sessions.send(notes, alice, 'one');
      expect(await sessions.send(notes, alice, 'two')).toBe(first);
      expect(await sessions.send(notes, alice, 'three', { fresh: true })).not.toBe(first);
      await sessions.send({ ...notes, method: 'POST' }, alice, 'four');
      await sessions.send({ ...notes, method: 'POST' }, alice, 'five');
      await sessions.send(notes, anonymous, 'six');
      expect(api.seen).toEqual([...Array.from({ length: 4 }, () => '/notes/1 issued-token-1'), '/notes/1 nobody']);
    });
  });

  test('logs in again when the token has ended, and repeats the request', async () => {
    const api = tokenApi();
    await opened(api, [withLogin], async (sessions, alice) => {
      api.valid.clear();
      const answers = await Promise.all(
        [1, 2, 3].map((id) => sessions.send({ method: 'GET', path: `/notes/${id}` }, alice, 'reads')),
      );
      expect(answers.map((exchange) => exchange.response?.status)).toEqual([200, 200, 200]);
      expect(answers.every((exchange) => exchange.identity === 'alice')).toBe(true);
      expect(sessions.credential(alice).bearer).toBe(`issued-token-${api.issued}`);
      expect(await sessions.lost()).toEqual([]);
    });
  });

  test('keeps a 401 that is the verdict of the API on a live session', async () => {
    const api = tokenApi();
    api.answer = () => status(401);
    await opened(api, [withLogin], async (sessions, alice) => {
      expect((await sessions.send(notes, alice, 'reads')).response?.status).toBe(401);
      expect([api.issued, sessions.identities().length]).toEqual([1, 1]);
    });
  });

  test('voids the answer when the session has ended for good', async () => {
    const api = tokenApi();
    api.valid.add('given-token-1');
    await opened(api, [withToken], async (sessions, alice) => {
      api.valid.clear();
      const exchange = await sessions.send(notes, alice, 'reads');
      expect([exchange.response, exchange.failure]).toEqual([
        null,
        { code: 'SESSION_ENDED', message: 'alice was signed out during the scan' },
      ]);
      expect(sessions.identities()).toEqual([]);
      expect(sessions.reported()[0]?.proof).toBe('signed out during the scan: GET /me now refuses it');
    });
  });

  test('ends the session and not the scan when the next login is refused', async () => {
    const api = tokenApi();
    const isLogin = (request: Request): boolean => new URL(request.url).pathname === '/login';
    let isRefusing = false;
    const handle = (request: Request): Response => (isRefusing && isLogin(request) ? status(403) : api.handle(request));
    await opened({ ...api, handle }, [withLogin], async (sessions, alice) => {
      isRefusing = true;
      api.valid.clear();
      expect((await sessions.send(notes, alice, 'reads')).failure?.code).toBe('SESSION_ENDED');
      expect(await sessions.lost()).toEqual(['alice']);
    });
  });

  test('takes a redirect to the login for a sign-out as well', async () => {
    const api = tokenApi();
    await opened(api, [withLogin], async (sessions, alice) => {
      const { handle } = api;
      const isOld = (request: Request): boolean =>
        bearerIn(request) === 'issued-token-1' && !request.url.endsWith('/login');
      api.handle = (request) =>
        isOld(request) ? new Response('', { status: 302, headers: { location: '/login?next=/' } }) : handle(request);
      expect((await sessions.send(notes, alice, 'reads')).response?.status).toBe(200);
      expect(api.issued).toBe(2);
    });
  });
});

test('identities that no longer hold are named at the end', async () => {
  const api = tokenApi();
  api.valid.add('given-token-1').add('given-token-2');
  const inputs = [withToken, { name: 'bob', bearer: 'given-token-2' }, { ...withLogin, name: 'carol' }];
  await opened(api, inputs, async (sessions) => {
    expect(await sessions.lost()).toEqual([]);
    api.valid.delete('given-token-1');
    api.valid.delete('issued-token-1');
    expect(await sessions.lost()).toEqual(['alice']);
  });
});

describe('a derived identity', () => {
  test('has another credential, and the original keeps its own', async () => {
    const api = tokenApi();
    api.valid.add('given-token-1');
    await opened(api, [withToken], async (sessions, alice) => {
      const before = JSON.stringify(alice);
      const forged = sessions.derive(alice, { name: 'forged', bearer: 'forged-token-1', recipe: 'forge alg-none' });
      expect(forged).toEqual({ ...alice, name: 'alice+forged', derivedFrom: 'alice' });
      api.seen.length = 0;
      const answer = await sessions.send(notes, forged, 'forged');
      await sessions.send(notes, alice, 'reads');
      expect(api.seen).toEqual(['/notes/1 forged-token-1', '/notes/1 given-token-1']);
      expect(answer.response?.status).toBe(401);
      expect([sessions.credential(alice).bearer, sessions.credential(forged).bearer]).toEqual([
        'given-token-1',
        'forged-token-1',
      ]);
      expect([sessions.recipeOf('alice+forged'), sessions.recipeOf('alice')]).toEqual(['forge alg-none', undefined]);
      expect(JSON.stringify(alice)).toBe(before);
      expect(sessions.identities()).toEqual([alice]);
    });
  });

  test('of nobody sends what it is given', async () => {
    const api = tokenApi();
    let seen: string | null = null;
    api.handle = (request) => {
      seen = request.headers.get('x-user-id');
      return Response.json({});
    };
    await opened(api, [], async (sessions) => {
      const made = sessions.derive(anonymous, { name: 'claims', headers: [['X-User-Id', 'u-1-of-alice']] });
      const exchange = await sessions.send(notes, made, 'claims');
      expect([made.credential, seen]).toEqual(['header', 'u-1-of-alice']);
      expect(JSON.stringify(exchange)).not.toContain('u-1-of-alice');
    });
  });

  test('with another cookie leaves the store of the original alone', async () => {
    const api = tokenApi();
    const cookies: (string | null)[] = [];
    api.handle = (request) => {
      cookies.push(request.headers.get('cookie'));
      return request.headers.get('cookie') === null ? status(401) : Response.json({});
    };
    await opened(api, [{ name: 'alice', cookie: 'sid=session-of-alice' }], async (sessions, alice) => {
      cookies.length = 0;
      await sessions.send(notes, sessions.derive(alice, { name: 'forged', cookie: 'sid=forged-session' }), 'forged');
      await sessions.send(notes, alice, 'reads');
      expect(cookies).toEqual(['sid=forged-session', 'sid=session-of-alice']);
    });
  });
});
