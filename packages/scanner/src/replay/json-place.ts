import { isJsonObject, type Json, maxJsonDepth } from '@middlebrick/model';

/** Keys and positions that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** A scalar of an answer, and how to get to it. */
export interface Place {
  path: JsonPath;
  /** The last key on the way. */
  key: string;
  value: string;
}

const mostPlaces = 2000;

/** Every text and number of a JSON value, in document order. */
export function placesIn(json: Json): Place[] {
  const places: Place[] = [];
  const visit = (value: Json, path: JsonPath, key: string): void => {
    if (places.length >= mostPlaces || path.length > maxJsonDepth) return;
    if (typeof value === 'string' || typeof value === 'number') places.push({ path, key, value: String(value) });
    else if (Array.isArray(value)) {
      for (const [index, child] of value.entries()) visit(child, [...path, index], key);
    } else if (isJsonObject(value)) {
      for (const [name, child] of Object.entries(value)) visit(child, [...path, name], name);
    }
  };
  visit(json, [], '');
  return places;
}

/** The filter of jq that gives what stands there: `.data.items[0]["post id"]`. */
export function jqPath(path: JsonPath): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    // In a string of jq, a backslash begins an escape or an expression, as JSON writes none before a parenthesis.
    return /^[A-Za-z_]\w{0,60}$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  const text = parts.join('');
  return text.startsWith('.') ? text : `.${text}`;
}
