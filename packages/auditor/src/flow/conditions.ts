import { isByCredential } from './credentials.ts';
import { authenticated, belongs, capped, intersection, listed, ownedBy, privileged, union } from './facts.ts';
import type { Machine } from './machine.ts';
import { rankFacts, roleName } from './ranks.ts';
import { deepSources, namesCaller, saysIdentity } from './sources.ts';
import {
  type Alternative,
  type Facts,
  type IdentitySource,
  type ItemSource,
  noFacts,
  plain,
  type Site,
  type Source,
  type Truth,
  type Value,
} from './value.ts';

/** What is known once a value turned out true, and once it turned out false. */
export function condition(value: Value): Truth {
  if (value.promised !== undefined) return { whenTrue: noFacts, whenFalse: noFacts };
  if (value.truth !== undefined) return value.truth;
  const isPlain = value.shape.kind === 'constant' && value.alternatives === undefined;
  if (isPlain) return { whenTrue: noFacts, whenFalse: noFacts };
  const own = new Set(factsOfTruth(value));
  if (value.alternatives === undefined) return { whenTrue: own, whenFalse: noFacts };
  const { whenTrue, whenFalse } = truthOfWays(value.alternatives);
  return { whenTrue: union(own, whenTrue), whenFalse };
}

/** `owner === me ? post : null`: that there is a post says which of the two it was. */
export function truthOfWays(ways: readonly Alternative[]): Truth {
  const known = ways.map(({ value, facts }) => ({ value, facts, truth: condition(value) }));
  return {
    whenTrue: intersection(
      known.filter(({ value }) => mayBe(value, true)).map(({ facts, truth }) => union(facts, truth.whenTrue)),
    ),
    whenFalse: intersection(
      known.filter(({ value }) => mayBe(value, false)).map(({ facts, truth }) => union(facts, truth.whenFalse)),
    ),
  };
}

function mayBe({ shape }: Value, wanted: boolean): boolean {
  if (shape.kind === 'constant') return Boolean(shape.value) === wanted;
  if (shape.kind === 'dict' || shape.kind === 'object' || shape.kind === 'function') return wanted;
  return true;
}

/** What follows from there being something at all. */
function factsOfTruth(value: Value): string[] {
  const sources = value.sources;
  const identities = sources.filter((source): source is IdentitySource => source.kind === 'identity');
  if (identities.length > 0 && identities.length === sources.length) {
    return [authenticated, ...(identities.every(({ name }) => roleName.test(name)) ? [privileged] : [])];
  }
  const items = sources.filter((source): source is ItemSource => source.kind === 'item');
  if (items.length === 0 || items.length !== sources.length) return [];
  return items.flatMap((source) => [
    ...membership(source),
    ...(isByCredential(source.access, deepSources) ? [authenticated] : []),
    ...(isRoleOfCaller(source) ? [privileged] : []),
    ...(isMeantForAll(source) ? [ownedBy(source.access.id)] : []),
  ]);
}

/** An item whose key holds the identity and something of the request says that the one belongs to the other. */
function membership({ access }: ItemSource): string[] {
  const sources = access.key.flatMap(({ value }) => deepSources(value));
  if (!sources.some(({ kind }) => kind === 'identity')) return [];
  return sources.filter((source) => source.kind === 'request').map(belongs);
}

/** `is_public` of an item: it says itself that it belongs to everybody. */
function isMeantForAll({ path }: ItemSource): boolean {
  return /^(?:is[_-]?)?(?:public|published|shared)$|^visible[_-]?to[_-]?(?:all|everyone)$/i.test(path.at(-1) ?? '');
}

/** An attribute such as `role` of what is stored under the caller's own key. */
function isRoleOfCaller({ access, path }: ItemSource): boolean {
  const isOwn = access.key.some(({ value }) => {
    const sources = deepSources(value);
    return sources.length > 0 && sources.every((source) => saysIdentity(source));
  });
  return isOwn && roleName.test(path.at(-1) ?? '');
}

/** The value of a comparison, with what follows from either outcome. */
export function compared(machine: Machine, operator: string, left: Value, right: Value, site: Site): Value {
  machine.log.note({ kind: 'compare', operator, left, right, site });
  // That two values are equal says nothing of what they are.
  const truth = truthOf(operator, left, right);
  for (const made of machine.models.comparisons ?? []) {
    const value = made({ operator, left, right, site });
    if (value !== undefined) return { ...value, truth };
  }
  return { ...plain, truth };
}

/** What follows from a comparison. */
export function truthOf(operator: string, left: Value, right: Value): Truth {
  switch (operator) {
    case '==':
      return truth(
        isNothing(right) ? notFacts(left) : equalFacts(left, right),
        isNothing(right) ? whenThere(left) : noFacts,
      );
    case '!=':
      return truth(isNothing(right) ? whenThere(left) : noFacts, isNothing(right) ? noFacts : equalFacts(left, right));
    case 'in':
      return truth(memberFacts(left, right), noFacts);
    case 'not in':
      return truth(noFacts, memberFacts(left, right));
    case '<':
    case '<=':
      return truth(orderFacts(right, left), orderFacts(left, right));
    case '>':
    case '>=':
      return truth(orderFacts(left, right), orderFacts(right, left));
    default:
      return truth(noFacts, noFacts);
  }
}

function truth(whenTrue: Facts, whenFalse: Facts): Truth {
  return { whenTrue, whenFalse };
}

function isNothing({ shape }: Value): boolean {
  return shape.kind === 'constant' && (shape.value === null || shape.value === '');
}

function notFacts(_: Value): Facts {
  return noFacts;
}

function whenThere(value: Value): Facts {
  return new Set(factsOfTruth(value));
}

