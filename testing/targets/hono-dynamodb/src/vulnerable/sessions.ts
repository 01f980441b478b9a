import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { findUser } from './authentication.ts';

// region: session-secret
const SESSION_SECRET = 'keyboard cat';

const startSession = (c: At, userId: string) => {
  const value = Buffer.from(JSON.stringify({ user_id: userId })).toString('base64url');
  return setSignedCookie(c, 'session', value, SESSION_SECRET);
};

const readSession = async (c: At): Promise<string | null> => {
  const value = await getSignedCookie(c, SESSION_SECRET, 'session');
  return value ? JSON.parse(Buffer.from(value, 'base64url').toString()).user_id : null;
};
// endregion

/** `POST /api/session` */
export const createSession = (documents: Documents) => async (c: At) => {
  const { user, error } = await findUser(documents, await c.req.json());
  if (!user) return c.json({ error }, 401);

  await startSession(c, user.user_id);
  return c.body(null, 204);
};

/** `GET /api/session` */
export const showSession = (documents: Documents) => async (c: At) => {
  const userId = await readSession(c);
  if (!userId) return c.json({ error: 'no session' }, 401);

  const { Item: user } = await documents.send(new GetCommand({ TableName: USERS, Key: { user_id: userId } }));
  if (!user) return c.json({ error: 'no session' }, 401);
  return c.json({ user_id: user.user_id, display_name: user.display_name, email: user.email });
};
