import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

// Made with Python's hashlib.pbkdf2_hmac and accepted by werkzeug.security.check_password_hash.
const PASSWORD = 'Grüße & co';
const HASH = 'pbkdf2:sha256:20000$a1b2c3d4e5f60718$37c3a6ecf40b05f02694e7e149201bb84fbae2d1fffa1847e980f8d358f73f2a';

test('a hash is the one that Werkzeug makes', () => {
  expect(hashPassword(PASSWORD, 'a1b2c3d4e5f60718')).toBe(HASH);
});

test.each([
  ['the right password', PASSWORD, HASH, true],
  ['a wrong password', 'Grüße', HASH, false],
  ['another salt', PASSWORD, HASH.replace('a1b2', 'a1b3'), false],
  ['another number of iterations', PASSWORD, HASH.replace('20000', '19999'), false],
  ['another algorithm', PASSWORD, HASH.replace('sha256', 'sha512'), false],
  ['a hash cut short', PASSWORD, HASH.slice(0, -2), false],
  ['no hash', PASSWORD, '', false],
])('%s: %s', async (_, password, hash, matches) => {
  expect(await verifyPassword(password, hash)).toBe(matches);
});
