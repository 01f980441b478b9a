import type { LoginRecipe } from './identity-config.ts';

/** Values by the names under which a recipe writes them: `{csrf}`. */
export type Values = ReadonlyMap<string, string>;

const placeholder = /\{([A-Za-z]\w{0,39})\}/g;

/** The same step with every `{name}` replaced whose value is known. Braces around anything else stay as they are. */
export function filledIn(recipe: LoginRecipe, values: Values): LoginRecipe {
  const fill = (text: string): string => withValues(text, values, (value) => value);
  const { json, form, headers } = recipe;
  return {
    ...recipe,
    path: withValues(recipe.path, values, encodeURIComponent),
    ...(json === undefined ? {} : { json: deep(json, fill) as Record<string, unknown> }),
    ...(form === undefined ? {} : { form: mapped(form, fill) }),
    ...(headers === undefined ? {} : { headers: mapped(headers, fill) }),
  };
}

/** One text with its values filled in. */
export function withValues(text: string, values: Values, encode: (value: string) => string): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : encode(value);
  });
}

/** The only name that a text consists of: `csrf` for `{csrf}`. */
export function nameAlone(text: string): string | undefined {
  return /^\{([A-Za-z]\w{0,39})\}$/.exec(text)?.[1];
}

/** Every text of a step in which names are replaced, with the keys that lead to it. */
export function textsOf(recipe: Pick<LoginRecipe, 'path' | 'json' | 'form' | 'headers' | 'unsafeHeaders'>): Text[] {
  const { path, json, form, headers, unsafeHeaders } = recipe;
  return collected({ path, json, form, headers, unsafeHeaders }, []);
}

interface Text {
  path: PropertyKey[];
  text: string;
}

function collected(value: unknown, path: PropertyKey[]): Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    collected(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function deep(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, deep(child, fill)]));
}

function mapped(texts: Readonly<Record<string, string>>, fill: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text)]));
}
