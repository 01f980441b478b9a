import type { Json } from '@middlebrick/model';
import { foldName } from '../survey/naming.ts';
import type { CharacterClass, Complaint } from './complaint.ts';
import { lastName, placesIn } from './field-path.ts';

/** What complaints have taught about one field. */
export interface FieldDemand {
  readonly isRequired?: boolean;
  readonly isForbidden?: boolean;
  /** Least length, value or number of items, inclusive. */
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  readonly format?: string;
  readonly type?: string;
  readonly classes?: readonly CharacterClass[];
  /** Must not be empty, or must be true. */
  readonly isFilled?: boolean;
  /** How often a value was taken. */
  readonly taken?: number;
  /** How often what was sent was not liked without saying why: other spellings are tried in turn. */
  readonly variant?: number;
}

/** What refusals have taught about the bodies that an operation takes. */
export interface Demands {
  /** By path in the body, list positions written `[]`. */
  readonly fields: ReadonlyMap<string, FieldDemand>;
  /** Something unnamed was missing: optional fields are filled, too. */
  readonly fillsAll: boolean;
  /** How often a body was refused without naming a field: other alternatives of the schema are tried in turn. */
  readonly turn: number;
}

/** Nothing is known but the schema. */
export const noDemands: Demands = { fields: new Map(), fillsAll: false, turn: 0 };

const mostFields = 60;
const mostVariants = 4;
const mostTurns = 2;

/** What a refusal adds to what is known; the same object when it taught nothing new: trying again is pointless then. */
export function learn(demands: Demands, complaints: readonly Complaint[], sent: Json): Demands {
  const fields = new Map(demands.fields);
  let { fillsAll, turn } = demands;
  let isNew = false;
  for (const complaint of complaints) {
    if (complaint.field === undefined) {
      if (complaint.kind === 'missing' && !fillsAll) [fillsAll, isNew] = [true, true];
      else if (teachesNoField.has(complaint.kind) && turn < mostTurns) [turn, isNew] = [turn + 1, true];
      continue;
    }
    const known = knownField(complaint.field, sent, fields);
    const before = fields.get(known.path) ?? {};
    const after = demandAfter(before, complaint, known.value);
    if (after === undefined || (fields.size >= mostFields && !fields.has(known.path))) continue;
    fields.set(known.path, after);
    isNew = true;
  }
  return isNew ? { fields, fillsAll, turn } : demands;
}

/** Refusals of the body as a whole, after which another alternative or another name may pass. */
const teachesNoField: ReadonlySet<Complaint['kind']> = new Set(['missing', 'format', 'type', 'choice', 'taken']);

/** What is demanded of a field at a path; complaints often give its name alone, in a spelling of their own. */
export function demandOf(demands: Demands, path: string): FieldDemand | undefined {
  const exact = demands.fields.get(path);
  if (exact !== undefined || demands.fields.size === 0) return exact;
  const name = foldName(lastName(path));
  for (const [known, demand] of demands.fields) {
    if (!known.includes('.') && !known.includes('[]') && foldName(known) === name) return demand;
  }
  return undefined;
}

interface KnownField {
  path: string;
  /** What was sent there. */
  value: Json | undefined;
}

/** The field that a complaint speaks of: by its path, else by its name wherever that was sent, however it is spelt. */
function knownField(field: string, sent: Json, fields: ReadonlyMap<string, unknown>): KnownField {
  const places = placesIn(sent);
  if (places.has(field)) return { path: field, value: places.get(field) };
  const folded = foldName(field);
  const name = foldName(lastName(field));
  const similar =
    [...places.keys()].find((path) => foldName(path) === folded) ??
    [...places.keys()].find((path) => foldName(lastName(path)) === name && !field.includes('.'));
  if (similar !== undefined) return { path: similar, value: places.get(similar) };
  const known = [...fields.keys()].find((path) => foldName(path) === folded);
  return { path: known ?? field, value: undefined };
}

/** What is demanded of a field after one more complaint; `undefined` when that is nothing new. */
function demandAfter(before: FieldDemand, complaint: Complaint, sent: Json | undefined): FieldDemand | undefined {
  const said = { ...boundsOf(complaint, sent, before), ...statedBy(complaint) };
  const after: FieldDemand = { ...before, ...said, ...presenceAfter(before, complaint, sent) };
  if (!isSame(before, after)) return after;
  if (!triesOthers.has(complaint.kind) || sent === undefined) return undefined;
  if (complaint.kind === 'taken') {
    const taken = (before.taken ?? 0) + 1;
    return taken > mostVariants ? undefined : { ...before, taken };
  }
  const variant = (before.variant ?? 0) + 1;
  return variant > mostVariants ? undefined : { ...before, variant };
}

/** Complaints that another value of the same kind may satisfy. */
const triesOthers: ReadonlySet<Complaint['kind']> = new Set(['taken', 'format', 'choice', 'weak-password', 'type']);

function presenceAfter(before: FieldDemand, { kind }: Complaint, sent: Json | undefined): FieldDemand {
  if (kind === 'unknown-field') return { isForbidden: true, isRequired: false };
  if (kind !== 'missing') return {};
  // Asked for and refused in turn: the last word counts once.
  if (before.isForbidden && before.isRequired === false) return { isForbidden: false, isRequired: true };
  return sent === undefined ? { isRequired: true } : { isRequired: true, isFilled: true };
}

function statedBy({ choices, format, type, classes }: Complaint): FieldDemand {
  return {
    ...(choices === undefined || choices.length === 0 ? {} : { choices }),
    ...(format === undefined ? {} : { format }),
    ...(type === undefined ? {} : { type }),
    ...(classes === undefined ? {} : { classes }),
  };
}

/** The bounds that were said, or guessed from what was sent where the complaint gives no number. */
function boundsOf({ kind, least, most }: Complaint, sent: Json | undefined, before: FieldDemand): FieldDemand {
  const stated = { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
  if (least !== undefined || most !== undefined) return stated;
  const size = sizeOf(sent);
  if (size === undefined) return {};
  if (kind === 'too-short') return { least: Math.min(1000, Math.max(8, size * 2)) };
  if (kind === 'too-small') return { least: Math.max(size + 1, size * 10) };
  if (kind === 'too-long' && size > 1) return { most: Math.max(before.least ?? 1, Math.floor(size / 2)) };
  if (kind === 'too-large')
    return { most: Math.max(before.least ?? -Infinity, size > 1 ? Math.floor(size / 2) : size - 1) };
  return {};
}

function sizeOf(sent: Json | undefined): number | undefined {
  if (typeof sent === 'number') return sent;
  if (typeof sent === 'string') return sent.length;
  return Array.isArray(sent) ? sent.length : undefined;
}

function isSame(before: FieldDemand, after: FieldDemand): boolean {
  return JSON.stringify(entriesOf(before)) === JSON.stringify(entriesOf(after));
}

function entriesOf(demand: FieldDemand): [string, unknown][] {
  return Object.entries(demand).sort(([a], [b]) => (a < b ? -1 : 1));
}
