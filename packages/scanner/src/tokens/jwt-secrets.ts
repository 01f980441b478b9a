import type { JsonObject } from '@middlebrick/model';
import { commonSecrets } from './common-secrets.ts';
import { isHmacAlgorithm, isSignedWith } from './jwt.ts';

/** A secret that made a signature. */
export interface FoundSecret {
  /** As written in the list. Show only {@link describeSecret} of it. */
  secret: string;
  /** The bytes of the HMAC key: of the text itself, or what it decodes to as base64. */
  key: Uint8Array;
}

/** Endings that developers put to a name to make a secret of it. */
const endings = [
  '',
  '123',
  '1234',
  '1',
  '!',
  '-secret',
  '_secret',
  'secret',
  'Secret',
  ' secret',
  '-secret-key',
  '_secret_key',
  'secretkey',
  '-key',
  '_key',
  'key',
  '-jwt',
  '_jwt',
  '-jwt-secret',
  '_jwt_secret',
  'jwtsecret',
  '-dev',
  '_dev',
  '-api',
  '2023',
  '2024',
  '2025',
  '2026',
] as const;

/** Parts of a host name that say nothing about whose it is. */
const commonLabels: ReadonlySet<string> = new Set([
  'www',
  'api',
  'com',
  'org',
  'net',
  'io',
  'dev',
  'app',
  'co',
  'local',
]);
const maxHints = 8;

/**
 * Words a secret may have been made of: host name of the target, issuer, audience. Whole, and each telling part
 * of it. `https://login.acme.example/` gives `login.acme.example`, `login`, `acme`, `example`.
 */
export function wordsOf(hint: string): string[] {
  const host = hint
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d+$/, '');
  if (host === '' || host.length > 253) return [];
  const labels = host
    .split(/[.\s_-]+/)
    .filter((label) => label.length > 2 && !commonLabels.has(label) && !/^\d+$/.test(label));
  return [...new Set([host, ...labels])];
}

/** Secrets to try for a target, likeliest first, without repetition: the common ones, then those made of its names. */
export function secretCandidates(hints: readonly string[] = []): string[] {
  const words = hints.slice(0, maxHints).flatMap(wordsOf);
  const spellings = new Set(
    words.flatMap((word) => [word, word.toLowerCase(), word[0]?.toUpperCase() + word.slice(1)]),
  );
  const derived = [...spellings].flatMap((word) => endings.map((ending) => `${word}${ending}`));
  return [...new Set([...commonSecrets, ...derived])];
}

/** What a token itself says of who made it: issuer, audience, authorized party. */
export function hintsOf(claims: JsonObject): string[] {
  return [claims.iss, claims.aud, claims.azp, claims.client_id].flat().filter((value) => typeof value === 'string');
}

/**
 * Searches offline, without a request, for the secret that signed a token. Each candidate is tried as text and, when
 * it can be, as base64. Gives `undefined` when none fits or the algorithm is not an HMAC.
 */
export function findSecret(
  signingInput: string,
  signature: string,
  algorithm: unknown,
  candidates: Iterable<string>,
): FoundSecret | undefined {
  if (!isHmacAlgorithm(algorithm) || signature === '') return undefined;
  for (const secret of candidates) {
    const key = keysOf(secret).find((bytes) => isSignedWith(signingInput, signature, algorithm, bytes));
    if (key !== undefined) return { secret, key };
  }
  return undefined;
}

/** Enough of a secret to recognise it by, never enough to use it: `s… (6 characters)`. */
export function describeSecret(secret: string): string {
  if (secret.length < 4) return `${secret.length} character${secret.length === 1 ? '' : 's'}`;
  return `${secret.slice(0, 1)}… (${secret.length} characters)`;
}

function keysOf(secret: string): Uint8Array[] {
  const text = Buffer.from(secret, 'utf8');
  const isBase64 = secret.length >= 8 && secret.length % 4 === 0 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(secret);
  return isBase64 ? [text, Buffer.from(secret, 'base64')] : [text];
}
