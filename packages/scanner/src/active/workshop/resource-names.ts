import { isIdentifierParameter } from '../../surface/index.ts';
import { singularOf, wordsOf } from '../../surface/words.ts';
import { foldName, resourceOf } from '../../survey/naming.ts';

/** What APIs call the people who sign in to them, the most telling first. */
export const callerNouns = 'user member customer profile account patient client person student employee'.split(' ');
/** What they are called where an object refers to them. */
const roleNouns = new Set(
  (
    'owner author creator sender recipient receiver assignee holder seller buyer participant follower friend manager ' +
    'reviewer approver viewer editor watcher collaborator guest principal login email username'
  ).split(' '),
);

/** Ends of names that say that an identifier follows, and nothing of what. */
const identifierEnds = new Set(
  'id ids uid uids uuid uuids guid guids ulid oid pk sk key keys slug number numbers no nr num ref reference code hash'.split(
    ' ',
  ),
);
const personalEnds = new Set('username login email mail phone mobile handle'.split(' '));
const personEnds = new Set(['by', 'to', 'with']);
/** Names that refer to something although they are no identifiers by their form. */
const referring = new Set(
  'to from source target destination payer payee beneficiary parent creditor debtor'.split(' '),
);
/** Verbs that stand where a resource would: `/posts/create`, `/createPost`. */
const makingVerbs = new Set('create add new insert make'.split(' '));

/** Whether this noun means a person that uses the API. */
export function isCallerNoun(noun: string): boolean {
  return callerNouns.includes(noun) || roleNouns.has(noun);
}

/**
 * What a field refers to, singular and folded: `post` for `post_id` and `posts`, `user` for `created_by`; empty
 * where the name says only that it is an identifier.
 */
export function referredBy(name: string): string {
  const words = wordsOf(name);
  if (words[0] === 'x' && words.length > 1) words.shift();
  const last = words.at(-1) ?? '';
  if (words.length > 1 && personEnds.has(last)) return 'user';
  if (personalEnds.has(last) && words.length === 1) return last;
  while (words.length > 0 && (identifierEnds.has(words.at(-1) ?? '') || personalEnds.has(words.at(-1) ?? ''))) {
    words.pop();
  }
  // Glued names: `userid`, `postid`.
  const glued = /^([a-z]{2,})(?:id|uuid|guid)s?$/.exec(words.length === 1 ? (words[0] ?? '') : '')?.[1];
  if (glued !== undefined && isIdentifierParameter(words[0] ?? '')) return glued;
  return foldName([...words.slice(0, -1), singularOf(words.at(-1) ?? '')].join(''));
}

/** Whether a name ends in a word for a natural key, of which two objects of different kinds may have the same. */
export function isNaturalKey(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return /^(?:slug|numbers?|no|nr|num|ref|reference|code|hash)$/.test(last) || personalEnds.has(last);
}

/** Whether a field of this name may name an object, of whatever kind. */
export function isReferenceName(name: string, isResource: (noun: string) => boolean): boolean {
  const words = wordsOf(name);
  if (isIdentifierParameter(name) || referring.has(words.at(-1) ?? '')) return true;
  if (words.length > 1 && personEnds.has(words.at(-1) ?? '')) return true;
  const noun = referredBy(name);
  return isResource(noun) || isCallerNoun(noun) || words.some((word) => referring.has(word));
}

/** The kind of thing that an operation of this path makes: `post` for `/posts`, `/posts/create` and `/createPost`. */
export function resourceMadeAt(path: string): string {
  const collection = collectionOf(path);
  const last = collection.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
  const words = wordsOf(last);
  const [first = '', ...rest] = words;
  return makingVerbs.has(first) && rest.length > 0
    ? foldName([...rest.slice(0, -1), singularOf(rest.at(-1) ?? '')].join(''))
    : resourceOf(collection);
}

/** The path without a verb of making at its end. */
export function collectionOf(path: string): string {
  const segments = path.split('/');
  while (segments.length > 2 && makingVerbs.has((segments.at(-1) ?? '').toLowerCase())) segments.pop();
  return segments.join('/');
}
