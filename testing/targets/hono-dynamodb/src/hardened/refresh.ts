import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { findEnabledUser } from './enabled-user.ts';
import { badRequest, unauthorized } from './errors.ts';
import { readObject } from './input.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import { handOutTokens, type TokenIssuers } from './login.ts';

/** `POST /api/token` */
export const refresh = (documents: Documents, issuers: TokenIssuers) => async (c: At) => {
  const { refresh_token: token } = (await readObject(c)) ?? {};
  if (typeof token !== 'string') return badRequest(c);
  const userId = issuers.issued.redeem(token);
  const user = userId === null ? null : await findEnabledUser(documents, userId);
  return user ? handOutTokens(c, user, issuers) : unauthorized(c);
};

/** `POST /api/logout` */
export const logout = (issued: IssuedTokens) => (c: At) => {
  issued.revoke(c.var.tokenId);
  return c.body(null, 204);
};
