import { type Exchange, isSuccess, type Json, jsonOf, type Leaf, leavesOf } from '@middlebrick/model';
import { recordsIn } from '../survey/produced.ts';
import { answerLeaves, isRefusal, isUnusable } from './compare.ts';
import { saysDeleted } from './deleted-mark.ts';

/** A write and what the owner read before and after it. */
export interface Written {
  before: Exchange;
  write: Exchange;
  /** The texts that this write carries and no other. */
  canaries: readonly string[];
  /** The body that was sent; none for a DELETE. */
  sent: Json | null;
  /** As often as it was asked. */
  after: readonly Exchange[];
}

/** An experiment with one object of the scan's own: its owner writes and reads, then a stranger writes and the owner reads. */
export interface WriteEvidence {
  intent: 'change' | 'remove';
  /** Texts of which a reading of the object shows at least one: its id in a list, its canaries where it is read by itself. */
  signs: readonly string[];
  /** Whether the readings are of a list, in which others may stand beside the object. */
  isList: boolean;
  /** The owner's own write before (of a change) or afterwards (of a removal), to see that the operation works at all. */
  control: Written | null;
  attack: Written;
  /** The very write of the stranger's, sent by the owner, where the stranger's was declined as if it were wrong in itself. */
  repeat?: Exchange;
  /** The owner's object names the stranger as one who takes part in it: an editor, a member. */
  isMember?: boolean;
  /** The owner's reading of another object after a removal that nobody asked for; null when it has none. */
  unharmed: Exchange | null;
}

export const writeRules = [
  'ownerCannotRead',
  'changed',
  'removed',
  'shared',
  'lostAll',
  'noAnswer',
  'ownerCannotWrite',
  'unseen',
  'refused',
  'ineffective',
] as const;
export type WriteRule = (typeof writeRules)[number];

export interface WriteVerdict {
  rule: WriteRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  /** Values of the stranger's that the owner then read, with their paths. */
  found: readonly { path: string; value: string }[];
  /** Whether texts came back that nobody else ever wrote, and not only choices, flags or numbers. */
  isUnmistakable: boolean;
  /** The owner's reading that shows it. */
  seenIn?: Exchange;
}

/**
 * What a write did to somebody else's object. The status is never proof: the owner's reading is.
 * - the owner could not read it before → nothing is proven;
 * - the owner reads what the stranger wrote, or reads it no longer although it reads the rest → vulnerable, whatever
 *   the stranger was answered, unless the object names the stranger as one who takes part in it;
 * - the stranger got no usable answer → inconclusive;
 * - the owner's own write has no effect that can be seen → inconclusive: the operation does nothing that shows;
 * - the owner is declined what the stranger sent, too → inconclusive: it was not for who sent it;
 * - else hardened.
 */
export function judgeWrite(evidence: WriteEvidence): WriteVerdict {
  const { intent, attack, control, repeat, unharmed } = evidence;
  const verdict = (rule: WriteRule, outcome: WriteVerdict['outcome']): WriteVerdict => ({
    rule,
    outcome,
    found: [],
    isUnmistakable: false,
  });
  if (!isThere(attack.before, evidence.signs)) return verdict('ownerCannotRead', 'inconclusive');
  const effect = effectOf(evidence, attack);
  if (effect !== undefined) {
    if (evidence.isMember === true) return verdict('shared', 'inconclusive');
    if (unharmed !== null && !isSuccess(unharmed)) return verdict('lostAll', 'inconclusive');
    return { rule: intent === 'change' ? 'changed' : 'removed', outcome: 'vulnerable', ...effect };
  }
  if (isUnusable(attack.write) || attack.after.every(isUnusable)) return verdict('noAnswer', 'inconclusive');
  if (control === null) return verdict('ownerCannotWrite', 'inconclusive');
  if (effectOf(evidence, control) === undefined) {
    const isDeclined = isUnusable(control.write) || isRefusal(control.write);
    return verdict(isDeclined ? 'ownerCannotWrite' : 'unseen', 'inconclusive');
  }
  if (repeat !== undefined && !isSuccess(repeat)) return verdict('ownerCannotWrite', 'inconclusive');
  return verdict(isRefusal(attack.write) ? 'refused' : 'ineffective', 'hardened');
}

/**
 * Whether a write was declined for what it says and not for who sent it, as far as the status tells: 409 and 412 speak of
 * the state, 415 and 422 of the body (RFC 9110, section 15.5). A condition on the owner that DynamoDB finds unmet may
 * become any of them.
 */
