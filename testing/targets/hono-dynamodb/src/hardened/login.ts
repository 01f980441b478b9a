import { randomBytes } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { INDEXES, USERS } from '../tables.ts';
import { badRequest, unauthorized } from './errors.ts';
import { LIFETIME_SECONDS, type Tokens } from './identity.ts';
import { readObject } from './input.ts';

const LONGEST_NAME = 64;
const LONGEST_PASSWORD = 256;
// An unknown name costs the same key derivation as a wrong password.
const NOBODY = { password_hash: hashPassword(randomBytes(16).toString('hex'), 'nobody') };

/** The credentials in the body, or null when there are none of the right shape. */
export async function readCredentials(c: At) {
  const body = await readObject(c);
  const { username, password } = body ?? {};
  if (typeof username !== 'string' || typeof password !== 'string') return null;
  if (username === '' || username.length > LONGEST_NAME || password.length > LONGEST_PASSWORD) return null;
  return { username, password };
}

/** The enabled user of a name and password, or null. */
export async function findUser(documents: Documents, { username, password }: { username: string; password: string }) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: USERS,
      IndexName: INDEXES.byUsername,
      KeyConditionExpression: 'username = :username',
      ExpressionAttributeValues: { ':username': username },
      Limit: 1,
    }),
  );
  const [user] = Items;
  const matches = await verifyPassword(password, (user ?? NOBODY).password_hash);
  return user && matches && user.enabled === true ? user : null;
}

/** `POST /api/login` */
export const login = (documents: Documents, tokens: Tokens) => async (c: At) => {
  const credentials = await readCredentials(c);
  if (!credentials) return badRequest(c);
  const user = await findUser(documents, credentials);
  if (!user) return unauthorized(c);

  const token = await tokens.issue({ userId: user.user_id, username: user.username, role: user.role });
  return c.json({ access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS });
};
