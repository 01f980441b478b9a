import {
  type Exchange,
  headersOf,
  isJsonObject,
  isSuccess,
  type Json,
  type JsonObject,
  jsonOf,
  type Operation,
  pathParameters,
} from '@middlebrick/model';
import { foldName, resourceOfParameter, singular } from '../../survey/naming.ts';
import { pathOf, recordsIn, routeOnto, scalarsOf } from '../../survey/produced.ts';
import type { FilledBody } from '../contract.ts';
import { isIdField, type OwnId } from './ledger.ts';
import { collectionOf, resourceMadeAt } from './resource-names.ts';

/** Keys under which answers wrap what they are about. */
const envelopes = new Set(
  'data result item response payload record object entity content value attributes created'.split(' '),
);
const failureWords = new Set(['error', 'fail', 'failed', 'failure', 'ko']);

/** Whether an answer says that nothing was done although its status says otherwise. */
export function saysFailure(json: Json | undefined): boolean {
  if (!isJsonObject(json)) return false;
  const { success, ok, status, error, errors, statusCode } = json;
  if (success === false || ok === false) return true;
  if (typeof status === 'string' && failureWords.has(status.toLowerCase())) return true;
  if (typeof statusCode === 'number' && statusCode >= 400) return true;
  return isFilled(error) || isFilled(errors);
}

function isFilled(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/**
 * The ids of what a creating request made, as its answer tells them: id fields of the record that it is about, texts in
 * that record that hold one of ours, and the end of a `Location` of the same kind. Ids of other things in the answer,
 * such as the author's or the category's, are none of them.
 *
 * @param isOneOfOurs whether a text is one value that holds a text of the scan's own
 */
export function idsOfCreation(
  exchange: Exchange,
  operation: Operation,
  operations: readonly Operation[],
  isOneOfOurs: (text: string) => boolean,
): OwnId[] {
  if (!isSuccess(exchange) || saysFailure(jsonOf(exchange))) return [];
  const resource = resourceMadeAt(operation.path);
  const json = jsonOf(exchange);
  const fromBody = json === undefined ? [] : idsOfAnswer(json, resource, isOneOfOurs);
  return unique([...fromBody, ...idsOfLocation(exchange, operation, operations, resource)]);
}

/** Where the record of one made object is found in a list by a text that only it holds. */
export function idsInList(
  list: Exchange,
  resource: string,
  filled: FilledBody,
  isOneOfOurs: (text: string) => boolean,
): OwnId[] {
  const json = isSuccess(list) ? jsonOf(list) : undefined;
  if (json === undefined) return [];
  const record = recordsIn(json).find(({ object }) => holds(object, filled));
  return record === undefined ? [] : unique(idsOfRecord(record.object, resource, isOneOfOurs));
}

/** Under the very name that it was sent by: elsewhere the text may only be quoted. */
function holds(object: JsonObject, { canaries }: FilledBody): boolean {
  return canaries.some(({ path, value }) => {
    const key = path.replaceAll('[]', '').split('.').at(-1) ?? '';
    const found = Object.hasOwn(object, key) ? object[key] : undefined;
    return typeof found === 'string' && found.includes(value);
  });
}

function idsOfAnswer(json: Json, resource: string, isOneOfOurs: (text: string) => boolean): OwnId[] {
  if (typeof json === 'number' || typeof json === 'string') {
    const value = String(json);
    return /^[\w@.:#-]{1,128}$/.test(value) && /\d/.test(value) ? [{ field: 'id', resource, value }] : [];
  }
  const record = recordOf(json, resource, 0);
  return record === undefined ? [] : idsOfRecord(record, resource, isOneOfOurs);
}

const deepest = 4;

/** The record that an answer is about: called like the resource, on top, or in an envelope. */
function recordOf(json: Json, resource: string, depth: number): JsonObject | undefined {
  if (depth > deepest) return undefined;
  if (Array.isArray(json)) return json.length === 1 ? recordOf(json[0] as Json, resource, depth + 1) : undefined;
  if (!isJsonObject(json)) return undefined;
  const children = Object.entries(json).filter(([, value]) => typeof value === 'object' && value !== null);
  const named = children.find(([key]) => foldName(singular(key)) === resource);
  const inNamed = named === undefined ? undefined : recordOf(named[1], resource, depth + 1);
  if (inNamed !== undefined) return inNamed;
  if (Object.keys(json).some((key) => isIdField(key, resource))) return json;
  for (const [key, value] of children) {
    const inner = envelopes.has(key.toLowerCase()) ? recordOf(value, resource, depth + 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return json;
}

function idsOfRecord(record: JsonObject, resource: string, isOneOfOurs: (text: string) => boolean): OwnId[] {
  const hasSortKey = Object.hasOwn(record, 'sk');
  return scalarsOf(record)
    .filter(([field, value]) => isOneOfOurs(value) || field === 'sk' || isIdField(field, resource))
    .filter(([field, value]) => isOneOfOurs(value) || !(hasSortKey && foldName(field) === 'pk'))
    .map(([field, value]) => ({ field, resource, value }))
    .toSorted((a, b) => Number(isIdField(b.field, resource)) - Number(isIdField(a.field, resource)));
}

/** A `Location` counts where it ends in an id of the kind that was to be made. */
function idsOfLocation(
  exchange: Exchange,
  operation: Operation,
  operations: readonly Operation[],
  resource: string,
): OwnId[] {
  const collection = collectionOf(operation.path);
  const templates = new Set([
    ...operations.map(({ path }) => path.replace(/\/$/, '')).filter((path) => path.endsWith('}')),
    `${collection.replace(/\/$/, '')}/{id}`,
  ]);
  return headersOf(exchange, 'location').flatMap((location) => {
    const path = pathOf(location, exchange.request.url);
    if (path === undefined) return [];
    return [...templates].flatMap((template): OwnId[] => {
      const field = pathParameters(template).at(-1) ?? '';
      const isOfKind = resourceOfParameter(template, field) === resource || template.startsWith(`${collection}/{`);
      const value = isOfKind ? routeOnto(template, path)?.[field] : undefined;
      return value === undefined ? [] : [{ field: 'id', resource, value }];
    });
  });
}

function unique(ids: readonly OwnId[]): OwnId[] {
  return [...new Map(ids.map((id) => [`${id.field}\u0000${id.value}`, id])).values()];
}
