import { createCookieStore } from '@middlebrick/http';
import { describe, expect, test } from 'vitest';
import { findToken } from './handed-out.ts';
import { type IdentityInput, identityConfigSchema, type LoginRecipe } from './identity-config.ts';
import { login } from './login.ts';
import { clientOf } from './session-api.fixture.ts';

const token = 'tok-4471-of-alice';

async function loggedIn(answer: (request: Request) => Response | Promise<Response>, parts: Partial<LoginRecipe> = {}) {
  const input: IdentityInput = {
    name: 'alice',
    login: { path: '/login', json: { username: 'al', password: 'pw-9052-qp' }, ...parts },
  };
  const recipe = identityConfigSchema.parse(input).login as LoginRecipe;
  const cookies = createCookieStore('alice');
  await using client = await clientOf(answer);
  const { self, header } = await login(client, recipe, { identity: 'alice', headers: [], cookies });
  return {
    self,
    header: header && `${header.name}: ${header.prefix}${header.secret.reveal()}`,
    cookies: cookies.all(),
    client,
  };
}

describe('a login', () => {
  test('sends JSON and finds the token and who it is for', async () => {
    let seen = '';
    const answer = async (request: Request) => {
      seen = `${request.method} ${new URL(request.url).pathname} ${request.headers.get('content-type')} ${await request.text()}`;
      return Response.json({ data: { access_token: token }, user: { id: 'u-1' } });
    };
    const { self, header } = await loggedIn(answer);
    expect(seen).toBe('POST /login application/json {"username":"al","password":"pw-9052-qp"}');
    expect([self.subjects, header]).toEqual([['u-1', 'al'], `Authorization: Bearer ${token}`]);
  });

  test('sends a form', async () => {
    let seen = '';
    const form = { json: undefined as never, form: { user: 'al', password: 'p w' } };
    await loggedIn(async (request) => {
      seen = `${request.headers.get('content-type')} ${await request.text()}`;
      return Response.json({ token });
    }, form);
    expect(seen).toBe('application/x-www-form-urlencoded user=al&password=p+w');
  });

  test('takes the token from where the recipe says, and sends it as it says', async () => {
    const { header } = await loggedIn(() => Response.json({ token: 'another-one', a: { b: token } }), {
      token: 'a.b',
      header: 'X-Session',
      prefix: '',
    });
    expect(header).toBe(`X-Session: ${token}`);
  });

  test('takes the token from a header of the answer', async () => {
    const { header } = await loggedIn(() => new Response('', { headers: { authorization: `Bearer ${token}` } }));
    expect(header).toBe(`Authorization: Bearer ${token}`);
  });

  test('is content with a cookie, even on a redirect', async () => {
    const { header, cookies } = await loggedIn(
      () => new Response('', { status: 302, headers: { location: '/home', 'set-cookie': 'sid=abc-123; HttpOnly' } }),
    );
    expect([header, cookies]).toEqual([undefined, { sid: 'abc-123' }]);
  });

  test('keeps password and token from the record', async () => {
    const { client } = await loggedIn(() => Response.json({ token, echo: 'pw-9052-qp' }));
    expect(client.redactor.redact(`${token} pw-9052-qp`)).toBe('$ALICE_TOKEN $ALICE_PASSWORD');
  });
});

test('every secret of a login is kept from the record, wherever it stands', async () => {
  const answer = { token, refresh_token: 'refresh-4471-of-alice', data: { id_token: 'id-token-4471-of-alice' } };
  const { client } = await loggedIn(() => Response.json(answer), {
    path: '/login?otp=774411&lang=english',
    json: { user: { name: 'al', password: 'nested-9052-qp' }, pin: 990_211 },
  });
  const text = `${JSON.stringify(answer)} nested-9052-qp 774411 990211 english`;
  expect(client.redactor.redact(text)).toBe(
    '{"token":"$ALICE_TOKEN","refresh_token":"$ALICE_OTHER_TOKEN","data":{"id_token":"$ALICE_OTHER_TOKEN"}} ' +
      '$ALICE_PASSWORD $ALICE_OTP $ALICE_PIN english',
  );
});

describe('a login that does not work', () => {
  test.each([
    [
      'is refused',
      () => new Response('', { status: 401 }),
      /^Login of "alice" was refused: POST \/login answered 401\.$/,
    ],
    [
      'gives nothing',
      () => Response.json({ ok: true }),
      /gave no token and no cookie: POST \/login answered 200 \(application\/json\)/,
    ],
    ['has no token at the place', () => Response.json({ token: 7 }), /gave no token and no cookie/],
  ])('%s', async (_, answer, message) => {
    await expect(loggedIn(answer)).rejects.toThrow(
      expect.objectContaining({ code: 'LOGIN_FAILED', message: expect.stringMatching(message) }),
    );
  });

  test('gets no answer', async () => {
    const answer = () => Promise.reject(new Error('gone'));
    await expect(loggedIn(answer)).rejects.toThrow(/^Login of "alice" got no answer from POST \/login/);
  });

  test('never says the password', async () => {
    const error = await loggedIn(() => new Response('wrong password pw-9052-qp', { status: 400 })).catch(
      (reason) => reason,
    );
    expect(String(error)).not.toContain('pw-9052-qp');
  });
});

test('a token is the one nearest to the root, under a usual name, and long enough', () => {
  const found = [
    { deep: { token: 'second-one' }, token: 'first-one' },
    { a: { b: { idToken: 'third-one' } } },
    { token: 'short' },
    { token: { value: 'an object' } },
    { secret: 'not-a-usual-name' },
    [{ jwt: 'in-a-list' }],
  ].map((json) => findToken(json as never));
  expect(found).toEqual(['first-one', 'third-one', undefined, undefined, undefined, 'in-a-list']);
});
