import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Json } from '@middlebrick/model';
import { type Cookies, decodeCookieValue } from './cookies.ts';
import { parseJwt } from './jwt.ts';
import {
  type Digest,
  type KeyDerivation,
  keyDerivations,
  type ReadSignature,
  readSignature,
  writeSignature,
} from './session-codecs.ts';
import { type PayloadCoding, readPayload, writePayload } from './session-payload.ts';

export type SessionKind = 'unsigned' | 'flask' | 'django' | 'express' | 'keygrip' | 'rails' | 'hono' | 'hmac';

/** What the kinds are called for people. */
export const sessionTitles: Readonly<Record<SessionKind, string>> = {
  unsigned: 'an unsigned cookie',
  flask: 'a Flask (itsdangerous) session',
  django: 'a Django signed-cookie session',
  express: 'an Express (cookie-signature) cookie',
  keygrip: 'a cookie-session (keygrip) pair of cookies',
  rails: 'a Rails signed cookie',
  hono: 'a Hono signed cookie',
  hmac: 'a cookie with an HMAC',
};

/** A cookie whose data can be read, and what would have to be known to write it anew. */
export interface SessionFormat {
  kind: SessionKind;
  cookie: string;
  /** The data: an object or list, or a bare text. */
  payload: Json;
  coding: PayloadCoding;
  /** Absent for unsigned cookies. */
  seal?: Seal;
  /** Whether the cookie's value was percent-encoded. */
  isEncoded: boolean;
}

/** The signature of a cookie. */
interface Seal extends ReadSignature {
  /** What was signed, byte for byte. */
  message: string;
  /** Text between data and signature that is signed too: Flask's and Django's time, such as `.ZxYwVu`. */
  middle: string;
  separator: string;
  derivations: readonly KeyDerivation[];
}

/** The secret of a session and how it becomes a key. */
export interface SessionSecret {
  secret: string;
  derivation: KeyDerivation;
}

/** Recognises in what ways a cookie may be a session whose data is in the client's hands, likeliest first. */
export function recognise(name: string, value: string, all: Cookies = {}): SessionFormat[] {
  const text = decodeCookieValue(value);
  if (text.length > 16_384 || parseJwt(text) !== undefined || name.endsWith('.sig')) return [];
  const isEncoded = text !== value;
  const formats = [
    keygrip(name, text, all),
    express(name, text),
    timed(name, text, '.'),
    timed(name, text, ':'),
    plain(name, text),
    sealed(name, text),
  ];
  return formats.filter((format) => format !== undefined).map((format) => ({ ...format, isEncoded }));
}

/** Searches offline for the secret of a signed session. */
export function findSessionSecret(format: SessionFormat, candidates: Iterable<string>): SessionSecret | undefined {
  const { seal } = format;
  if (seal === undefined) return undefined;
  for (const secret of candidates) {
    const derivation = seal.derivations.find((name) =>
      timingSafeEqual(sign(seal.message, { secret, derivation: name }, seal.digest), seal.bytes),
    );
    if (derivation !== undefined) return { secret, derivation };
  }
  return undefined;
}

/**
 * The cookies that carry other data in the same format; `secret` is not needed for unsigned ones. The time of
 * the original is kept, so the forged session is as fresh as the one it was made of.
 */
export function forgeSession(format: SessionFormat, secret: SessionSecret | undefined, payload: Json): Cookies {
  const data = writePayload(payload, format.coding);
  const { seal } = format;
  const encode = (text: string): string => (format.isEncoded ? encodeURIComponent(text) : text);
  if (seal === undefined || secret === undefined) return { [format.cookie]: encode(data) };

  const signed = `${data}${seal.middle}`;
  const message = format.kind === 'keygrip' ? `${format.cookie}=${signed}` : signed;
  const signature = writeSignature(sign(message, secret, seal.digest), seal.text);
  if (format.kind === 'keygrip') return { [format.cookie]: data, [`${format.cookie}.sig`]: signature };
  const prefix = format.kind === 'express' ? 's:' : '';
  return { [format.cookie]: encode(`${prefix}${signed}${seal.separator}${signature}`) };
}

