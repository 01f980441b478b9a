import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** Hash functions that session signatures are made with. */
export type Digest = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** How a framework turns its configured secret into the key of the HMAC. */
export const keyDerivations = {
  /** The secret is the key: Express, cookie-session, Hono, old Rails. */
  raw: (secret: string): Buffer => Buffer.from(secret, 'utf8'),
  /** itsdangerous `hmac` derivation with Flask's salt. */
  flask: (secret: string): Buffer => createHmac('sha1', secret).update('cookie-session').digest(),
  /** Django `salted_hmac`: hash of salt, `signer` and secret; the hash is that of the signature. */
  django: (secret: string, digest: Digest): Buffer =>
    createHash(digest).update(`django.contrib.sessions.backends.signed_cookiessigner${secret}`).digest(),
  /** Rails `key_generator` for signed cookies: PBKDF2-SHA1, 1000 rounds, 64 bytes, salt `signed cookie`. */
  rails: railsKey,
} as const;
export type KeyDerivation = keyof typeof keyDerivations;

const railsKeys = new Map<string, Buffer>();

/** Kept, since a thousand rounds for each of a thousand candidates is worth doing only once. */
function railsKey(secret: string): Buffer {
  const known = railsKeys.get(secret);
  if (known !== undefined) return known;
  const key = pbkdf2Sync(secret, 'signed cookie', 1000, 64, 'sha1');
  if (railsKeys.size < 10_000) railsKeys.set(secret, key);
  return key;
}

const digestOfLength: Readonly<Record<number, Digest>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384', 64: 'sha512' };

/** How the bytes of a signature are written. `url` is base64url without padding, `bare` base64 without padding. */
type SignatureText = 'hex' | 'base64' | 'bare' | 'url';

export interface ReadSignature {
  bytes: Buffer;
  digest: Digest;
  text: SignatureText;
}

/** Reads a text as the signature of some HMAC; the hash follows from the number of bytes. */
export function readSignature(text: string): ReadSignature | undefined {
  if (text.length < 27 || text.length > 128) return undefined;
  if (/^(?:[0-9a-f]{2})+$/.test(text)) {
    const digest = digestOfLength[text.length / 2];
    return digest && { bytes: Buffer.from(text, 'hex'), digest, text: 'hex' };
  }
  const style = base64Style(text);
  if (style === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const digest = digestOfLength[bytes.length];
  return digest && { bytes, digest, text: style };
}

/** Writes the bytes of a signature as the framework does. */
export function writeSignature(bytes: Buffer, text: SignatureText): string {
  if (text === 'hex') return bytes.toString('hex');
  if (text === 'url') return bytes.toString('base64url');
  const padded = bytes.toString('base64');
  return text === 'base64' ? padded : padded.replace(/=+$/, '');
}

function base64Style(text: string): SignatureText | undefined {
  if (/^[A-Za-z0-9+/]+={1,2}$/.test(text) && text.length % 4 === 0) return 'base64';
  if (/^[A-Za-z0-9_-]+$/.test(text)) return 'url';
  if (/^[A-Za-z0-9+/]+$/.test(text)) return text.length % 4 === 0 ? 'base64' : 'bare';
  return undefined;
}
