import { isJsonObject, type JsonObject, leavesOf, parseJson } from '@middlebrick/model';

/** A cursor that its reader can understand, and so can write for somebody else. */
export interface ReadableCursor {
  format: 'JSON' | 'base64 JSON' | 'base64url JSON';
  key: JsonObject;
}

/**
 * Reads a page cursor. Only one that names the caller (by one of its subject ids) and carries no signature beside the
 * key counts as readable: anything else cannot be written for another user with confidence.
 */
export function decodeCursor(cursor: string, subjects: readonly string[]): ReadableCursor | undefined {
  const candidates: [ReadableCursor['format'], string | undefined][] = [
    ['JSON', cursor],
    ['base64url JSON', decoded(cursor)],
    ['base64 JSON', decoded(decodeURIComponentSafely(cursor))],
  ];
  for (const [format, text] of candidates) {
    const key = text === undefined ? undefined : parseJson(text);
    if (!isJsonObject(key)) continue;
    const values = leavesOf(key).map((leaf) => String(leaf.value));
    const names = values.some((value) =>
      subjects.some((subject) => value === subject || value.endsWith(`#${subject}`)),
    );
    const isSigned = leavesOf(key).some((leaf) => /^(?:sig|signature|mac|hmac|tag)$/i.test(leaf.key));
    if (names && !isSigned) return { format, key };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  if (!/^[\w+/=-]+$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')), (char) =>
      char.charCodeAt(0),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not base64 of a text: an opaque cursor.
    return undefined;
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: taken as it stands.
    return text;
  }
}
