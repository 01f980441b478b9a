import { treated } from '../../flow/collections.ts';
import { madeOf } from '../../flow/sources.ts';
import { constant, type External, plain, type Truth, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { equalOrSigned } from '../signatures.ts';
import { each, fresh } from './values.ts';

/*
 * Random ids, hashes, comparisons and signatures: node:crypto, the Web Crypto API, and the usual packages.
 */

const hashed: CallModel = ({ arguments: args }, { call }) => {
  const callback = args.positional.find(({ shape }) => shape.kind === 'function');
  const made = treated(madeOf(args.positional.filter((value) => value !== callback)), ['hashed']);
  if (callback === undefined) return made;
  call(callback, [constant(null), made]);
  return plain;
};

/** `createHash('sha256').update(password).digest('hex')`: what went into any of the calls. */
const digested: CallModel = ({ callee }) => {
  const given: Value[] = [];
  let at: External | undefined = callee;
  for (let depth = 0; at !== undefined && depth < 12; depth++) {
    if (at.path.endsWith('.update()')) given.push(...(at.arguments?.positional ?? []));
    at = at.base;
  }
  return treated(madeOf(given), ['hashed']);
};

const digests = ['createHash', 'createHmac'].flatMap((name) =>
  [1, 2, 3, 4].map((count) => `crypto.${name}()${'.update()'.repeat(count)}.digest`),
);

const bcrypts = ['bcrypt', 'bcryptjs', '@node-rs/bcrypt', 'bcrypt-nodejs', 'argon2', '@node-rs/argon2', 'scrypt-kdf'];

export const cryptographyCalls: readonly (readonly [string, CallModel])[] = [
  ...each(['crypto.randomUUID', 'crypto.randomBytes', 'crypto.randomInt', 'crypto.getRandomValues'], fresh),
  ...each(
    ['uuid.v1', 'uuid.v4', 'uuid.v6', 'uuid.v7', 'uuid/v4', 'nanoid', 'nanoid.nanoid', 'nanoid.customAlphabet()'],
    fresh,
  ),
  ...each(['ulid', 'ulid.ulid', 'ulidx.ulid', 'cuid', '@paralleldrive/cuid2.createId', 'ksuid.randomSync'], fresh),
  ...each(['short-uuid.generate', 'shortid.generate', 'ksuid.KSUID.random', 'ulid.monotonicFactory()'], fresh),
  ...bcrypts.flatMap((library) => each([`${library}.hash`, `${library}.hashSync`, `${library}.kdf`], hashed)),
  ...each(['crypto.scrypt', 'crypto.scryptSync', 'crypto.pbkdf2', 'crypto.pbkdf2Sync', 'crypto.argon2'], hashed),
  ...each(['crypto.hash', 'crypto.subtle.digest', 'crypto.subtle.deriveBits', 'crypto.argon2Sync'], hashed),
  ...each(digests, digested),
];

/** What was encrypted by the server comes back as it was. */
const deciphered: CallModel = ({ arguments: args }) => treated(madeOf(args.positional), ['verified']);

export const cryptographyTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = [
  ...each(['crypto.timingSafeEqual', 'crypto.subtle.timingSafeEqual', 'scmp', 'tsscmp', 'safe-compare'], equalOrSigned),
  ...each(['buffer-equal-constant-time', 'secure-compare', 'hono/utils/buffer.timingSafeEqual'], equalOrSigned),
];

export const cipherCalls: readonly (readonly [string, CallModel])[] = [
  ['crypto.createDecipheriv().update', deciphered],
  ['crypto.createDecipheriv().final', fresh],
];
