import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';

/** New values of a payload by the path of the leaf: `sub`, `user.id`, `roles.0`. The empty path is the payload itself. */
export type Changes = Readonly<Record<string, string>>;

/** One scalar of a payload with its exact path, list positions included. */
interface PayloadLeaf {
  path: string;
  key: string;
  value: string;
}

/** Names of claims that say who is meant, in the order in which they are believed. */
const subjectKeys = [
  'sub',
  'user_id',
  'userId',
  'uid',
  '_user_id',
  'id',
  'username',
  'user',
  'preferred_username',
  'login',
  'name',
  'email',
  'upn',
  'account_id',
  'accountId',
  'account',
  'customer_id',
  'tenant_id',
  'tenantId',
  'tenant',
  'org_id',
] as const;

/** Claims that belong to the token and not to its holder (RFC 7519 section 4.1, OpenID Connect Core section 2). */
const tokenKeys: ReadonlySet<string> = new Set([
  'exp',
  'iat',
  'nbf',
  'jti',
  'auth_time',
  'nonce',
  'sid',
  'at_hash',
  'iss',
  'aud',
  'typ',
]);

/** All scalars of a payload, with paths that {@link applyChanges} understands. */
export function payloadLeaves(payload: Json, path = '', key = ''): PayloadLeaf[] {
  if (payload === null) return [];
  if (typeof payload !== 'object') return [{ path, key, value: String(payload) }];
  return Object.entries(payload).flatMap(([name, child]) =>
    payloadLeaves(child, path === '' ? name : `${path}.${name}`, name),
  );
}

/**
 * A copy of a payload with some leaves replaced. A number stays a number when the new text is one, so that
 * typed look-ups on the other side still work; a path that does not exist is added at the top.
 */
export function applyChanges(payload: Json, changes: Changes): Json {
  return Object.entries(changes).reduce((current, [path, value]) => replaceAt(current, path, value), payload);
}

/** {@link applyChanges} for claims, which are always an object. */
export function changeClaims(claims: JsonObject, changes: Changes): JsonObject {
  const changed = applyChanges(claims, changes);
  return isJsonObject(changed) ? changed : claims;
}

function replaceAt(payload: Json, path: string, value: string): Json {
  if (payload === null || typeof payload !== 'object') return path === '' ? typedLike(payload, value) : payload;
  // Names with dots in them, such as `https://example.com/uid`, are meant literally when they exist.
  const literal = Object.hasOwn(payload, path);
  const dot = literal ? -1 : path.indexOf('.');
  const name = dot === -1 ? path : path.slice(0, dot);
  const rest = dot === -1 ? '' : path.slice(dot + 1);

  if (Array.isArray(payload)) {
    return payload.map((item, index) => (String(index) === name ? replaceAt(item, rest, value) : item));
  }
  const child = Object.hasOwn(payload, name) ? payload[name] : undefined;
  if (child === undefined) return { ...payload, [path]: value };
  return { ...payload, [name]: replaceAt(child, rest, value) };
}

function typedLike(old: null | boolean | number | string, value: string): Json {
  if (typeof old === 'number' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (typeof old === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** What is known of a holder: the values by which the API names it and, if it has one, its own payload. */
interface Holder {
  subjects: readonly string[];
  payload?: Json | undefined;
}

/**
 * The changes that make the payload of one holder name another. A leaf is changed when its value is one of the
 * holder's subjects, or when it bears a subject's name; the new value is taken from the other's own payload at
 * the same path, else from the other's subjects by the kind of value. Values of the token itself (times, ids) stay.
 */
export function impersonate(own: Json, holder: Holder, other: Holder): Changes {
  const leaves = payloadLeaves(own).filter((leaf) => !tokenKeys.has(leaf.key));
  const theirs = new Map(payloadLeaves(other.payload ?? null).map((leaf) => [leaf.path, leaf.value]));
  const named = leaves.filter((leaf) => holder.subjects.includes(leaf.value));
  const candidates = named.length > 0 ? named : leaves.filter((leaf) => isSubjectKey(leaf.key)).slice(0, 3);

  const changes: Record<string, string> = {};
  for (const leaf of candidates) {
    const position = holder.subjects.indexOf(leaf.value);
    const value = theirs.get(leaf.path) ?? counterpart(leaf.value, position, other.subjects);
    if (value !== undefined && value !== leaf.value) changes[leaf.path] = value;
  }
  return changes;
}

/** Changes that make a payload name nobody: those leaves that name the holder get a value that names nothing. */
export function nobodyChanges(own: Json, holder: Holder, replace: (value: string) => string): Changes {
  const leaves = payloadLeaves(own).filter((leaf) => !tokenKeys.has(leaf.key));
  const named = leaves.filter((leaf) => holder.subjects.includes(leaf.value));
  const chosen = named.length > 0 ? named : leaves.filter((leaf) => isSubjectKey(leaf.key)).slice(0, 3);
  return Object.fromEntries(chosen.map((leaf) => [leaf.path, replace(leaf.value)]));
}

function isSubjectKey(key: string): boolean {
  return (subjectKeys as readonly string[]).includes(key);
}

function counterpart(value: string, position: number, subjects: readonly string[]): string | undefined {
  const alike = subjects.filter((subject) => shapeOf(subject) === shapeOf(value));
  const samePlace = position === -1 ? undefined : subjects[position];
  if (samePlace !== undefined && alike.includes(samePlace)) return samePlace;
  return alike[0] ?? (subjects.length === 1 ? subjects[0] : undefined);
}

/** A coarse kind of identifier: what may stand in the place of what. */
export function shapeOf(value: string): 'email' | 'number' | 'uuid' | 'name' {
  if (/^[^@\s]+@[^@\s]+$/.test(value)) return 'email';
  if (/^\d+$/.test(value)) return 'number';
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return 'uuid';
  return 'name';
}
