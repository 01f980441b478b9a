import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import {
  accountsApiOn,
  accountsStore,
  assign,
  type StoredRecord,
  tokenFor,
  tokenOf,
  userNamed,
} from './accounts-api.ts';
import type { Api } from './check-tester.ts';

/**
 * Runs a handler as the pages of active checks show it, on an API that people register at. A code block is plain
 * JavaScript that adds routes with these words:
 *
 * - `app`: a hono app. Routes of the block come first; behind them stands the small API with accounts, hardened.
 * - `signedIn`: a middleware that answers 401 to callers without a valid token; `caller(c)`: the user who asks.
 * - `users`, `notes`, `orders`: what is stored, maps by id; `tokens`: the id of the user by token.
 * - `userNamed(name)`, `addUser({ username, password })`: finds and makes a user; `nobody`: one who cannot sign in.
 * - `passwordFits(user, password)`: whether the password is the user's; `tokenFor(user)`: signs in.
 * - `tokenOf(c)`: the token of the request; `secret`: what webhooks are signed with.
 * - `createHmac`, `timingSafeEqual` of `node:crypto`.
 *
 * @throws SyntaxError when the block is no JavaScript
 */
export function accountsPageApp(code: string): Api {
  const app = new Hono();
  const store = accountsStore();
  const api = accountsApiOn(store);
  // A handler that throws answers as servers do, and prints nothing.
  app.onError((_, c) => c.json({ error: 'internal' }, 500));
  app.notFound((c) => Promise.resolve(api(c.req.raw)));
  const caller = (c: Context): StoredRecord | null =>
    store.users.get(store.tokens.get(tokenOf(c.req.raw)) ?? '') ?? null;
  const signedIn: MiddlewareHandler = async (c, next) => {
    if (caller(c) === null) return c.json({ error: 'sign in' }, 401);
    await next();
    return undefined;
  };
  const words = {
    app,
    signedIn,
    caller,
    users: store.users,
    notes: store.notes,
    orders: store.orders,
    tokens: store.tokens,
    userNamed: (name: unknown) => userNamed(name, store),
    addUser: (fields: Record<string, unknown>) => addUser(store.users, store.newId('user'), fields),
    nobody: { id: '', password: Symbol('none') },
    passwordFits: (user: StoredRecord, password: unknown) => user.password === password,
    tokenFor: (user: StoredRecord) => tokenFor(user, store),
    tokenOf: (c: Context) => tokenOf(c.req.raw),
    secret: 'b7Qm2x9LrT4vWc8Zk1Nf6Hs3Yd5Ge0Ja',
    createHmac,
    timingSafeEqual,
  };
  new Function(...Object.keys(words), `'use strict';\n${code}`)(...Object.values(words));
  return (request) => app.fetch(request);
}

function addUser(users: Map<string, StoredRecord>, id: string, fields: Record<string, unknown>): StoredRecord {
  const user = assign({ id, role: 'user' }, fields, ['username', 'email', 'password']);
  users.set(id, user);
  return user;
}
