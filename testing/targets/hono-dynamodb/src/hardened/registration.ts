import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../database.ts';
import type { At } from '../environment.ts';
import { USERS } from '../tables.ts';
import { badRequest, conflict } from './errors.ts';
import { isText, readObject } from './input.ts';
import { hashNewPassword, isAcceptable, isPassword, weakPassword } from './password-policy.ts';
import { claimUsername, releaseUsername } from './usernames.ts';

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const LONGEST_EMAIL = 254;

const isEmail = (value: unknown) => isText(value, 3, LONGEST_EMAIL) && EMAIL.test(value);

// region: weak-registration
const USERNAME = /^[a-z0-9]{3,32}$/;

/** `POST /api/register`: four fields are taken, and everything else is decided here. */
export const register = (documents: Documents) => async (c: At) => {
  const { username, email, password, display_name } = (await readObject(c)) ?? {};
  if (typeof username !== 'string' || !USERNAME.test(username) || !isEmail(email)) return badRequest(c);
  if (!isText(display_name, 1, 80) || !isPassword(password)) return badRequest(c);
  if (!isAcceptable(password, username)) return weakPassword(c);
  if (!(await claimUsername(documents, username))) return conflict(c);

  const userId = randomUUID();
  const user = {
    user_id: userId,
    username,
    tenant_id: userId,
    role: 'user',
    display_name,
    email,
    bio: 'New here.',
    theme: 'light',
    enabled: true,
    password_hash: hashNewPassword(password),
    created_at: new Date().toISOString(),
  };
  try {
    await documents.send(new PutCommand({ TableName: USERS, Item: user }));
  } catch (error) {
    await releaseUsername(documents, username);
    throw error;
  }
  return c.json({ user_id: userId, username }, 201);
};
// endregion
