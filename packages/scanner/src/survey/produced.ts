import {
  type Exchange,
  headersOf,
  isJsonObject,
  isSuccess,
  type Json,
  type JsonObject,
  jsonOf,
  maxJsonDepth,
  type Operation,
} from '@middlebrick/model';
import { linkedBy } from './linked.ts';
import { namedElsewhere } from './named-elsewhere.ts';
import { resourceOf, resourceOfList } from './naming.ts';
import type { Values } from './survey.ts';

/** Where a produced value was seen; the order is that of the strength of the evidence. */
export const producers = [
  'config',
  'link',
  'location',
  'created',
  'client-chosen',
  'listed',
  'self',
  'same-type',
  'example',
] as const;
export type Producer = (typeof producers)[number];

/** How far each kind of evidence is to be trusted when it offers a value for a parameter. */
export const producerScore: Readonly<Record<Producer, number>> = {
  config: 1.1,
  link: 1,
  location: 0.95,
  created: 0.9,
  'client-chosen': 0.85,
  listed: 0.8,
  self: 0.7,
  example: 0.4,
  'same-type': 0.3,
};

/** A scalar that an answer gave to an identity and that might name an object. */
export interface Produced {
  identity: string;
  operation: string;
  producer: Producer;
  /** Name of the field that held it. */
  field: string;
  value: string;
  /** The resource that the field belongs to, folded: `post`. */
  resource: string;
  /** Groups the fields of one list item or object, so that composite keys stay together. */
  record: string;
  /** The whole item it came from, to see whose it is. */
  item?: JsonObject;
  /** Fields at the surface of an item come before nested ones. */
  depth: number;
  /** Values of the request whose answer held it: the parents of a child. */
  context?: Values;
}

/** An object found inside an answer. */
export interface FoundRecord {
  path: string;
  index: number;
  object: JsonObject;
  isListItem: boolean;
}

const recordLimit = 200;
const valueLimit = 512;

/** Every object in an answer: list items with the path of their list, and objects standing alone. */
export function recordsIn(json: Json): FoundRecord[] {
  const records: FoundRecord[] = [];
  const visit = (value: Json, path: string, index: number, isListItem: boolean, depth: number): void => {
    if (records.length >= recordLimit || depth > maxJsonDepth) return;
    if (Array.isArray(value)) {
      value.forEach((item, position) => {
        visit(item, `${path}[]`, position, true, depth + 1);
      });
    } else if (isJsonObject(value)) {
      records.push({ path, index, object: value, isListItem });
      for (const [key, child] of Object.entries(value)) {
        if (child !== null && typeof child === 'object')
          visit(child, path === '' ? key : `${path}.${key}`, 0, false, depth + 1);
      }
    }
  };
  visit(json, '', 0, false, 0);
  return records;
}

/** The scalars of an object that could be an id, shortest paths first. */
export function scalarsOf(object: JsonObject): [string, string][] {
  return Object.entries(object).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'number' && Number.isInteger(value)) return [[key, String(value)]];
    if (typeof value === 'string' && value !== '' && value.length <= valueLimit && !/[\n\r]/.test(value))
      return [[key, value]];
    return [];
  });
}

/**
 * The values that one exchange offers: fields of the objects in a successful answer, what its declared links hand on,
 * ids that the client chose in the request body, and ids in `Location` headers routed onto the templates of the surface.
 */