export function blamesRequest(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 400 && isRefusal(exchange) && !blamesCaller.has(status);
}

const blamesCaller: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 410]);

type Effect = Pick<WriteVerdict, 'found' | 'isUnmistakable'> & { seenIn: Exchange };

/** What is needed to see an effect. */
export type Sight = Pick<WriteEvidence, 'intent' | 'signs' | 'isList'>;

/** What a write brought about, in the first reading that shows it. */
export function effectOf(sight: Sight, written: Omit<Written, 'write'>): Effect | undefined {
  for (const reading of written.after) {
    if (sight.intent === 'remove') {
      if (isGone(reading, written.before, sight.signs)) return { found: [], isUnmistakable: true, seenIn: reading };
      continue;
    }
    const effect = newValues(sight, written, reading);
    if (effect.found.length > 0) return { ...effect, seenIn: reading };
  }
  return undefined;
}

/** Whether a reading of the owner shows the object: a success that holds one of its signs. */
export function isThere(reading: Exchange, signs: readonly string[]): boolean {
  return isSuccess(reading) && (signs.length === 0 || holds(reading, signs));
}

/** A refusal, a success without a sign of it, or one that says that it was deleted. A 401 says that the reader is signed out, not that there is nothing to read. */
function isGone(reading: Exchange, before: Exchange, signs: readonly string[]): boolean {
  if (isSuccess(reading)) {
    if (saysDeleted(jsonOf(reading)) && !saysDeleted(jsonOf(before))) return true;
    // A page that says to come back later, and an answer that was cut off, show nothing either.
    const isAlike = jsonOf(before) === undefined || jsonOf(reading) !== undefined;
    return isAlike && reading.response?.truncated !== true && signs.length > 0 && !holds(reading, signs);
  }
  const status = reading.response?.status;
  return status === 404 || status === 410 || status === 403;
}

function holds(reading: Exchange, signs: readonly string[]): boolean {
  return answerLeaves(reading).some(({ value }) => signs.includes(String(value)));
}

/** Values of the write that the owner reads now and did not read before: its canaries, or else at the fields that it named. */
function newValues(
  sight: Sight,
  { before, canaries, sent }: Omit<Written, 'write' | 'after'>,
  reading: Exchange,
): Omit<Effect, 'seenIn'> {
  const nothing = { found: [], isUnmistakable: false };
  if (!isSuccess(reading)) return nothing;
  const [former, leaves] = [leavesAbout(before, sight), leavesAbout(reading, sight)];
  // Of two records that bear the same sign nobody can say which one is the owner's.
  if (leaves.records > former.records) return nothing;
  const known = new Set(former.all.map(place));
  const fresh = leaves.all.flatMap(({ path, value }) => {
    const canary = canaries.find((text) => typeof value === 'string' && value.includes(text));
    return canary === undefined || known.has(place({ path, value })) ? [] : [{ path, value: canary }];
  });
  if (fresh.length > 0) return { found: fresh, isUnmistakable: true };
  if (sent === null) return nothing;
  const wanted = new Set(leavesOf(sent).map(({ key, value }) => `${key}\u0000${String(value)}`));
  const found = leaves.all.flatMap(({ path, key, value }) => {
    const isNew = key !== '' && value !== null && !known.has(place({ path, value }));
    return isNew && wanted.has(`${key}\u0000${String(value)}`) ? [{ path, value: String(value) }] : [];
  });
  return { found, isUnmistakable: false };
}

/** The scalars of a reading that are about the object: all, or of a list those of the record that bears its sign. */
function leavesAbout(reading: Exchange, { signs, isList }: Sight): { all: Leaf[]; records: number } {
  const json = jsonOf(reading);
  if (!isList || json === undefined) return { all: answerLeaves(reading), records: 0 };
  const records = recordsIn(json).filter(({ object }) =>
    Object.values(object).some(
      (value) => (typeof value === 'string' || typeof value === 'number') && signs.includes(String(value)),
    ),
  );
  const all = records.flatMap(({ path, object }) =>
    leavesOf(object).map((leaf) => ({ ...leaf, path: path === '' ? leaf.path : `${path}.${leaf.path}` })),
  );
  return { all, records: records.length };
}

function place({ path, value }: { path: string; value: unknown }): string {
  return `${path}\u0000${String(value)}`;
}
