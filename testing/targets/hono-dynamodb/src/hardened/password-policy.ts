import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { hashPassword } from '../password-hash.ts';
import { isText } from './input.ts';

const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 256;

/** Whether the value is a password at all; longer ones would only make the server hash longer. */
export const isPassword = (value: unknown): value is string => isText(value, 0, LONGEST_PASSWORD);

/** Whether a user of that name may have the password. */
export const isAcceptable = (password: string, username: string) =>
  [...password].length >= SHORTEST_PASSWORD && password.toLowerCase() !== username.toLowerCase();

export const weakPassword = (c: Context) =>
  c.json({ error: `the password needs at least ${SHORTEST_PASSWORD} characters` }, 400);

/** Hashes a new password with a salt of its own. */
export const hashNewPassword = (password: string) => hashPassword(password, randomBytes(8).toString('hex'));
