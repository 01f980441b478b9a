import { isJsonObject, type Json, type JsonObject, parseJson } from '@middlebrick/model';

/** What an answer or a token says about the caller it was made for. */
export interface SelfDescription {
  subjects: string[];
  role?: string;
  tenant?: string;
  isAdmin: boolean;
}

const subjectNames =
  /^(?:sub|subject|id|uid|uuid|user|(?:user|account|customer|member|patient|client|owner|profile)_?(?:id|name|uuid)|username|preferred_username|login|login_name|email|e_?mail|handle)$/i;
const tenantNames = /^(?:tenant|org|organi[sz]ation|company|workspace|team)(?:_?(?:id|name|slug))?$/i;
const roleNames = /^(?:role|roles|user_role|group|groups|permissions|scope|scopes)$/i;
const adminFlags = /^(?:is_?)?(?:admin|superuser|staff|root)$/i;
const adminRole =
  /^(?:.*[:_\-. ])?(?:admin|administrator|superuser|superadmin|root|owner:all|staff|operator)(?:[:_\-. ].*)?$/i;

/** The payload of a JWT without looking at its signature; `undefined` when the text is not one. */
export function jwtParts(token: string): { header: JsonObject; claims: JsonObject } | undefined {
  const [head, body, ...rest] = token.split('.');
  if (head === undefined || body === undefined || rest.length !== 1 || token.length > 16_384) return undefined;
  const header = decodeSegment(head);
  const claims = decodeSegment(body);
  return header !== undefined && claims !== undefined ? { header, claims } : undefined;
}

/** Reads subject ids, role and tenant out of claims or of the object of a `/me` answer, one envelope deep. */
export function describeSelf(value: Json): SelfDescription {
  const description: SelfDescription = { subjects: [], isAdmin: false };
  if (!isJsonObject(value)) return description;
  read(value, description);
  const [onlyKey, ...others] = Object.keys(value);
  for (const key of [
    'user',
    'data',
    'profile',
    'account',
    'me',
    'result',
    ...(others.length === 0 && onlyKey ? [onlyKey] : []),
  ]) {
    const inner = value[key];
    if (isJsonObject(inner)) read(inner, description);
  }
  return description;
}

/** Whether a role name is one that is usually allowed more than an ordinary user. */
export function isAdminRole(role: string): boolean {
  return adminRole.test(role);
}

function read(object: JsonObject, into: SelfDescription): void {
  for (const [key, value] of Object.entries(object)) {
    if (adminFlags.test(key) && value === true) into.isAdmin = true;
    const texts = textsOf(value);
    const [first] = texts;
    if (first === undefined) continue;
    if (roleNames.test(key)) {
      into.role ??= first;
      if (texts.some((text) => text.split(/[\s,]+/).some(isAdminRole))) into.isAdmin = true;
    } else if (tenantNames.test(key)) into.tenant ??= first;
    else if (subjectNames.test(key) && !Array.isArray(value) && first.length <= 256 && !into.subjects.includes(first)) {
      into.subjects.push(first);
    }
  }
}

function textsOf(value: Json): string[] {
  return [value]
    .flat()
    .filter((entry) => (typeof entry === 'string' && entry !== '') || typeof entry === 'number')
    .map(String);
}

function decodeSegment(segment: string): JsonObject | undefined {
  if (!/^[\w-]+$/.test(segment)) return undefined;
  const value = parseJson(new TextDecoder().decode(Uint8Array.from(atobUrl(segment), (char) => char.charCodeAt(0))));
  return isJsonObject(value) ? value : undefined;
}

function atobUrl(segment: string): string {
  try {
    return atob(segment.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // Letters of the alphabet but a length that no encoder makes: not a token.
    return '';
  }
}
