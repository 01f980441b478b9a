import { type Exchange, isJsonObject, type Json, type JsonObject, type Operation } from '@middlebrick/model';
import { resourceOf, resourceOfList, resourceOfParameter } from './naming.ts';
import { type FoundRecord, type Produced, pathOf, routeOnto } from './produced.ts';

type Named = Pick<Produced, 'producer' | 'field' | 'value' | 'resource' | 'record' | 'depth' | 'item'>;

/** Names under which a record writes its own address, and no other record's. */
const selfName = /^(?:self|href|url|uri|@id|_self|self_?(?:link|url|href)|resource_?ur[il]|location)$/i;
const linkLimit = 60;
const valueLimit = 256;
/** A key or a member that counts, mixes or separates is an id; a plain word is the name of a field or a tag. */
const idLooking = /^(?=.*[\d@#|:-])[^\s/]{1,128}$/;

/**
 * Ids that stand in no field of their own: in the addresses by which an answer refers to its records (HAL, JSON:API,
 * `url` fields), in the keys of a map of records, and as members of a plain list of ids.
 */
export function namedElsewhere(
  exchange: Exchange,
  records: readonly FoundRecord[],
  json: Json,
  operation: Operation,
  operations: readonly Operation[],
): Named[] {
  const routes = routesOf(operations);
  let left = linkLimit;
  const linked = records.flatMap((record) => {
    // The links of a record were read with it.
    const isOfLinks = /(?:^|\.)_?links(?:[.[]|$)/i.test(record.path);
    const addresses = left > 0 && !isOfLinks ? addressesOf(record.object).slice(0, left) : [];
    left -= addresses.length;
    return addresses.flatMap((address) => idsOf(address, record, exchange, routes));
  });
  return [
    ...linked,
    ...records.flatMap((record) => keysOf(record, exchange, operation)),
    ...membersOf(json, exchange, operation),
  ];
}

interface Address {
  text: string;
  isSelf: boolean;
}

/** Addresses among the fields of a record, and in its links at most two levels below (`_links.self.href`). */
function addressesOf(object: JsonObject): Address[] {
  const addresses: Address[] = [];
  const add = (name: string, value: Json, isSelf: boolean): void => {
    if (typeof value === 'string' && value.length <= valueLimit && /^(?:\/|https?:\/\/)[^\s]/.test(value))
      addresses.push({ text: value, isSelf: isSelf && selfName.test(name) });
  };
  for (const [name, value] of Object.entries(object)) {
    add(name, value, true);
    if (!/^_?links$/i.test(name) || !isJsonObject(value)) continue;
    for (const [relation, link] of Object.entries(value)) {
      add(relation, link, true);
      if (isJsonObject(link)) add('href', link.href ?? null, selfName.test(relation));
    }
  }
  return addresses;
}

/** The values that an address of this API has for the parameters of an operation. */
function idsOf(address: Address, record: FoundRecord, exchange: Exchange, routes: Routes): Named[] {
  const path = ownPath(address.text, exchange.request.url);
  if (path === undefined) return [];
  const segments = path.split('/').filter((segment) => segment !== '');
  const templates = new Set(
    segments.flatMap((segment, index) => routes.get(`${segments.length - index} ${segment}`) ?? []),
  );
  return [...templates].flatMap((template) =>
    Object.entries(routeOnto(template, path) ?? {}).map(([field, value]) => ({
      producer: record.isListItem ? ('listed' as const) : ('self' as const),
      field,
      value,
      resource: resourceOfParameter(template, field) || resourceOf(template),
      record: recordId(exchange, record),
      depth: 1,
      ...(address.isSelf ? { item: record.object } : {}),
    })),
  );
}

/** The path of an address on the host that was asked; others say nothing of this API. */
function ownPath(text: string, base: string): string | undefined {
  if (!URL.canParse(text, base) || new URL(text, base).host !== new URL(base).host) return undefined;
  return pathOf(text, base);
}

/** Templates by their static segments, each with its place from the end: a thousand operations are not gone through for each address. */
type Routes = ReadonlyMap<string, readonly string[]>;
const known = new WeakMap<readonly Operation[], Routes>();

function routesOf(operations: readonly Operation[]): Routes {
  const given = known.get(operations);
  if (given !== undefined) return given;
  const routes = new Map<string, string[]>();
  for (const template of new Set(operations.map(({ path }) => path))) {
    const segments = template.split('/').filter((segment) => segment !== '');
    const index = segments.findLastIndex((segment) => !segment.startsWith('{'));
    if (!template.includes('{') || index === -1) continue;
    const key = `${segments.length - index} ${segments[index]}`;
    routes.set(key, [...(routes.get(key) ?? []), template]);
  }
  known.set(operations, routes);
  return routes;
}

/** The keys of an object that holds nothing but records: `{"devices": {"d-71": {…}, "d-72": {…}}}`. */
function keysOf({ object, path }: FoundRecord, exchange: Exchange, operation: Operation): Named[] {
  const entries = Object.entries(object);
  if (!entries.every(([key, value]) => isJsonObject(value) && idLooking.test(key))) return [];
  return entries.map(([key, value]) => ({
    producer: 'listed',
    field: 'id',
    value: key,
    resource: resourceOfList(path, operation.path),
    record: `${exchange.id}/${path === '' ? '' : `${path}.`}${key}/0`,
    depth: 0,
    item: value as JsonObject,
  }));
}

/** The members of lists of bare ids: `["doc-1", "doc-2"]`, `{"note_ids": [71, 72]}`. */
function membersOf(json: Json, exchange: Exchange, operation: Operation): Named[] {
  const lists: [string, Json][] = isJsonObject(json) ? Object.entries(json) : [['', json]];
  return lists.flatMap(([path, list]) => {
    if (!Array.isArray(list) || !list.every(isBareId)) return [];
    const resource = resourceOfList(path.replace(/_?(?:ids|uuids|keys)$/i, ''), operation.path);
    return list.slice(0, linkLimit).map((value, index) => ({
      producer: 'listed' as const,
      field: 'id',
      value: String(value),
      resource,
      record: `${exchange.id}/${path}[]/${index}`,
      depth: 0,
    }));
  });
}

function isBareId(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && idLooking.test(value);
}

function recordId(exchange: Exchange, { path, index }: FoundRecord): string {
  return `${exchange.id}/${path}/${index}`;
}
