import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createMiddleware } from 'hono/factory';
import { sign, verify } from 'hono/jwt';
import type { Documents } from '../database.ts';
import type { At, Environment } from '../environment.ts';
import { verifyPassword } from '../password-hash.ts';
import { INDEXES, USERS } from '../tables.ts';

// region: jwt-secret
const JWT_SECRET = 'secret';

const issueToken = (user: Record<string, string>) =>
  sign({ sub: user.user_id, username: user.username, role: user.role }, JWT_SECRET);

const readToken = (token: string) => verify(token, JWT_SECRET, 'HS256');
// endregion

interface Credentials {
  username: string;
  password: string;
}

/** The user of a name and password, or what is wrong with them. */
export async function findUser(documents: Documents, { username, password }: Credentials) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: USERS,
      IndexName: INDEXES.byUsername,
      KeyConditionExpression: 'username = :username',
      ExpressionAttributeValues: { ':username': username },
    }),
  );
  const [user] = Items;
  if (!user) return { error: 'unknown user' };
  if (!(await verifyPassword(password, user.password_hash))) return { error: 'wrong password' };
  return { user };
}

/** `POST /api/login` */
export const login = (documents: Documents) => async (c: At) => {
  const { user, error } = await findUser(documents, await c.req.json<Credentials>());
  if (!user) return c.json({ error }, 401);

  return c.json({ access_token: await issueToken(user), token_type: 'Bearer' });
};

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
