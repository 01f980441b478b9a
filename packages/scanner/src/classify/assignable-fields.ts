import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';
import type { ExtraField } from '../verdict/assigned.ts';

/** Names of fields that decide what a user may do or has, in any spelling. OWASP API3:2023 and CWE-915 name the kinds. */
const privileges =
  /^(?:is_?)?(?:admin|super_?user|staff|root|moderator)$|^(?:user_?)?roles?$|^(?:permissions?|scopes?|privileges?|groups?|access_?level|user_?type|account_?type)$|^(?:is_?)?(?:e_?mail_?)?(?:verified|approved|activated|confirmed|premium|vip)$|^(?:balance|credits?|wallet|points|quota|plan|tier|subscription|discount|kyc\w*)$/i;
const owners =
  /^(?:(?:owner|user|author|creator|account|customer|tenant|org(?:ani[sz]ation)?|company)_?id|owner|tenant|(?:created|owned)_?by)$/i;
const managed =
  /^(?:created|updated|modified|deleted)(?:_?(?:at|on|date|time))?$|^(?:is_?)?deleted$|^(?:rating|score|likes?|views?|votes?)(?:_?count)?$|_count$|^version$/i;

/** Changing these would end the session of the very account that is to be looked at. */
const credentials = /pass|pwd|hash|secret|token|salt|otp|session/i;

/** What names the object itself: another value would make another object, of which nobody knows. */
const keyNames = /^_?(?:id|uuid|guid|pk|sk|key|slug)$/i;

/** Fields that many data models have and that no client may set: asked for although no answer shows them. */
const usual: readonly [string, Json][] = [
  ['is_admin', true],
  ['isAdmin', true],
  ['role', 'admin'],
];

/** What is known when extra fields are chosen. */
export interface KnownFields {
  /** What the owner reads now. */
  seen: JsonObject;
  /** Names that the operation declares its clients may send. */
  writable: ReadonlySet<string>;
  /** Names that some other operation on the same kind of thing lets its clients send: no secret of the server's. */
  writableElsewhere: ReadonlySet<string>;
  /** Values of the seen object that name it: changing them would make another object. */
  keys: ReadonlySet<string>;
  /** An id of another user of the scan's own. */
  otherId: string | undefined;
  unique(): string;
}

/**
 * Fields that an operation should not take from a client, each with a value unlike its present one: what decides
 * about privileges, who owns, and what answers show and requests are not declared to hold.
 */
export function extraFields(known: KnownFields): ExtraField[] {
  const shown = Object.entries(known.seen).filter(
    ([name, value]) =>
      !known.writable.has(name) &&
      !credentials.test(name) &&
      !keyNames.test(name) &&
      !(isScalar(value) && known.keys.has(String(value)) && !owners.test(name)),
  );
  const fields = shown.flatMap(([name, value]): ExtraField[] => {
    const weight = weightOf(name, known);
    const sent = weight === undefined ? undefined : otherValue(name, value, weight, known);
    return weight === undefined || sent === undefined ? [] : [{ name, sent, weight }];
  });
  const missing = usual.filter(([name]) => !known.writable.has(name) && !Object.hasOwn(known.seen, name));
  return [...fields, ...missing.map(([name, sent]): ExtraField => ({ name, sent, weight: 'privilege' }))];
}

function weightOf(name: string, { writable, writableElsewhere }: KnownFields): ExtraField['weight'] | undefined {
  if (privileges.test(name)) return 'privilege';
  if (owners.test(name)) return 'owner';
  if (writableElsewhere.has(name)) return undefined;
  // What the operation's own description leaves out is not for clients; without a description only names tell.
  return managed.test(name) || writable.size > 0 ? 'managed' : undefined;
}

function otherValue(name: string, value: Json, weight: ExtraField['weight'], known: KnownFields): Json | undefined {
  if (weight === 'owner') return known.otherId === String(value) ? undefined : known.otherId;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1000;
  if (Array.isArray(value)) return weight === 'privilege' ? ['admin'] : undefined;
  if (value !== null && isJsonObject(value)) return undefined;
  if (weight === 'privilege') return value === 'admin' ? 'user' : 'admin';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) return `2001-02-03${value.slice(10)}`;
  if (/e_?mail/i.test(name)) return `${known.unique()}@example.com`;
  return known.unique();
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}
