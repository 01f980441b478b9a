import type { Access } from '../flow/events.ts';
import { partOf } from '../flow/refine.ts';
import type { Value } from '../flow/value.ts';
import type { Table } from '../iam/infrastructure.ts';

/** An access with the table that it is about. */
export interface Aimed {
  readonly access: Access;
  readonly table: Table;
  readonly index?: string;
}

/** The attribute that is the partition key. */
export interface PartitionKey {
  readonly attribute: string;
  /** Neither a template nor a query says so: the first of a key was taken. */
  readonly isGuess: boolean;
}

/** The partition keys of tables and indexes by `keyOf`: as templates say, else as the accesses have them. */
export function partitionKeys(accesses: readonly Aimed[]): ReadonlyMap<string, PartitionKey> {
  const found = new Map<string, PartitionKey>();
  for (const [place, of] of Map.groupBy(accesses, placeOf)) {
    const [first] = of;
    const key = first === undefined ? undefined : (declared(first) ?? observed(of.map(({ access }) => access)));
    if (key !== undefined) found.set(place, key);
  }
  return found;
}

/** Names a table or an index of it. */
export function placeOf({ table, index }: Pick<Aimed, 'table' | 'index'>): string {
  return index === undefined ? table.name : `${table.name}/index/${index}`;
}

function declared({ table, index }: Aimed): PartitionKey | undefined {
  const schema = index === undefined ? table.key : table.indexes.find(({ name }) => name === index);
  return schema === undefined || schema.partition === '' ? undefined : { attribute: schema.partition, isGuess: false };
}

/** What all queries compare with `=`, else what all keys have, and of several the first. */
function observed(accesses: readonly Access[]): PartitionKey | undefined {
  const queries = accesses.filter(({ kind, key }) => kind === 'query' && key.length > 0);
  const asked = queries.map(({ key }) =>
    key.filter(({ operator }) => operator === '=').map(({ attribute }) => attribute),
  );
  const keys = accesses.filter(({ kind }) => ['get', 'update', 'delete'].includes(kind));
  const named = keys.map(({ key }) => key.map(({ attribute }) => attribute)).filter((names) => names.length > 0);
  // Where nothing but items is known, one of them has the usual name.
  const common = asked.length + named.length === 0 ? usualKeys(accesses) : inAll([...asked, ...named]);
  const attribute = common.find((name) => /^(?:pk|hash|partition)/i.test(name)) ?? common[0];
  return attribute === undefined
    ? undefined
    : { attribute, isGuess: common.length > 1 || asked.length + named.length === 0 };
}

function usualKeys(accesses: readonly Access[]): string[] {
  const items = accesses.flatMap(({ item }) => (item?.shape.kind === 'dict' ? [[...item.shape.fields.keys()]] : []));
  return inAll(items).filter((name) => /^(?:pk|hash_?key|partition_?key)$/i.test(name));
}

function inAll(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  return first.filter((name) => name !== '' && others.every((names) => names.includes(name)));
}

/** What an access gives for the partition key; undefined when it names none. */
export function partitionValue({ kind, key, keyValue, item }: Access, { attribute }: PartitionKey): Value | undefined {
  const own = key.find((part) => part.attribute === attribute && ['=', 'IN'].includes(part.operator));
  if (own !== undefined) return own.value;
  const [only] = key;
  if (key.length === 1 && only?.attribute === '') return only.value;
  const whole = keyValue ?? (kind === 'put' ? item : null);
  return whole === null ? undefined : partOf(whole, attribute);
}
