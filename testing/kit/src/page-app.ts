import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import { decode, sign, verify } from 'hono/jwt';
import { secureHeaders } from 'hono/secure-headers';
import type { Api } from './check-tester.ts';
import { callerOf, notes } from './notes-api.ts';
import { log, notesTable, processOf, readFile, serveStatic } from './page-deployment.ts';

/** A user as the API that the pages of checks speak of keeps it; its password is `<id>-password`. */
export interface PageUser {
  id: string;
  role: 'user' | 'admin';
  email: string;
  ssn: string;
  plan: string;
  password_hash: string;
  risk_score: number;
}

const bcrypt = '$2b$12$Kq0pS1uYwF6dJ8sVx2LrNe';

export const pageUsers: readonly PageUser[] = [
  {
    id: 'alice',
    role: 'user',
    email: 'alice@example.com',
    ssn: '219-09-9999',
    plan: 'free',
    password_hash: `${bcrypt}H5tG7mB3zQcR9oW4aEiU6yTfXkP0DvC`,
    risk_score: 12,
  },
  {
    id: 'bob',
    role: 'user',
    email: 'bob@example.com',
    ssn: '457-55-5462',
    plan: 'team',
    password_hash: `${bcrypt}Zr4LcV8nQ1xT6hYb2WmJ9sKe5GdA3uF`,
    risk_score: 71,
  },
  {
    id: 'rosa',
    role: 'admin',
    email: 'rosa@example.com',
    ssn: '078-05-1120',
    plan: 'staff',
    password_hash: `${bcrypt}Pw7RtN2kX5jMz9BvC4qLs8HfY1gEo6D`,
    risk_score: 3,
  },
];

/** How long the tokens of the page's own login live, in seconds. */
const tokenLife = 900;
const strongKey = 'b7Qm2x9LrT4vWc8Zk1Nf6Hs3Yd5Ge0Ja';

/**
 * Runs a handler as the pages of checks show it. A code block is plain JavaScript that adds routes with these words:
 *
 * - `app`: a hono app. Routes of the block come first; behind them stand `POST /login`, which gives `{ token }` for
 *   `{ name, password }`, `GET /me`, which says who one is, and `GET /notes`, which lists one's own notes. An error of
 *   a token is answered with 401, any other with 500.
 * - `signedIn`: a middleware that answers 401 to callers without a valid token.
 * - `caller(c)`: the user who asks, a record of `users`; `null` when nobody is signed in.
 * - `authenticate(c)`: the user whose name and password the request carries; 401 for a wrong one. To be awaited.
 * - `profile(c, id)`: answers with what a user may see of itself, `{ id, email, ssn, plan }`; 404 for an unknown id.
 * - `users`: alice, bob, and the administrator rosa, as they are stored: {@link PageUser}.
 * - `notes`: two notes of each of alice and bob, `{ id, owner_id, title, body, phone }`.
 * - `bearer(c)`: the token of the request; `key`: what tokens are signed with.
 * - `sign`, `verify`, `decode` of `hono/jwt`; `getCookie`, `setCookie`, `getSignedCookie`, `setSignedCookie` of
 *   `hono/cookie`; the middlewares `cors` and `secureHeaders` of hono.
 * - `process`, `readFile`, `serveStatic`, `table`, `log`: what a deployment has besides; see `page-deployment.ts`.
 *
 * @param key instead of a strong one, for pages whose check must be able to sign tokens itself
 * @throws SyntaxError when the block is no JavaScript
 */
export function pageApp(code: string, key: string = strongKey): Api {
  const app = new Hono();
  app.onError((error, c) => {
    // A handler that throws answers as servers do, and prints nothing.
    if (error instanceof WrongPassword || error.name.startsWith('Jwt')) return c.json({ error: 'sign in' }, 401);
    return c.json({ error: 'internal' }, 500);
  });
  const callers = new WeakMap<Request, PageUser | null>();
  app.use(async (c, next) => {
    callers.set(c.req.raw, userOf(callerOf(c.req.raw) ?? (await subjectOf(bearer(c), key))));
    await next();
  });
  const caller = (c: Context): PageUser | null => callers.get(c.req.raw) ?? null;
  const signedIn: MiddlewareHandler = async (c, next) => {
    if (caller(c) === null) return c.json({ error: 'sign in' }, 401);
    await next();
    return undefined;
  };
  const people = { signedIn, caller, authenticate, profile, users: pageUsers, notes };
  const tokens = { bearer, key, sign, verify, decode, getCookie, setCookie, getSignedCookie, setSignedCookie };
  const deployment = { process: processOf(strongKey), readFile, serveStatic, table: notesTable, log };
  const words = { app, ...people, ...tokens, cors, secureHeaders, ...deployment };
  new Function(...Object.keys(words), `'use strict';\n${code}`)(...Object.values(words));
  app.post('/login', async (c) => {
    const { id } = await authenticate(c);
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: id, iss: 'https://small.test', aud: 'notes', iat: now, exp: now + tokenLife };
    return c.json({ token: await sign(claims, key) });
  });
  app.get('/me', signedIn, (c) => c.json({ username: caller(c)?.id }));
  app.get('/notes', signedIn, (c) =>
    c.json({ items: notes.filter((note) => note.owner_id === caller(c)?.id).map(({ id, title }) => ({ id, title })) }),
  );
  return (request) => app.fetch(request);
}

/**
 * Signs a user in at the `POST` operation of a page's app that is its login.
 *
 * @returns the token of its answer, or else its cookies as a Cookie header
 */
export async function pageLogin(
  api: Api,
  path: string,
  name: string,
): Promise<{ bearer: string } | { cookie: string }> {
  const body = JSON.stringify({ name, password: `${name}-password` });
  const answer = await api(new Request(`http://small.test${path}`, { method: 'POST', body }));
  if (!answer.ok) throw new Error(`${name} cannot sign in: the login answers ${answer.status}`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length > 0) return { cookie: cookies.join('; ') };
  return { bearer: String(((await answer.json()) as { token?: unknown }).token) };
}

class WrongPassword extends Error {}

async function authenticate(c: Context): Promise<PageUser> {
  const { name, password } = await c.req.json();
  const user = userOf(String(name));
  if (user === null || password !== `${user.id}-password`) throw new WrongPassword();
  return user;
}

function profile(c: Context, wanted: string): Response {
  const user = userOf(wanted);
  if (user === null) return c.json({ error: 'not found' }, 404);
  const { id, email, ssn, plan } = user;
  return c.json({ id, email, ssn, plan });
}

function userOf(id: string | null): PageUser | null {
  return pageUsers.find((user) => user.id === id) ?? null;
}

function bearer(c: Context): string {
  return /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
}

/** Whom a token of the app's own names; `null` for any other text. */
async function subjectOf(token: string, key: string): Promise<string | null> {
  // Most callers have no token at all, and a wrong one is no error here: the caller is then nobody.
  const claims = await verify(token, key, 'HS256').catch(() => null);
  return typeof claims?.sub === 'string' ? claims.sub : null;
}
