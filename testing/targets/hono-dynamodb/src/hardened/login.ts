import { randomBytes, randomUUID } from 'node:crypto';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import type { UserItem } from '../seed-data.ts';
import type { TokenUser } from './enabled-user.ts';
import { badRequest, tooManyRequests, unauthorized } from './errors.ts';
import { LIFETIME_SECONDS, type Tokens } from './identity.ts';
import { isText, readObject } from './input.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { isPassword } from './password-policy.ts';
import { findByUsername } from './usernames.ts';

const LONGEST_NAME = 64;
// An unknown name costs the same key derivation as a wrong password.
const NOBODY = { password_hash: hashPassword(randomBytes(16).toString('hex'), 'nobody') };

/** The credentials in the body, or null when there are none of the right shape. */
async function readCredentials(c: At) {
  const { username, password } = (await readObject(c)) ?? {};
  return isText(username, 1, LONGEST_NAME) && isPassword(password) ? { username, password } : null;
}

/** The enabled user of a name and password, or null. */
async function findUser(documents: Documents, { username, password }: { username: string; password: string }) {
  const user = await findByUsername(documents, username);
  const matches = await verifyPassword(password, (user ?? NOBODY).password_hash);
  return matches && user?.enabled === true ? (user as UserItem) : null;
}

/** Who signs in with the body, or the answer that says why nobody does. */
export async function authenticate(c: At, documents: Documents, throttle: LoginThrottle) {
  const credentials = await readCredentials(c);
  if (!credentials) return { refusal: badRequest(c) };
  const wait = throttle.begin(credentials.username);
  if (wait > 0) return { refusal: tooManyRequests(c, wait) };
  const user = await findUser(documents, credentials);
  if (!user) return { refusal: unauthorized(c) };

  throttle.succeed(credentials.username);
  return { user };
}

/** `POST /api/login` */
export const login = (documents: Documents, throttle: LoginThrottle, issuers: TokenIssuers) => async (c: At) => {
  const { user, refusal } = await authenticate(c, documents, throttle);
  return user ? handOutTokens(c, user, issuers) : refusal;
};

/** What hands out tokens, and remembers them. */
export interface TokenIssuers {
  readonly tokens: Tokens;
  readonly issued: IssuedTokens;
}

/** Answers with a new access token and the refresh token that goes with it. */
export async function handOutTokens(c: At, user: TokenUser, { tokens, issued }: TokenIssuers) {
  const tokenId = randomUUID();
  return c.json({
    access_token: await tokens.issue({ userId: user.user_id, username: user.username, role: user.role, tokenId }),
    token_type: 'Bearer',
    expires_in: LIFETIME_SECONDS,
    refresh_token: issued.issueRefreshToken(user.user_id, tokenId),
  });
}
