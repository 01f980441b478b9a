import type { Access, Comparison } from '../flow/events.ts';
import { anyOf } from '../flow/join.ts';
import { partOf } from '../flow/refine.ts';
import { isIdentity, isTainted, sourceKey } from '../flow/sources.ts';
import { externalOf, textOf, type Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import { isOwnerAttribute } from './owner-attribute.ts';

/**
 * The attributes of an item that is put which are its key: those that other accesses to the table use so, else those
 * that look like an id or an owner.
 */
export function putKey({ item }: Access, keyNames: ReadonlySet<string>): Comparison[] {
  if (item?.shape.kind !== 'dict') return [];
  const { rest } = item.shape;
  const isKey = (name: string): boolean =>
    keyNames.size > 0 ? keyNames.has(name) : isKeyName(name) || isOwnerAttribute(name);
  return (
    [...item.shape.fields]
      .filter(([name]) => isKey(name))
      .map(([attribute, value]) => ({ attribute, operator: '=', value: withoutRest(rest, attribute, value) }))
      // An owner that the client says is a flaw of another name.
      .filter(({ attribute, value }) => !(isOwnerAttribute(attribute) && isTainted(value)))
  );
}

/** `{ companyId: mine, ...body }`: that the client may replace a key with all else is a flaw of another name. */
function withoutRest(rest: Value | null, name: string, value: Value): Value {
  if (rest === null || value.alternatives === undefined) return value;
  const loose = new Set(partOf(rest, name).sources.map(sourceKey));
  const isLoose = ({ sources }: Value): boolean =>
    sources.length > 0 && sources.every((source) => loose.has(sourceKey(source)));
  const own = value.alternatives.filter((one) => !isLoose(one.value));
  return own.length === value.alternatives.length || own.length === 0 ? value : anyOf(own.map((one) => one.value));
}

/** Names of the key attributes of a table, as the other accesses of a program have them. */
export function keyNamesOf({ runs }: Program, { table }: Access): ReadonlySet<string> {
  const name = table === null ? undefined : tableName(table);
  const names = new Set<string>();
  if (name === undefined) return names;
  for (const { events } of runs) {
    for (const event of events) {
      if (event.kind !== 'access' || event.access.kind === 'query' || event.access.table === null) continue;
      if (tableName(event.access.table) === name) for (const { attribute } of event.access.key) names.add(attribute);
    }
  }
  names.delete('');
  return names;
}

/** Attributes of a table that are its partition key, and by which the caller's own items are read and written. */
export function ownKeysOf({ runs }: Program, { table }: Access): ReadonlySet<string> {
  const name = table === null ? undefined : tableName(table);
  const names = new Set<string>();
  if (name === undefined) return names;
  for (const { events } of runs) {
    for (const event of events) {
      if (event.kind !== 'access' || event.access.index !== null || event.access.table === null) continue;
      const [first] = event.access.key;
      if (first === undefined || tableName(event.access.table) !== name || !isIdentity(first.value)) continue;
      names.add(first.attribute);
    }
  }
  names.delete('');
  return names;
}

/** A table by its name, or by the way to what names it: `os.environ.ORDERS_TABLE`. */
export function tableName(table: Value): string | undefined {
  return textOf(table) ?? externalOf(table)?.path;
}

function isKeyName(name: string): boolean {
  return /^(?:pk|sk|id|uuid|key|slug)$|(?:_id|Id|_key)$/i.test(name);
}
