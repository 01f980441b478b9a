import { type Exchange, isJsonObject, isSuccess, type Json, type JsonObject, jsonOf } from '@middlebrick/model';
import { isRefusal, isUnusable } from './compare.ts';

/** A field that the client should not decide, and what it was sent. */
export interface ExtraField {
  name: string;
  sent: Json;
  weight: 'privilege' | 'owner' | 'managed';
}

/** One write with extra fields, and the owner's reading afterwards. */
export interface ExtraWrite {
  fields: readonly ExtraField[];
  write: Exchange;
  /** Texts that were sent in the fields meant for it: a reading that shows none of them does not show the write. */
  canaries: readonly string[];
  /** The reading of what was written; null when there was none. */
  after: Exchange | null;
}

export interface AssignmentEvidence {
  how: 'update' | 'create' | 'register';
  /** The owner's reading before, or of another object made without extra fields. */
  before: Exchange;
  attempts: readonly ExtraWrite[];
  /** The same write without any extra field; null when one with them was accepted. */
  control: Exchange | null;
}

export interface Assigned {
  field: ExtraField;
  path: string;
  attempt: ExtraWrite;
}

export type AssignmentRule = 'assigned' | 'ignored' | 'refused' | 'unseen' | 'notShown' | 'noAnswer' | 'cannotWrite';

/**
 * Which of the extra fields took: the owner reads the very value that was sent, where it read another one or none
 * before. What an answer to the write itself says is no proof: many repeat the request.
 */
export function judgeAssignment({ before, attempts, control }: AssignmentEvidence): {
  rule: AssignmentRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  assigned: readonly Assigned[];
} {
  const assigned = attempts.flatMap((attempt) => assignedBy(attempt, before));
  if (assigned.length > 0) return { rule: 'assigned', outcome: 'vulnerable', assigned };
  const plain = (rule: AssignmentRule, outcome: 'hardened' | 'inconclusive') => ({ rule, outcome, assigned });
  if (attempts.every(({ write }) => isUnusable(write))) return plain('noAnswer', 'inconclusive');
  const accepted = attempts.filter(({ write }) => isSuccess(write));
  if (accepted.length === 0) {
    const works = control !== null && isSuccess(control);
    return works && attempts.some(({ write }) => isRefusal(write))
      ? plain('refused', 'hardened')
      : plain('cannotWrite', 'inconclusive');
  }
  const seen = accepted.filter(showsWrite);
  if (seen.length === 0) return plain('unseen', 'inconclusive');
  // What no reading shows may have been stored all the same.
  const isShown = seen.some(({ fields, after }) =>
    fields.some(({ name }) => after !== null && placesOf(jsonOf(after), name).length > 0),
  );
  return isShown ? plain('ignored', 'hardened') : plain('notShown', 'inconclusive');
}

/** Whether the reading is of what the write left behind. */
export function showsWrite({ after, canaries }: Pick<ExtraWrite, 'after' | 'canaries'>): boolean {
  if (after === null || !isSuccess(after)) return false;
  return canaries.length === 0 || canaries.some((canary) => after.response?.body.includes(canary) === true);
}

/** The extra fields of one write that took. */
export function assignedBy(attempt: ExtraWrite, before: Exchange): Assigned[] {
  const { after, fields } = attempt;
  if (after === null || !isSuccess(after)) return [];
  return fields.flatMap((field) => {
    const [place] = placesOf(jsonOf(after), field.name);
    if (place === undefined || !same(place.value, field.sent)) return [];
    const known = placesOf(jsonOf(before), field.name);
    return known.some(({ value }) => same(value, field.sent)) ? [] : [{ field, path: place.path, attempt }];
  });
}

/** Where a field stands in the object that an answer describes: at its root, or one envelope deep. */
export function placesOf(json: Json | undefined, name: string): { path: string; value: Json }[] {
  if (!isJsonObject(json)) return [];
  const direct = ownField(json, name);
  if (direct !== undefined) return [{ path: name, value: direct }];
  return Object.entries(json).flatMap(([key, inner]) => {
    const value = isJsonObject(inner) ? ownField(inner, name) : undefined;
    return value === undefined ? [] : [{ path: `${key}.${name}`, value }];
  });
}

function ownField(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Stores turn numbers into texts and texts into lists of one. */
function same(value: Json, sent: Json): boolean {
  if (typeof value === 'object' || typeof sent === 'object') return JSON.stringify(value) === JSON.stringify(sent);
  return String(value) === String(sent);
}
