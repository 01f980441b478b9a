import { isJsonObject, type Json, type JsonObject, leavesOf } from '@middlebrick/model';
import { encodedSegment } from './path-template.ts';
import { pluralOf, singularOf, wordsOf } from './words.ts';

/** A path that may exist because of what an answer held. */
export interface Guess {
  path: string;
  /** The id in it. */
  id: string;
}

/** The first item of a list below the list's own path: `/users` with `{"id": 7}` in it gives `/users/7`. */
export function itemGuess(path: string, json: Json | undefined): Guess | undefined {
  const collection = path.split('/').at(-1) ?? '';
  const item = firstItem(json);
  if (item === undefined || collection === '') return undefined;
  const id = idOf(item, singularOf(collection.toLowerCase()));
  return id === undefined ? undefined : { path: `${path}/${encodedSegment(id)}`, id };
}

function firstItem(json: Json | undefined): JsonObject | undefined {
  if (json === undefined) return undefined;
  const list = isJsonObject(json) ? Object.values(json).find((value) => Array.isArray(value)) : json;
  const first = Array.isArray(list) ? list[0] : undefined;
  return first !== undefined && isJsonObject(first) ? first : undefined;
}

function idOf(item: JsonObject, singular: string): string | undefined {
  const own = [`${singular}_id`, `${singular}Id`, `${singular}_title`, `${singular}_name`];
  const names = ['id', ...own, '_id', 'uuid', 'slug', 'username', 'key', 'name', 'title'];
  return names.map((name) => idText(Object.hasOwn(item, name) ? item[name] : undefined)).find((id) => id !== undefined);
}

function idText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined;
}

/** People by what they did. */
const roles = new Set([
  'owner',
  'author',
  'creator',
  'created_by',
  'member',
  'assignee',
  'sender',
  'recipient',
  'manager',
]);

/** Objects that an answer names by a field such as `user_id`: `/users/<its value>`, one for each kind of object. */
export function referenceGuesses(prefix: string, json: Json | undefined): Guess[] {
  if (json === undefined) return [];
  const guesses = new Map<string, Guess>();
  for (const { key, value } of leavesOf(json).slice(0, 500)) {
    const words = wordsOf(key);
    const id = idText(value);
    if (words.length < 2 || !/^(?:id|uuid)$/.test(words.at(-1) ?? '') || id === undefined) continue;
    const noun = words.slice(0, -1).join('_');
    const collection = roles.has(noun) ? 'users' : pluralOf(noun);
    if (!guesses.has(collection))
      guesses.set(collection, { path: `${prefix}/${collection}/${encodedSegment(id)}`, id });
  }
  return [...guesses.values()];
}

const commonChildren = ['posts', 'orders', 'items', 'documents', 'messages', 'comments'];
const mostChildren = 8;

/** What may be below an object: what the API has elsewhere, then what is common. */
export function childGuesses(path: string, knownNames: readonly string[]): string[] {
  const own = path.split('/').at(-2);
  const names = [...new Set([...knownNames, ...commonChildren])].filter((name) => name !== own);
  return names.slice(0, mostChildren).map((name) => `${path}/${name}`);
}
