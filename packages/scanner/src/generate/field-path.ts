import { isJsonObject, type Json } from '@middlebrick/model';

/** Most fields of a body that are told apart. */
const mostPlaces = 1000;

/** The field's own name at the end of a path; of a list's item the name of the list. */
export function lastName(path: string): string {
  return path.replaceAll('[]', '').split('.').at(-1) ?? '';
}

/** The path of a field below another one. */
export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Every field of a body by its path, containers included; of a list the first item speaks. */
export function placesIn(sent: Json): Map<string, Json> {
  const places = new Map<string, Json>();
  const visit = (value: Json, path: string): void => {
    if (places.size > mostPlaces) return;
    if (path !== '' && !places.has(path)) places.set(path, value);
    if (Array.isArray(value)) for (const item of value.slice(0, 20)) visit(item, `${path}[]`);
    else if (isJsonObject(value)) {
      for (const [name, child] of Object.entries(value)) visit(child, path === '' ? name : `${path}.${name}`);
    }
  };
  visit(sent, '');
  return places;
}
