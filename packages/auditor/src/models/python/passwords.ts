import { treated } from '../../flow/collections.ts';
import { authenticated, ownedBy } from '../../flow/facts.ts';
import { deepSources, madeOf } from '../../flow/sources.ts';
import { type External, noFacts, plain, type Truth, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';

/*
 * Hashing of passwords, and comparing with what was hashed: bcrypt, argon2-cffi ("API Reference"), passlib ("Password
 * Hash Interface", `CryptContext`), pwdlib, werkzeug.security, Flask-Bcrypt, hashlib's key derivation.
 */

const hashed: CallModel = ({ arguments: args }) =>
  treated(madeOf([...args.positional, ...args.named.values()]), ['hashed']);

/** `hash_secret(secret, salt)` and the like: the salt is nothing of the password. */
const hashing: readonly string[] = [
  'bcrypt.hashpw',
  'bcrypt.kdf',
  'flask_bcrypt.generate_password_hash',
  'flask_bcrypt.Bcrypt().generate_password_hash',
  'argon2.PasswordHasher().hash',
  'argon2.hash_password',
  'argon2.low_level.hash_secret',
  'passlib.context.CryptContext().hash',
  'passlib.context.CryptContext().encrypt',
  ...[
    'argon2',
    'bcrypt',
    'bcrypt_sha256',
    'scrypt',
    'pbkdf2_sha256',
    'pbkdf2_sha512',
    'sha256_crypt',
    'sha512_crypt',
  ].flatMap((scheme) => [
    `passlib.hash.${scheme}.hash`,
    `passlib.hash.${scheme}.encrypt`,
    `passlib.hash.${scheme}.using().hash`,
  ]),
  'pwdlib.PasswordHash.recommended().hash',
  'pwdlib.PasswordHash().hash',
  'werkzeug.security.generate_password_hash',
  'django.contrib.auth.hashers.make_password',
  'hashlib.pbkdf2_hmac',
  'hashlib.scrypt',
];

/** `hashlib.sha256(text).hexdigest()`, `hmac.new(key, text, 'sha256').digest()`: what went into any of the calls. */
const digested: CallModel = ({ callee }) => {
  const given: Value[] = [];
  let at: External | undefined = callee.base;
  for (let depth = 0; at !== undefined && depth < longestChain; depth++) {
    const later = at.fields.get(updated);
    if (later !== undefined) given.push(later);
    given.push(...(at.arguments?.positional ?? []), ...(at.arguments?.named.values() ?? []));
    at = at.base;
  }
  return treated(madeOf(given), ['hashed']);
};

/** Calls of one hash, one after the other. */
const longestChain = 12;

/** Where a hash keeps what goes in later, which no code can name: `h.update(text)`. */
const updated = '<updated>';

const updating: CallModel = ({ callee, arguments: args }) => {
  const known = callee.base?.fields.get(updated);
  callee.base?.fields.set(updated, madeOf([...(known === undefined ? [] : [known]), ...args.positional]));
  return plain;
};

const digests = [
  ...[
    'sha1',
    'sha224',
    'sha256',
    'sha384',
    'sha512',
    'sha3_256',
    'sha3_384',
    'sha3_512',
    'blake2b',
    'blake2s',
    'md5',
    'new',
  ].map((name) => `hashlib.${name}()`),
  'hmac.new()',
  'hmac.HMAC()',
].flatMap((path): [string, CallModel][] => [
  [`${path}.digest`, digested],
  [`${path}.hexdigest`, digested],
  [`${path}.update`, updating],
]);

/** Those that say whether a password fits, by the place of the stored hash among their arguments. */
const comparing: readonly (readonly [string, number])[] = [
  ['werkzeug.security.check_password_hash', 0],
  ['flask_bcrypt.check_password_hash', 0],
  ['flask_bcrypt.Bcrypt().check_password_hash', 0],
  ['bcrypt.checkpw', 1],
  ['argon2.PasswordHasher().verify', 0],
  ['passlib.context.CryptContext().verify', 1],
  ...[
    'argon2',
    'bcrypt',
    'bcrypt_sha256',
    'scrypt',
    'pbkdf2_sha256',
    'pbkdf2_sha512',
    'sha256_crypt',
    'sha512_crypt',
  ].map((scheme): readonly [string, number] => [`passlib.hash.${scheme}.verify`, 1]),
  ['pwdlib.PasswordHash.recommended().verify', 1],
  ['pwdlib.PasswordHash().verify', 1],
];

/** Whoever knows the password of an account is its owner. */
function factsOfMatch({ arguments: args }: ModelCall, place: number): string[] {
  const stored = args.positional[place];
  const items = stored === undefined ? [] : deepSources(stored);
  return [authenticated, ...items.flatMap((source) => (source.kind === 'item' ? [ownedBy(source.access.id)] : []))];
}

/** `PasswordHasher().verify(hash, password)` raises unless they fit. */
const argonVerify: CallModel = (call, { learn }) => {
  learn(factsOfMatch(call, 0));
  return undefined;
};

export const passwordCalls: readonly (readonly [string, CallModel])[] = [
  ...hashing.map((name): [string, CallModel] => [name, hashed]),
  ['argon2.PasswordHasher().verify', argonVerify],
  ['hmac.digest', hashed],
  ...digests,
];

export const passwordTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = comparing.map(
  ([name, place]) => [name, (call) => ({ whenTrue: new Set(factsOfMatch(call, place)), whenFalse: noFacts })],
);
