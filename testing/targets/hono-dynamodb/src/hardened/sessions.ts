import { randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { unauthorized } from './errors.ts';
import { LIFETIME_SECONDS } from './identity.ts';
import { authenticate } from './login.ts';
import type { LoginThrottle } from './login-throttle.ts';

// region: session-secret
export interface Sessions {
  readonly start: (c: At, userId: string) => Promise<void>;
  /** The user of a session that is genuine and not over, else null. */
  readonly read: (c: At) => Promise<string | null>;
}

/** Sessions in a cookie that is signed under a key of this process. */
export function createSessions(secret = randomBytes(32)): Sessions {
  return {
    start: (c, userId) => {
      const content = JSON.stringify({ user_id: userId, expires_at: Date.now() + LIFETIME_SECONDS * 1000 });
      const value = Buffer.from(content).toString('base64url');
      // Over plain HTTP no browser would send a secure cookie back.
      const secure = c.req.url.startsWith('https:');
      const flags = { httpOnly: true, secure, sameSite: 'Lax', maxAge: LIFETIME_SECONDS } as const;
      return setSignedCookie(c, 'session', value, secret, flags);
    },
    read: async (c) => {
      const value = await getSignedCookie(c, secret, 'session');
      if (!value) return null;
      const { user_id, expires_at } = JSON.parse(Buffer.from(value, 'base64url').toString());
      return Date.now() < expires_at ? user_id : null;
    },
  };
}
// endregion

/** `POST /api/session` */
export const createSession = (documents: Documents, throttle: LoginThrottle, sessions: Sessions) => async (c: At) => {
  const { user, refusal } = await authenticate(c, documents, throttle);
  if (!user) return refusal;

  await sessions.start(c, user.user_id);
  return c.body(null, 204);
};

/** `GET /api/session` */
export const showSession = (documents: Documents, sessions: Sessions) => async (c: At) => {
  const userId = await sessions.read(c);
  if (!userId) return unauthorized(c);

  const { Item: user } = await documents.send(new GetCommand({ TableName: USERS, Key: { user_id: userId } }));
  if (!user) return unauthorized(c);
  return c.json({ user_id: user.user_id, display_name: user.display_name, email: user.email });
};
