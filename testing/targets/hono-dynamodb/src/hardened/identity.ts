import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sign, verify } from 'hono/jwt';
import type { Caller, Environment } from '../environment.ts';
import { forbidden, unauthorized } from './errors.ts';

const ISSUER = 'notes-api';
const AUDIENCE = 'notes-clients';
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Seconds until a token or a session ends. */
export const LIFETIME_SECONDS = 15 * 60;

// region: jwt-secret
export interface Tokens {
  readonly issue: (user: { userId: string; username: string; role: string }) => Promise<string>;
  /** Rejects when anything about the token is wrong. */
  readonly verify: (token: string) => Promise<Record<string, unknown>>;
}

/** Tokens under a key that exists in this process only; the algorithm is pinned. */
export function createTokens(secret = randomBytes(32).toString('base64')): Tokens {
  return {
    issue: ({ userId, username, role }) => {
      const issuedAt = Math.floor(Date.now() / 1000);
      const times = { iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS };
      return sign({ sub: userId, username, role, iss: ISSUER, aud: AUDIENCE, ...times }, secret, 'HS256');
    },
    verify: (token) => verify(token, secret, { alg: 'HS256', iss: ISSUER, aud: AUDIENCE }),
  };
}
// endregion

// region: verified-identity
/** Sets the caller from the claims of a verified token; there is no other way to become one. */
export function requireCaller(tokens: Tokens): MiddlewareHandler<Environment> {
  return createMiddleware<Environment>(async (c, next) => {
    const [, token] = BEARER.exec(c.req.header('authorization') ?? '') ?? [];
    const caller = token === undefined ? null : await readCaller(tokens, token);
    if (!caller) return unauthorized(c);

    c.set('caller', caller);
    return next();
  });
}

async function readCaller(tokens: Tokens, token: string): Promise<Caller | null> {
  try {
    const { sub, role, exp } = await tokens.verify(token);
    // The library checks `exp` only where there is one.
    if (typeof sub !== 'string' || typeof role !== 'string' || typeof exp !== 'number') return null;
    return { userId: sub, role };
  } catch {
    // Forged, expired and malformed tokens all get one answer, so the reason is of no use.
    return null;
  }
}

/** Lets only administrators through; goes after `requireCaller`. */
export const requireAdmin = createMiddleware<Environment>(async (c, next) => {
  if (c.var.caller.role !== 'admin') return forbidden(c);
  return next();
});
// endregion

// region: canonical-id
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The one spelling of an id that is used as a key, or null when the text is no id at all. */
export function canonicalId(raw: string): string | null {
  const id = raw.toLowerCase();
  return UUID.test(id) ? id : null;
}

/** Whether an id from the path is the caller's own. */
export const isOwnId = (raw: string, caller: Caller) => canonicalId(raw) === caller.userId;
// endregion
