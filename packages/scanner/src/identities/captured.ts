import type { ClearAnswer, CookieStore } from '@middlebrick/http';
import { isJsonObject, type Json, parseJson } from '@middlebrick/model';
import type { CaptureSource } from './credential-schemas.ts';

/** Characters of a page that are looked through for a form. */
const longestPage = 512 * 1024;
/** Longest value that is taken: headers of requests end here, too. */
const longestValue = 16_384;

/** The value that an answer holds in this place; `undefined` when there is none that could be sent again. */
export function capturedFrom(
  clear: ClearAnswer,
  source: CaptureSource,
  cookies: CookieStore | undefined,
): string | undefined {
  const value = found(clear, source, cookies)?.toWellFormed();
  if (value === undefined || value === '' || value.length > longestValue) return undefined;
  return /^[^\p{Cc}]*$/u.test(value) ? value : undefined;
}

function found(clear: ClearAnswer, source: CaptureSource, cookies: CookieStore | undefined): string | undefined {
  if (source.json !== undefined) return jsonAt(parseJson(clear.body), source.json);
  if (source.cookie !== undefined) return cookies?.get(source.cookie);
  const header = source.header?.toLowerCase();
  if (header !== undefined) return clear.headers.find(([name]) => name.toLowerCase() === header)?.[1].trim();
  if (source.input !== undefined) return attributeOf(clear.body, 'input', source.input, 'value');
  return source.meta === undefined ? undefined : attributeOf(clear.body, 'meta', source.meta, 'content');
}

function jsonAt(json: Json | undefined, path: string): string | undefined {
  let value = json;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = /^\d{1,6}$/.test(key) ? value[Number(key)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** An attribute of the first element with this tag and name. */
function attributeOf(page: string, tag: string, name: string, attribute: string): string | undefined {
  const text = page.slice(0, longestPage);
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(`<${tag}`); at !== -1; at = lower.indexOf(`<${tag}`, at + 1)) {
    const start = at + tag.length + 1;
    if (!/[\s/]/.test(text.charAt(start))) continue;
    const attributes = attributesFrom(text, start);
    if (attributes.get('name') === name) return attributes.get(attribute);
  }
  return undefined;
}

/** Characters of one element; longer ones hold no token. */
const longestElement = 20_000;
const mostAttributes = 50;

/** The attributes of an element (HTML, section 13.1.2.3), read from behind its name. */
function attributesFrom(text: string, start: number): ReadonlyMap<string, string> {
  const part = text.slice(start, start + longestElement);
  const attributes = new Map<string, string>();
  // Sticky, and every part begins with what the part before cannot hold: each character is read once.
  const pattern = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
  while (attributes.size < mostAttributes) {
    const match = pattern.exec(part);
    if (match === null) break;
    const name = match[1]?.toLowerCase() ?? '';
    const value = unescaped(match[2] ?? match[3] ?? match[4] ?? '');
    if (!attributes.has(name)) attributes.set(name, value);
  }
  return attributes;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