export function producedBy(
  exchange: Exchange,
  operation: Operation,
  operations: readonly Operation[],
  context?: Values,
): Produced[] {
  const base: Base = {
    identity: exchange.identity,
    operation: operation.id,
    ...(context === undefined ? {} : { context }),
  };
  const produced: Produced[] = locations(exchange, operations).map((entry) => ({ ...base, ...entry }));
  if (!isSuccess(exchange)) return produced;
  produced.push(...linkedBy(exchange, operation).map((entry) => ({ ...base, ...entry })));
  const isCreation = exchange.request.method === 'POST' || exchange.request.method === 'PUT';
  const json = jsonOf(exchange);
  if (json !== undefined) {
    const records = recordsIn(json);
    const resources = resourcesOf(operations);
    for (const record of records) {
      const resource = resourceOfRecord(record, operation, resources);
      const fields = fieldsOf(record, exchange, resource, isCreation);
      produced.push(...fields.map((entry) => ({ ...base, ...entry })));
    }
    const others = namedElsewhere(exchange, records, json, operation, operations);
    produced.push(...others.map((entry) => ({ ...base, ...entry })));
  }
  return isCreation ? [...produced, ...chosenByClient(exchange, operation)] : produced;
}

type Base = Pick<Produced, 'identity' | 'operation' | 'context'>;

function fieldsOf(
  record: FoundRecord,
  exchange: Exchange,
  resource: string,
  isCreation: boolean,
): Omit<Produced, keyof Base>[] {
  return scalarsOf(record.object).map(([field, value]) => ({
    producer: isCreation ? 'created' : record.isListItem ? 'listed' : 'self',
    field,
    value,
    resource,
    record: `${exchange.id}/${record.path}/${record.index}`,
    item: record.object,
    depth: record.path.split('.').length + (record.path === '' ? 0 : 1),
  }));
}

/** A list names what it holds; so does an object that is called like a resource of this API (`{"cart": {"id": …}}`). */
function resourceOfRecord(record: FoundRecord, operation: Operation, resources: ReadonlySet<string>): string {
  const named = resourceOfList(record.path, operation.path);
  return record.isListItem || resources.has(named) ? named : resourceOf(operation.path);
}

const knownResources = new WeakMap<readonly Operation[], ReadonlySet<string>>();

function resourcesOf(operations: readonly Operation[]): ReadonlySet<string> {
  const known = knownResources.get(operations) ?? new Set(operations.map(({ path }) => resourceOf(path)));
  knownResources.set(operations, known);
  return known;
}

function chosenByClient(exchange: Exchange, operation: Operation): Produced[] {
  const body = exchange.request.body === undefined ? undefined : safeJson(exchange.request.body);
  if (!isJsonObject(body)) return [];
  return scalarsOf(body).map(([field, value]) => ({
    identity: exchange.identity,
    operation: operation.id,
    producer: 'client-chosen' as const,
    field,
    value,
    resource: resourceOf(operation.path),
    record: `${exchange.id}/request`,
    item: body,
    depth: 0,
  }));
}

function safeJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A form body or binary: it offers no named values.
    return undefined;
  }
}

function locations(exchange: Exchange, operations: readonly Operation[]): Omit<Produced, 'identity' | 'operation'>[] {
  return [...headersOf(exchange, 'location'), ...headersOf(exchange, 'content-location')].flatMap((location) => {
    const path = pathOf(location, exchange.request.url);
    if (path === undefined) return [];
    return operations.flatMap((operation) => {
      const values = routeOnto(operation.path, path);
      return Object.entries(values ?? {}).map(([field, value]) => ({
        producer: 'location' as const,
        field,
        value,
        resource: resourceOf(operation.path),
        record: `${exchange.id}/location`,
        depth: 0,
      }));
    });
  });
}

/** The path of an address, relative ones taken from `base`. */
export function pathOf(location: string, base: string): string | undefined {
  return URL.canParse(location, base) ? new URL(location, base).pathname : undefined;
}

/** The parameter values with which a template gives this path (or a path that ends so); `undefined` when it cannot. */
export function routeOnto(template: string, path: string): Record<string, string> | undefined {
  if (!template.includes('{')) return undefined;
  const wanted = template.split('/').filter((segment) => segment !== '');
  const given = path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(-wanted.length);
  if (given.length !== wanted.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const actual = given[index] as string;
    if (name === undefined) {
      if (segment !== actual) return undefined;
    } else values[name] = decode(actual);
  }
  return values;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign is taken as it stands.
    return segment;
  }
}