function equalFacts(left: Value, right: Value): Facts {
  return new Set([...oneWay(left, right), ...oneWay(right, left)]);
}

/** What follows for `a` when it equals `b`. */
function oneWay(a: Value, b: Value): string[] {
  const [sources, others] = [deepSources(a), deepSources(b)];
  if (isVerified(others)) {
    return areOfCaller(sources);
  }
  const isConstant = others.length === 0;
  if (!isConstant) return [];
  if (b.shape.kind === 'external' && sources.length > 0 && sources.every(isOfferedSecret))
    return [authenticated, privileged];
  if (sources.length > 0 && sources.every(namesCaller))
    return isRole(sources) || b.shape.kind === 'constant' ? roleFacts(sources) : [];
  const items = ofKind(sources, 'item');
  if (items.length > 0 && items.length === sources.length && items.every(isRoleOfCaller)) return [privileged];
  if (isPublic(b) && items.length === sources.length && items.every(isVisibility))
    return items.map(({ access }) => ownedBy(access.id));
  return ofKind(sources, 'request').map(listed);
}

/** `visibility === 'public'`. */
function isPublic({ shape }: Value): boolean {
  return (
    shape.kind === 'constant' && (shape.value === true || /^(?:public|published|everyone)$/i.test(String(shape.value)))
  );
}

function isVisibility(source: ItemSource): boolean {
  const name = source.path.at(-1) ?? '';
  return isMeantForAll(source) || /^(?:visibility|access|audience|privacy|sharing)$/i.test(name);
}

/** A key of a service or a signature, which is compared with what only the server knows. */
function isOfferedSecret(source: Source): boolean {
  return source.kind === 'request' && /(?:key|token|secret|signature|hmac|authorization|password)$/i.test(source.name);
}

function roleFacts(sources: readonly Source[]): string[] {
  const identities = ofKind(sources, 'identity');
  const isSomebody = identities.every(
    ({ name }) => name === '' || /(?:^|\.)(?:sub|id|user_?id|email|username)$/i.test(name),
  );
  return isRole(sources) || (identities.length > 0 && isSomebody) ? [authenticated, privileged] : [authenticated];
}

function isRole(sources: readonly Source[]): boolean {
  return ofKind(sources, 'identity').some(({ name }) => roleName.test(name));
}

/** Only a verified identity, and nothing of the request or a store. */
function isVerified(sources: readonly Source[]): boolean {
  return sources.length > 0 && sources.every((source) => saysIdentity(source));
}

function ofKind<K extends Source['kind']>(sources: readonly Source[], kind: K): Extract<Source, { kind: K }>[] {
  return sources.filter((source): source is Extract<Source, { kind: K }> => source.kind === kind);
}

/** `member in collection`. */
function memberFacts(member: Value, collection: Value): Facts {
  const [sources, holders] = [deepSources(member), deepSources(collection)];
  if (holders.length > 0 && holders.every(namesCaller)) return new Set(ofIdentity(sources, holders));
  if (isVerified(sources) && (holders.length > 0 || sources.every(namesCaller)))
    return new Set(identityIn(collection, holders));
  const items = ofKind(holders, 'item');
  if (items.length > 0 && items.length === holders.length) return new Set(ofItems(sources, items, collection));
  const isFixed = holders.length === 0 && collection.shape.kind !== 'unknown';
  const asked = sources.filter((source) => source.kind === 'request' || isName(source));
  return new Set(isFixed || holders.length === 0 ? asked.map(listed) : []);
}

/** The name of an attribute, of those that an item has. */
function isName(source: Source): boolean {
  return source.kind === 'item' && source.path.at(-1) === '<name>';
}

/** `org in claims['orgs']`, `'admin' in claims['groups']`, `'user_id' in session`. */
function ofIdentity(sources: readonly Source[], holders: readonly Source[]): string[] {
  if (sources.length > 0) return areOfCaller(sources);
  return isRole(holders) ? [authenticated, privileged] : [authenticated];
}

/** `me in item['members']`, `me in ADMINS`. */
function identityIn(collection: Value, holders: readonly Source[]): string[] {
  const items = ofKind(holders, 'item');
  if (items.length > 0 && items.length === holders.length) return items.map(({ access }) => ownedBy(access.id));
  return holders.length === 0 && collection.shape.kind !== 'unknown' ? [authenticated, privileged] : [];
}

/** `project_id in me['projects']` where the item is the caller's own, and `'Item' in membership`. */
function ofItems(sources: readonly Source[], items: readonly ItemSource[], collection: Value): string[] {
  if (sources.length === 0) return items.every(isRoleOfCaller) ? [privileged] : factsOfTruth(collection);
  return items.every(isOfCaller) ? areOfCaller(sources) : [];
}

function areOfCaller(sources: readonly Source[]): string[] {
  return [
    ...ofKind(sources, 'request').map(belongs),
    ...ofKind(sources, 'item').map(({ access }) => ownedBy(access.id)),
  ];
}

function isOfCaller({ access }: ItemSource): boolean {
  return access.key.some(({ value }) => isVerified(deepSources(value)));
}

/** What follows from one being larger than the other. */
function orderFacts(large: Value, small: Value): Facts {
  const ofStore = (source: Source): boolean => source.kind === 'item' && isRoleOfCaller(source);
  return union(capFacts(small, large), rankFacts(large, small, ofStore));
}

function capFacts(small: Value, large: Value): Facts {
  return deepSources(large).length > 0 ? noFacts : new Set(ofKind(deepSources(small), 'request').map(capped));
}

/** `not value`. */
export function negated(value: Value): Value {
  const { whenTrue, whenFalse } = condition(value);
  return { ...plain, truth: { whenTrue: whenFalse, whenFalse: whenTrue } };
}
