import { randomBytes } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createMiddleware } from 'hono/factory';
import { sign, verify } from 'hono/jwt';
import type { Documents } from '../database.ts';
import type { At, Environment } from '../environment.ts';
import { verifyPassword } from '../password-hash.ts';
import { INDEXES, USERS } from '../tables.ts';
import { badRequest } from './errors.ts';
import { isFilled } from './input.ts';

// region: jwt-secret
const JWT_SECRET = 'secret';

const issueToken = (user: Record<string, string>) =>
  sign({ sub: user.user_id, username: user.username, role: user.role }, JWT_SECRET);

const readToken = (token: string) => verify(token, JWT_SECRET, 'HS256');
// endregion

/** The user ids of the refresh tokens. */
export type RefreshTokens = Map<string, string>;

interface Credentials {
  username: string;
  password: string;
}

/** The user of a name. */
export async function findByUsername(documents: Documents, username: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: USERS,
      IndexName: INDEXES.byUsername,
      KeyConditionExpression: 'username = :username',
      ExpressionAttributeValues: { ':username': username },
    }),
  );
  return Items[0];
}

/** The user of a name and password, or what is wrong with them. */
export async function findUser(documents: Documents, { username, password }: Credentials) {
  const user = await findByUsername(documents, username);
  if (!user) return { error: 'unknown user' };
  if (!(await verifyPassword(password, user.password_hash))) return { error: 'wrong password' };
  return { user };
}

/** `POST /api/login` */
export const login = (documents: Documents, refreshTokens: RefreshTokens) => async (c: At) => {
  const { user, error } = await findUser(documents, await c.req.json<Credentials>());
  if (!user) return c.json({ error }, 401);

  return handOutTokens(c, user, refreshTokens);
};

/** `POST /api/token` */
export const refresh = (documents: Documents, refreshTokens: RefreshTokens) => async (c: At) => {
  const { refresh_token } = await c.req.json();
  if (!isFilled(refresh_token)) return badRequest(c);
  const userId = refreshTokens.get(refresh_token);
  const { Item: user } = userId
    ? await documents.send(new GetCommand({ TableName: USERS, Key: { user_id: userId } }))
    : {};
  if (!user) return c.json({ error: 'invalid refresh token' }, 401);

  return handOutTokens(c, user, refreshTokens);
};

/** `POST /api/logout`; the client forgets its tokens. */
export const logout = (c: At) => c.body(null, 204);

async function handOutTokens(c: At, user: Record<string, string>, refreshTokens: RefreshTokens) {
  const refreshToken = randomBytes(32).toString('base64url');
  refreshTokens.set(refreshToken, String(user.user_id));
  return c.json({ access_token: await issueToken(user), token_type: 'Bearer', refresh_token: refreshToken });
}

/** Lets callers with a valid token through. */
export const signedIn = createMiddleware<Environment>(async (c, next) => {
  const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return c.json({ error: 'missing token' }, 401);

  try {
    const claims = await readToken(token);
    c.set('caller', { userId: String(claims.sub), role: String(claims.role) });
  } catch {
    // Whatever is wrong with the token, the answer is the same.
    return c.json({ error: 'invalid token' }, 401);
  }
  return next();
});
