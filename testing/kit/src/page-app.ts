import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Api } from './check-tester.ts';
import { callerOf, notes } from './notes-api.ts';

/** A user of the API that the pages of checks speak of. */
export interface PageUser {
  id: string;
  role: 'user' | 'admin';
  email: string;
  ssn: string;
  plan: string;
}

export const pageUsers: readonly PageUser[] = [
  { id: 'alice', role: 'user', email: 'alice@example.com', ssn: '219-09-9999', plan: 'free' },
  { id: 'bob', role: 'user', email: 'bob@example.com', ssn: '457-55-5462', plan: 'team' },
  { id: 'rosa', role: 'admin', email: 'rosa@example.com', ssn: '078-05-1120', plan: 'staff' },
];

/**
 * Runs a handler as the pages of checks show it. A code block is plain JavaScript that adds routes with these words:
 *
 * - `app`: a hono app. Routes of the block come first; behind them stand `GET /me`, which says who one is, and
 *   `GET /notes`, which lists one's own notes.
 * - `signedIn`: a middleware that answers 401 to callers without a valid token.
 * - `caller(c)`: the user who asks, `{ id, role, email, ssn, plan }`; `null` when nobody is signed in.
 * - `notes`: two notes of each of alice and bob, `{ id, owner_id, title, body, phone }`.
 * - `users`: alice, bob, and the administrator rosa.
 *
 * @throws SyntaxError when the block is no JavaScript
 */
export function pageApp(code: string): Api {
  const app = new Hono();
  // A handler that throws answers as servers do, and prints nothing.
  app.onError((_, c) => c.json({ error: 'internal' }, 500));
  const caller = (c: Context): PageUser | null => pageUsers.find((user) => user.id === callerOf(c.req.raw)) ?? null;
  const signedIn: MiddlewareHandler = async (c, next) => {
    if (caller(c) === null) return c.json({ error: 'sign in' }, 401);
    await next();
    return undefined;
  };
  const words = { app, signedIn, caller, notes, users: pageUsers };
  new Function(...Object.keys(words), `'use strict';\n${code}`)(...Object.values(words));
  app.get('/me', signedIn, (c) => c.json({ username: caller(c)?.id }));
  app.get('/notes', signedIn, (c) =>
    c.json({ items: notes.filter((note) => note.owner_id === caller(c)?.id).map(({ id, title }) => ({ id, title })) }),
  );
  return (request) => app.fetch(request);
}
