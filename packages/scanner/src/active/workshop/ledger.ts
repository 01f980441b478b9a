import type { Exchange } from '@middlebrick/model';
import { foldName, nameMatch } from '../../survey/naming.ts';
import type { MadeObject } from '../contract.ts';
import { isNaturalKey, referredBy } from './resource-names.ts';

/** One value that names something that the scan made. */
export interface OwnId {
  field: string;
  /** What kind of thing it names. */
  resource: string;
  value: string;
}

/** A value that a request puts where it may name an object. */
export interface Reference extends OwnId {
  place: 'path' | 'query' | 'header' | 'cookie' | 'body';
}

export interface Entry {
  object: MadeObject;
  /** The values that name the object itself, and not its parents. */
  ids: readonly OwnId[];
  /** An update of something that did not exist, which may have made it. */
  isDoubtful: boolean;
  state: 'there' | 'removed';
  /** A check sent a deletion of it that was accepted. */
  isDeleted?: boolean;
}

/** What the scan made, and by which values that is named. */
export interface Ledger {
  add(object: MadeObject, ids: readonly OwnId[], isDoubtful?: boolean): void;
  entries(): readonly Entry[];
  idsOf(object: MadeObject): readonly OwnId[];
  /**
   * Whether a value at this place names something that was made. The same number names other things elsewhere, so a
   * short value counts only where that kind of thing is named; a value that occurs once in the world, anywhere.
   */
  owns(reference: OwnId): boolean;
  /** The values, by name, below which the things were made that a value at this place names: their parents. */
  parentsOf(reference: OwnId): readonly (readonly [name: string, value: string])[];
  /** Whether this very id was written down before. */
  knows(id: OwnId): boolean;
  /** Values that answers gave, whatever they mean. */
  note(exchange: Exchange): void;
  wasSeen(value: string): boolean;
}

const readAtMost = 200_000;

export function openLedger(isOneOfOurs: (text: string) => boolean): Ledger {
  const entries: Entry[] = [];
  const byValue = new Map<string, OwnId[]>();
  const seen = new Set<string>();

  return {
    add: (object, ids, isDoubtful = false) => {
      entries.push({ object, ids, isDoubtful, state: 'there' });
      for (const id of ids) byValue.set(id.value, [...(byValue.get(id.value) ?? []), id]);
    },
    entries: () => entries,
    idsOf: (object) => entries.find((entry) => entry.object === object)?.ids ?? [],
    owns: (reference) =>
      isOneOfOurs(reference.value) ||
      (byValue.get(reference.value) ?? []).some((id) => isUnmistakable(id.value) || fitOf(reference, id) > 0),
    parentsOf: (reference) => {
      const named = entries.filter(({ ids }) =>
        ids.some((id) => id.value === reference.value && (isUnmistakable(id.value) || fitOf(reference, id) > 0)),
      );
      return named.flatMap(({ object }) => Object.entries(object.values));
    },
    knows: ({ value, resource }) => (byValue.get(value) ?? []).some((known) => known.resource === resource),
    note: ({ response }) => {
      for (const [text] of (response?.body ?? '').slice(0, readAtMost).matchAll(/[\w@.:#|-]{1,200}/g)) seen.add(text);
    },
    wasSeen: (value) => seen.has(value),
  };
}

/** How well an id fits a place that asks for a kind of thing, in [0, 1]; 0 when it names something else. */
export function fitOf(place: Pick<OwnId, 'field' | 'resource'>, id: OwnId): number {
  if (place.resource === '' || id.resource === '') return 0;
  const match = nameMatch(place.field, place.resource, id.field, id.resource);
  if (match > 0 || isNaturalKey(place.field) || !isIdField(id.field, id.resource)) return match;
  const noun = referredBy(place.field);
  return (noun === '' || noun === 'id' ? place.resource : noun) === id.resource ? loosestFit : 0;
}

/** The id of an object that fits a place best. */
export function bestOf(place: Pick<OwnId, 'field' | 'resource'>, ids: readonly OwnId[]): OwnId | undefined {
  const fits = ids.map((id) => ({ id, fit: fitOf(place, id) })).filter(({ fit }) => fit > 0);
  return fits.toSorted((a, b) => b.fit - a.fit)[0]?.id;
}

const loosestFit = 0.3;

/** A value that is not given twice: UUIDs, ULIDs and the like. */
export function isUnmistakable(value: string): boolean {
  return (
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ||
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(value) ||
    /^(?=[0-9a-f]{0,127}[a-f])(?=[0-9a-f]{0,127}\d)[0-9a-f]{20,128}$/i.test(value) ||
    (/^[A-Za-z0-9_-]{20,128}$/.test(value) && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value))
  );
}

/** Names of fields that hold the id of the record that they stand in. */
export function isIdField(field: string, resource: string): boolean {
  const folded = foldName(field);
  return (
    ['id', 'uuid', 'guid', 'key', 'pk', 'oid'].includes(folded) ||
    ['id', 'uuid', 'guid', 'key'].some((end) => folded === `${resource}${end}`)
  );
}
