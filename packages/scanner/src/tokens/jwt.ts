import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, type JsonObject, parseJson } from '@middlebrick/model';

/** A JSON Web Token taken apart (RFC 7515 section 3.1, compact form). Nothing is verified. */
export interface Jwt {
  header: JsonObject;
  claims: JsonObject;
  /** `header.claims` as received: what the signature is made over. */
  signingInput: string;
  /** Base64url, empty for an unsigned token. */
  signature: string;
}

/** HMAC algorithms of RFC 7518 section 3.2, with the hash that each uses. */
export const hmacHashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;
export type HmacAlgorithm = keyof typeof hmacHashes;

/** Spellings of "no signature": libraries have compared the name with and without regard to case. */
export const unsignedAlgorithms = ['none', 'None', 'nOnE', 'NONE'] as const;

/** Longest text that is looked at; real tokens stay below what servers take as a header, about 16 kB. */
const maxLength = 65_536;
const base64Text = /^[A-Za-z0-9_\-+/]*={0,2}$/;

/** Whether a header names an HMAC algorithm that this module can compute. */
export function isHmacAlgorithm(algorithm: unknown): algorithm is HmacAlgorithm {
  return typeof algorithm === 'string' && Object.hasOwn(hmacHashes, algorithm);
}

/**
 * Takes a token apart, leniently: an authorization scheme in front, padding, the plain base64 alphabet and a
 * missing signature are accepted. Gives `undefined` when header or claims are not JSON objects.
 */
export function parseJwt(text: string): Jwt | undefined {
  if (text.length > maxLength) return undefined;
  const parts = text
    .trim()
    .replace(/^Bearer +/i, '')
    .split('.');
  const [header = '', claims = '', signature = ''] = parts;
  if (parts.length < 2 || parts.length > 3 || !base64Text.test(signature)) return undefined;

  const head = decodeObject(header);
  const body = decodeObject(claims);
  if (head === undefined || body === undefined) return undefined;
  if (!('alg' in head) && !('typ' in head)) return undefined;
  return { header: head, claims: body, signingInput: `${header}.${claims}`, signature };
}

/** The signing input of a token: header and claims as base64url JSON, joined by a dot. */
function encodeSigningInput(header: JsonObject, claims: JsonObject): string {
  return `${encodeObject(header)}.${encodeObject(claims)}`;
}

/** The base64url HMAC of a signing input. */
function hmacSignature(signingInput: string, algorithm: HmacAlgorithm, key: Uint8Array | string): string {
  return createHmac(hmacHashes[algorithm], key).update(signingInput).digest('base64url');
}

/** A token signed with an HMAC key; the header's `alg` is set to the algorithm. */
export function signJwt(
  header: JsonObject,
  claims: JsonObject,
  algorithm: HmacAlgorithm,
  key: Uint8Array | string,
): string {
  const signingInput = encodeSigningInput({ ...header, alg: algorithm }, claims);
  return `${signingInput}.${hmacSignature(signingInput, algorithm, key)}`;
}

/** Whether an HMAC key made the signature. */
export function isSignedWith(
  signingInput: string,
  signature: string,
  algorithm: HmacAlgorithm,
  key: Uint8Array | string,
): boolean {
  const actual = Buffer.from(signature, 'base64url');
  const expected = createHmac(hmacHashes[algorithm], key).update(signingInput).digest();
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A token without a signature, as {@link unsignedAlgorithms} spell it; the trailing dot stays (RFC 7519 section 6.1). */
export function unsignedJwt(header: JsonObject, claims: JsonObject, algorithm: string = 'none'): string {
  return `${encodeSigningInput({ ...header, alg: algorithm }, claims)}.`;
}

/** A token with other claims under the signature of the old ones. */
export function resealJwt(jwt: Jwt, claims: JsonObject): string {
  const [header = ''] = jwt.signingInput.split('.');
  return `${header}.${encodeObject(claims)}.${jwt.signature}`;
}

/** The same token under a signature that no key made: every bit of the first and last bytes is inverted. */
export function breakSignature(jwt: Jwt): string {
  const bytes = Buffer.from(jwt.signature, 'base64url');
  if (bytes.length === 0) return `${jwt.signingInput}.${Buffer.alloc(32, 7).toString('base64url')}`;
  for (const index of new Set([0, bytes.length - 1])) bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  return `${jwt.signingInput}.${bytes.toString('base64url')}`;
}

function encodeObject(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodeObject(text: string): JsonObject | undefined {
  if (text === '' || !base64Text.test(text)) return undefined;
  const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  return isJsonObject(value) ? value : undefined;
}
