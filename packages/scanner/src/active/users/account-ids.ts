import { type Exchange, isJsonObject, type Json, jsonOf } from '@middlebrick/model';

const idName =
  /^(?:_?id|uuid|guid|pk|sub|(?:user|account|customer|member|client|profile|person|player)_?(?:id|uuid|guid))$/i;
const mostObjects = 2000;

/**
 * The ids by which answers call an account: those that stand in one object with its user name or e-mail, which occur
 * nowhere else. An id that merely stands in an answer may be another user's.
 */
export function idsBeside(exchanges: readonly Exchange[], names: readonly string[]): string[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const found = new Set<string>();
  let left = mostObjects;
  const visit = (value: Json): boolean => {
    if (typeof value !== 'object' || value === null || --left < 0) return false;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return false;
    }
    const children = Object.entries(value);
    // JSON:API keeps the id of an object beside its `attributes`.
    const isNamedBelow = children.map(([key, child]) => visit(child) && key === 'attributes').includes(true);
    const isNamed = children.some(([, child]) => typeof child === 'string' && known.has(child.toLowerCase()));
    if (isNamed || isNamedBelow) for (const id of children.flatMap(idOf)) found.add(id);
    return isNamed;
  };
  for (const exchange of exchanges) {
    const json = jsonOf(exchange);
    if (isJsonObject(json) || Array.isArray(json)) visit(json);
  }
  return [...found].filter((id) => !known.has(id.toLowerCase()));
}

function idOf([key, value]: [string, Json]): string[] {
  const isId = idName.test(key) && (typeof value === 'number' || (typeof value === 'string' && value !== ''));
  return isId && String(value).length <= 200 ? [String(value)] : [];
}