type Recognised = Omit<SessionFormat, 'isEncoded'> | undefined;

function sign(message: string, { secret, derivation }: SessionSecret, digest: Digest): Buffer {
  return createHmac(digest, keyDerivations[derivation](secret, digest)).update(message).digest();
}

/** `session` and `session.sig`: keygrip signs `name=value` (cookie-session's default hash is SHA-1). */
function keygrip(name: string, text: string, all: Cookies): Recognised {
  const signature = readSignature(all[`${name}.sig`] ?? '');
  const read = readPayload(text);
  if (signature === undefined || read === undefined) return undefined;
  const seal: Seal = { ...signature, message: `${name}=${text}`, middle: '', separator: '', derivations: ['raw'] };
  return { kind: 'keygrip', cookie: name, payload: read.data, coding: read.coding, seal };
}

/** `s:<value>.<signature>`: cookie-signature, with the value being data, or the text that names the session. */
function express(name: string, text: string): Recognised {
  const dot = text.lastIndexOf('.');
  if (!text.startsWith('s:') || dot < 3) return undefined;
  const signature = readSignature(text.slice(dot + 1));
  if (signature === undefined) return undefined;
  const message = text.slice(2, dot);
  const read = readPayload(message) ?? { data: message, coding: 'text' as const };
  const seal: Seal = { ...signature, text: 'bare', message, middle: '', separator: '.', derivations: ['raw'] };
  return { kind: 'express', cookie: name, payload: read.data, coding: read.coding, seal };
}

/** `<data><sep><time><sep><signature>`: itsdangerous with dots, Django with colons. */
function timed(name: string, text: string, separator: '.' | ':'): Recognised {
  const end = text.lastIndexOf(separator);
  const start = text.lastIndexOf(separator, end - 1);
  if (start < 1 || !/^[A-Za-z0-9_-]{4,12}$/.test(text.slice(start + 1, end))) return undefined;
  const signature = readSignature(text.slice(end + 1));
  const read = readPayload(text.slice(0, start));
  if (signature === undefined || read === undefined) return undefined;
  const coding = read.coding === 'base64' ? 'base64url' : read.coding;
  const kind = separator === '.' ? 'flask' : 'django';
  const seal: Seal = {
    ...signature,
    text: 'url',
    message: text.slice(0, end),
    middle: text.slice(start, end),
    separator,
    derivations: [kind],
  };
  return { kind, cookie: name, payload: read.data, coding, seal };
}

function plain(name: string, text: string): Recognised {
  const read = readPayload(text);
  return read && { kind: 'unsigned', cookie: name, payload: read.data, coding: read.coding };
}

/** `<value><separator><signature>` in every other spelling: Hono, Rails, services with an HMAC of their own. */
function sealed(name: string, text: string): Recognised {
  if (text.startsWith('s:')) return undefined;
  for (const separator of ['--', '.', ':', '|', '~']) {
    const at = text.lastIndexOf(separator);
    const signature = at > 0 ? readSignature(text.slice(at + separator.length)) : undefined;
    if (signature === undefined || (separator === '--' && signature.text !== 'hex')) continue;

    const message = text.slice(0, at);
    const read = readPayload(message) ?? { data: message, coding: 'text' as const };
    const kind = kindOfSealed(separator, signature);
    const derivations: KeyDerivation[] = kind === 'rails' ? ['raw', 'rails'] : ['raw'];
    const seal: Seal = { ...signature, message, middle: '', separator, derivations };
    return { kind, cookie: name, payload: read.data, coding: read.coding, seal };
  }
  return undefined;
}

function kindOfSealed(separator: string, signature: ReadSignature): SessionKind {
  if (separator === '--') return 'rails';
  return separator === '.' && signature.text === 'base64' ? 'hono' : 'hmac';
}
