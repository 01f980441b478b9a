import { randomBytes } from 'node:crypto';
import { type Clock, createExpiringMap } from './expiring-map.ts';
import { LIFETIME_SECONDS } from './identity.ts';

const REFRESH_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** What this process remembers of the tokens that it handed out. */
export interface IssuedTokens {
  /** A refresh token that goes with the access token of that id. */
  readonly issueRefreshToken: (userId: string, tokenId: string) => string;
  /** The user of a refresh token, or null. It is used up by this (RFC 9700, section 4.14.2). */
  readonly redeem: (refreshToken: string) => string | null;
  /** Ends an access token and the refresh token that goes with it. */
  readonly revoke: (tokenId: string) => void;
  readonly isRevoked: (tokenId: string) => boolean;
}

/** In memory, since the key of the tokens is, too. */
export function createIssuedTokens(now: Clock): IssuedTokens {
  const grants = createExpiringMap<{ userId: string; tokenId: string }>(REFRESH_LIFETIME_MS, now);
  const companions = createExpiringMap<string>(REFRESH_LIFETIME_MS, now);
  const revoked = createExpiringMap<true>(LIFETIME_SECONDS * 1000, now);
  return {
    issueRefreshToken: (userId, tokenId) => {
      const refreshToken = randomBytes(32).toString('base64url');
      grants.set(refreshToken, { userId, tokenId });
      companions.set(tokenId, refreshToken);
      return refreshToken;
    },
    redeem: (refreshToken) => {
      const grant = grants.take(refreshToken);
      if (grant) companions.take(grant.tokenId);
      return grant?.userId ?? null;
    },
    revoke: (tokenId) => {
      revoked.set(tokenId, true);
      const refreshToken = companions.take(tokenId);
      if (refreshToken !== undefined) grants.take(refreshToken);
    },
    isRevoked: (tokenId) => revoked.get(tokenId) === true,
  };
}
