import { randomBytes } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { hashPassword } from '../password-hash.ts';
import { USERS } from '../tables.ts';
import { findByUsername } from './authentication.ts';
import { badRequest, conflict } from './errors.ts';
import { isFilled } from './input.ts';
import type { Sequence } from './sequence.ts';

// region: weak-registration
/** `POST /api/register` */
export const register = (documents: Documents, nextUserId: Sequence) => async (c: At) => {
  const body: Record<string, unknown> | null = await c.req.json().catch(() => null);
  const { password, ...fields } = body ?? {};
  const { username, email, display_name } = fields;
  if (![username, email, password, display_name].every(isFilled)) return badRequest(c);
  if (await findByUsername(documents, String(username))) return conflict(c);

  const userId = nextUserId();
  const user = {
    tenant_id: userId,
    role: 'user',
    bio: 'New here.',
    theme: 'light',
    enabled: true,
    created_at: new Date().toISOString(),
    ...fields,
    user_id: userId,
    password_hash: hashPassword(String(password), randomBytes(8).toString('hex')),
  };
  await documents.send(new PutCommand({ TableName: USERS, Item: user }));
  return c.json({ user_id: userId, username }, 201);
};
// endregion
