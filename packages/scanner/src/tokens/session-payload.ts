import { deflateSync, inflateSync } from 'node:zlib';
import { type Json, parseJson } from '@middlebrick/model';

/** How the data of a session stands in a cookie. */
export type PayloadCoding = 'json' | 'j-json' | 'base64' | 'base64-bare' | 'base64url' | 'zlib' | 'text';

interface ReadPayload {
  data: Json;
  coding: PayloadCoding;
}

/** Longest decompressed session that is looked at: cookies hold 4 kB, deflate at best 1:1000. */
const maxInflated = 1 << 20;

/** Reads the data of a cookie: JSON, `j:` JSON, base64 JSON, or `.` and deflated base64url JSON. Scalars do not count. */
export function readPayload(text: string): ReadPayload | undefined {
  if (text.length < 2 || text.length > 16_384) return undefined;
  if (/^[[{]/.test(text)) return structured(parseJson(text), 'json');
  if (/^j:[[{]/.test(text)) return structured(parseJson(text.slice(2)), 'j-json');
  if (/^\.[A-Za-z0-9_-]+$/.test(text)) return structured(inflate(text.slice(1)), 'zlib');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  return structured(parseJson(Buffer.from(text, 'base64').toString('utf8')), base64Coding(text));
}

/** Writes data as {@link readPayload} found it. */
export function writePayload(data: Json, coding: PayloadCoding): string {
  if (coding === 'text') return String(data);
  const json = JSON.stringify(data);
  if (coding === 'json') return json;
  if (coding === 'j-json') return `j:${json}`;
  if (coding === 'zlib') return `.${deflateSync(json).toString('base64url')}`;
  if (coding === 'base64url') return Buffer.from(json).toString('base64url');
  const padded = Buffer.from(json).toString('base64');
  return coding === 'base64' ? padded : padded.replace(/=+$/, '');
}

function structured(data: Json | undefined, coding: PayloadCoding): ReadPayload | undefined {
  return data !== null && typeof data === 'object' ? { data, coding } : undefined;
}

function base64Coding(text: string): PayloadCoding {
  if (text.includes('=')) return 'base64';
  if (/[+/]/.test(text)) return text.length % 4 === 0 ? 'base64' : 'base64-bare';
  return text.length % 4 === 0 && !/[_-]/.test(text) ? 'base64' : 'base64url';
}

function inflate(text: string): Json | undefined {
  try {
    return parseJson(inflateSync(Buffer.from(text, 'base64url'), { maxOutputLength: maxInflated }).toString('utf8'));
  } catch {
    // Not deflated data, or a bomb: either way not a session.
    return undefined;
  }
}
