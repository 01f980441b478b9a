import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';

/** The value at a path of keys. */
export function valueAt(body: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = body;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** Puts a value at a path of keys. Own properties only: a field called `__proto__` must not reach the prototype. */
export function putAt(body: JsonObject, path: readonly string[], value: Json): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const inner = Object.hasOwn(body, key) ? body[key] : undefined;
  const next: Json = rest.length === 0 ? value : isJsonObject(inner) ? inner : {};
  Object.defineProperty(body, key, { value: next, enumerable: true, configurable: true, writable: true });
  if (rest.length > 0) putAt(next as JsonObject, rest, value);
}

/** A copy without the fields at some paths. */
export function without(body: JsonObject, fields: readonly { path: readonly string[] }[]): JsonObject {
  const copy = structuredClone(body);
  for (const { path } of fields) {
    const parent = valueAt(copy, path.slice(0, -1));
    if (isJsonObject(parent)) delete parent[path.at(-1) as string];
  }
  return copy;
}
