/** A parsed JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deepest nesting that any part of middlebrick walks; deeper values are treated as opaque. */
export const maxJsonDepth = 64;

/**
 * Parses untrusted JSON text. Gives `undefined` for anything that is not JSON, and for text nested
 * deeper than {@link maxJsonDepth}: every later walk may then recurse without a guard of its own.
 */
export function parseJson(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return surrogateEscape.test(text) ? wellFormed(value) : value;
  } catch {
    // Not JSON is an ordinary answer of an API, not an error of ours.
    return undefined;
  }
}

/** JSON can spell half a surrogate pair, which no URL, file or terminal can carry; U+FFFD stands for it, as in UTF-8. */
const surrogateEscape = /\\ud[89a-f]/i;

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key.toWellFormed(), wellFormed(child)]));
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      if (++depth > maxJsonDepth) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}

/** One scalar of a JSON value, with the path of keys that leads to it; list positions are written `[]`. */
export interface Leaf {
  path: string;
  key: string;
  value: string | number | boolean | null;
}

/** All scalars of a JSON value in document order. Array positions are not told apart, since lists reorder. */
export function leavesOf(value: Json, path = '', key = ''): Leaf[] {
  const leaves: Leaf[] = [];
  collect(value, path, key, leaves);
  return leaves;
}

function collect(value: Json, path: string, key: string, into: Leaf[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, `${path}[]`, key, into);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, child] of Object.entries(value)) {
      collect(child, path === '' ? name : `${path}.${name}`, name, into);
    }
  } else {
    into.push({ path, key, value });
  }
}
