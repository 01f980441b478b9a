import { pbkdf2, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const ITERATIONS = 20_000;
const KEY_BYTES = 32;
const FORMAT = /^pbkdf2:sha256:(\d{1,7})\$([^$]{1,64})\$([0-9a-f]{64})$/;

/** Hashes a password as `pbkdf2:sha256:20000$<salt>$<hex>`, the format of Werkzeug's `generate_password_hash`. */
export function hashPassword(password: string, salt: string): string {
  const key = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha256');
  return `pbkdf2:sha256:${ITERATIONS}$${salt}$${key.toString('hex')}`;
}

/** Compares in constant time; a hash of another format never matches. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, iterations, salt, expected] = FORMAT.exec(hash) ?? [];
  if (iterations === undefined || salt === undefined || expected === undefined) return false;

  const key = await derive(password, salt, Number(iterations), KEY_BYTES, 'sha256');
  return timingSafeEqual(key, Buffer.from(expected, 'hex'));
}
