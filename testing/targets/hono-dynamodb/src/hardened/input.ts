import type { At } from '../environment.ts';

/** The body when it is a JSON object; null for anything else. */
export async function readObject(c: At): Promise<Record<string, unknown> | null> {
  const value = parse(await c.req.text());
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so not an object either: the caller answers 400 to both.
    return null;
  }
}

/** Whether the value is a text of `minimum` to `maximum` UTF-16 units. */
export const isText = (value: unknown, minimum: number, maximum: number): value is string =>
  typeof value === 'string' && value.length >= minimum && value.length <= maximum;
