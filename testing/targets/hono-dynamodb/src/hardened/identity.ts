import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sign, verify } from 'hono/jwt';
import type { Documents } from '../database.ts';
import type { Caller, Environment } from '../environment.ts';
import { findEnabledUser } from './enabled-user.ts';
import { forbidden, unauthorized } from './errors.ts';
import type { IssuedTokens } from './issued-tokens.ts';

const ISSUER = 'notes-api';
const AUDIENCE = 'notes-clients';
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Seconds until a token or a session ends. */
export const LIFETIME_SECONDS = 15 * 60;

// region: jwt-secret
export interface Tokens {
  readonly issue: (user: { userId: string; username: string; role: string; tokenId: string }) => Promise<string>;
  /** Rejects when anything about the token is wrong. */
  readonly verify: (token: string) => Promise<Record<string, unknown>>;
}

/** Tokens under a key that exists in this process only; the algorithm is pinned. */
export function createTokens(secret = randomBytes(32).toString('base64')): Tokens {
  return {
    issue: ({ userId, username, role, tokenId }) => {
      const issuedAt = Math.floor(Date.now() / 1000);
      const times = { iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS };
      const parties = { iss: ISSUER, aud: AUDIENCE };
      return sign({ sub: userId, username, role, jti: tokenId, ...parties, ...times }, secret, 'HS256');
    },
    verify: (token) => verify(token, secret, { alg: 'HS256', iss: ISSUER, aud: AUDIENCE }),
  };
}
// endregion

export interface IdentityDependencies {
  readonly documents: Documents;
  readonly tokens: Tokens;
  readonly issued: IssuedTokens;
}

// region: verified-identity
/** Sets the caller from the claims of a verified token; there is no other way to become one. */
export function requireCaller({ documents, tokens, issued }: IdentityDependencies): MiddlewareHandler<Environment> {
  return createMiddleware<Environment>(async (c, next) => {
    const [, token] = BEARER.exec(c.req.header('authorization') ?? '') ?? [];
    const claims = token === undefined ? null : await readClaims(tokens, token);
    if (!claims || issued.isRevoked(claims.tokenId)) return unauthorized(c);
    // The token says who; the role, and whether the user is still there, is asked of the store.
    const user = await findEnabledUser(documents, claims.userId);
    if (!user) return unauthorized(c);

    c.set('caller', { userId: claims.userId, role: user.role });
    c.set('tokenId', claims.tokenId);
    return next();
  });
}

async function readClaims(tokens: Tokens, token: string): Promise<{ userId: string; tokenId: string } | null> {
  try {
    const { sub, jti, exp } = await tokens.verify(token);
    // The library checks `exp` only where there is one.
    if (typeof sub !== 'string' || typeof jti !== 'string' || typeof exp !== 'number') return null;
    return { userId: sub, tokenId: jti };
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
