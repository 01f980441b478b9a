import type { Identity } from '@middlebrick/model';
import { isEmptyAnswer } from '../verdict/compare.ts';
import { nameMatch, resourceOf, resourceOfList, resourceOfParameter } from './naming.ts';
import type { ListedItem, OwnedObject, Survey } from './survey.ts';

/** An object of one identity and another identity that has no business with it. */
export interface ForeignPair {
  object: OwnedObject;
  owner: Identity;
  other: Identity;
  /** An object of the other identity for the same operation, when it has one. */
  own?: OwnedObject;
  /** A list that is made for the caller shows this object to the other: it was shared with it. */
  isListedForOther: boolean;
}

type Known = Pick<Survey, 'objects' | 'identities' | 'items'>;

/**
 * Pairs of an operation's objects and strangers, the most telling first: objects that no list shows the stranger,
 * strangers without privileges, answers that are not empty. At most `limit`.
 */
export function foreignPairs(operation: string, survey: Known, limit = 3): ForeignPair[] {
  const objects = survey.objects.filter((object) => object.operation === operation);
  const pairs = objects.flatMap((object) => {
    const owner = survey.identities.find((identity) => identity.name === object.owner);
    if (owner === undefined) return [];
    return survey.identities
      .filter((other) => other.name !== owner.name)
      .map((other): ForeignPair => {
        const own = objects.find((candidate) => candidate.owner === other.name);
        return {
          object,
          owner,
          other,
          isListedForOther: isListedFor(object, other.name, survey.items),
          ...(own === undefined ? {} : { own }),
        };
      });
  });
  return pairs
    .map((pair, index) => ({ pair, index }))
    .sort((a, b) => rank(a.pair) - rank(b.pair) || a.index - b.index)
    .slice(0, limit)
    .map(({ pair }) => pair);
}

function rank({ object, owner, other, isListedForOther, own }: ForeignPair): number {
  return (
    (other.isPrivileged ? 16 : 0) +
    (isListedForOther || object.members.includes(other.name) ? 8 : 0) +
    (owner.isPrivileged ? 4 : 0) +
    (isEmptyAnswer(object.exchange) ? 4 : 0) +
    (own === undefined ? 2 : 0)
  );
}

/**
 * Whether some list that differs from caller to caller shows the object to this identity. A list that shows everybody
 * everything is an index (or a leak) and makes nothing shared.
 */
export function isListedFor(object: OwnedObject, name: string, items: readonly ListedItem[]): boolean {
  const id = object.values[object.parameter];
  if (id === undefined) return false;
  const { holding, shown } = indexOf(items);
  const lists = (holding.get(id) ?? []).filter((item) => item.identity === name).map(listKey);
  return [...new Set(lists)].some((list) => {
    const others = shown.get(list)?.get(object.owner) ?? new Set();
    return !others.isSubsetOf(shown.get(list)?.get(name) ?? new Set());
  });
}

const profileResources = new Set(
  'user member profile people person author contributor creator seller artist player'.split(' '),
);

/** Whether an object is the record of the owner as a person, and not something that hangs on the person's id. */
export function isProfileOf(path: string, { parameter, evidence }: OwnedObject): boolean {
  if (evidence !== 'subject' || !path.replace(/\/$/, '').endsWith(`{${parameter}}`)) return false;
  return profileResources.has(resourceOfParameter(path, parameter));
}

/**
 * Whether owner and stranger are known to share a tenant and some list shows the stranger that the object exists. Of
 * what hangs on a person's id such a list only shows the person.
 */
export function isTeamListed(
  path: string,
  { object, owner, other }: ForeignPair,
  items: readonly ListedItem[],
): boolean {
  if (owner.tenant === undefined || owner.tenant !== other.tenant) return false;
  if (object.evidence === 'subject' && !isProfileOf(path, object)) return false;
  return isShownTo(path, object, other.name, items);
}

/** Whether any list shows this identity the object's id, under a name by which the operation at this path would take it. */
export function isShownTo(path: string, object: OwnedObject, name: string, items: readonly ListedItem[]): boolean {
  const id = object.values[object.parameter];
  if (id === undefined) return false;
  const resource = resourceOfParameter(path, object.parameter) || resourceOf(path);
  return (indexOf(items).holding.get(id) ?? []).some(({ identity, ids, list, operation }) => {
    const held = resourceOfList(list, operation.slice(operation.indexOf(' ') + 1));
    return (
      identity === name &&
      Object.entries(ids).some(
        ([field, value]) => value === id && nameMatch(object.parameter, resource, field, held) > 0,
      )
    );
  });
}

/** Items as they can be looked up: by each of their ids, and what every list shows to whom. */
interface ItemIndex {
  holding: ReadonlyMap<string, readonly ListedItem[]>;
  shown: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

const indexes = new WeakMap<readonly ListedItem[], ItemIndex>();

function indexOf(items: readonly ListedItem[]): ItemIndex {
  const known = indexes.get(items);
  if (known !== undefined) return known;
  const holding = new Map<string, ListedItem[]>();
  const shown = new Map<string, Map<string, Set<string>>>();
  for (const item of items) {
    for (const id of new Set(Object.values(item.ids))) entryOf(holding, id, () => []).push(item);
    const ofList = entryOf(shown, listKey(item), () => new Map<string, Set<string>>());
    entryOf(ofList, item.identity, () => new Set<string>()).add(JSON.stringify(item.ids));
  }
  const index = { holding, shown };
  indexes.set(items, index);
  return index;
}

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function listKey({ operation, list }: ListedItem): string {
  return `${operation}\u0000${list}`;
}
