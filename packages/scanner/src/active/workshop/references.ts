import {
  type Headers,
  isJsonObject,
  type Json,
  type Operation,
  type Parameter,
  parseJson,
  pathParameters,
  type RequestSpec,
} from '@middlebrick/model';
import { isIdLike } from '../../surface/concrete-path.ts';
import { field, listField } from '../../surface/spec-node.ts';
import { wordsOf } from '../../surface/words.ts';
import { foldName, resourceOfParameter, singular } from '../../survey/naming.ts';
import { routeOnto } from '../../survey/produced.ts';
import { collectionOfSeveral } from '../../survey/several.ts';
import type { Reference } from './ledger.ts';
import { isReferenceName, referredBy, resourceMadeAt } from './resource-names.ts';
import type { SurfaceMap } from './surface-map.ts';

/** What a request names, as far as names and values tell; `undefined` when it cannot be read, and so not be trusted. */
export function referencesIn(
  operation: Operation,
  request: RequestSpec,
  map: SurfaceMap,
): readonly Reference[] | undefined {
  const [path = '', query = ''] = request.path.split(/\?(.*)/s, 2);
  const inPath = pathReferences(operation, path);
  const inBody = bodyReferences(operation, request.body, map);
  if (inPath === undefined || inBody === undefined) return undefined;
  const resource = resourceMadeAt(operation.path);
  const named = (place: Reference['place'], name: string, value: string): Reference[] =>
    isNamed(name, value, map, operation, place)
      ? [{ place, field: name, resource: nounOf(name, resource), value }]
      : [];
  return [
    ...inPath,
    ...[...new URLSearchParams(query)].flatMap(([name, value]) => named('query', bare(name), value)),
    ...(request.headers ?? []).flatMap(([name, value]) =>
      name.toLowerCase() === 'cookie' ? cookiesIn(value, named) : headerReferences(name, value, named),
    ),
    ...inBody,
  ];
}

/** `filter[user_id]` is about `user_id`. */
function bare(name: string): string {
  return wordsOf(name).length === 0 ? name : (name.split(/[[\]]+/).findLast((part) => part !== '') ?? name);
}

function isNamed(name: string, value: string, map: SurfaceMap, operation: Operation, place: string): boolean {
  const declared = operation.parameters.find((parameter) => parameter.in === place && parameter.name === name);
  if (declared !== undefined && isOffered(declared, value)) return false;
  return value !== '' && (refersTo(name, value, map) || looksLikeId(value));
}

/** Whether a field of this name and value may mean an object: `post: 5` does, `role: "admin"` says what somebody is. */
function refersTo(name: string, value: string, map: SurfaceMap): boolean {
  if (choiceName.test(name) && /^[a-z_: -]{1,40}$/i.test(value)) return false;
  return isReferenceName(name, /\d/.test(value) ? map.isResource : map.isAddressed);
}

const choiceName =
  /^(?:user_?|account_?)?(?:roles?|permissions?|scopes?|privileges?|groups?|plan|tier|level|status|state|type|kind)$/i;

function headerReferences(
  name: string,
  value: string,
  named: (place: Reference['place'], name: string, value: string) => Reference[],
): Reference[] {
  // What a body is and how to answer; `If-Match` and the like quote versions.
  return /^(?:content-|accept|if-|user-agent|idempotency)/i.test(name) ? [] : named('header', name, value);
}

function cookiesIn(
  header: string,
  named: (place: Reference['place'], name: string, value: string) => Reference[],
): Reference[] {
  return header.split(';').flatMap((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    return named('cookie', name.trim(), decoded(value.trim()));
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign stands for itself.
    return text;
  }
}

/** Every parameter of the path but those with a short list of values and those that say which version or language. */
function pathReferences(operation: Operation, path: string): Reference[] | undefined {
  const names = pathParameters(operation.path);
  if (names.length === 0) return [];
  const values = routeOnto(operation.path, path);
  if (values === undefined) return undefined;
  return names.flatMap((name): Reference[] => {
    const value = values[name] ?? '';
    const declared = operation.parameters.find((entry) => entry.in === 'path' && entry.name === name);
    if (declared !== undefined && isOffered(declared, value)) return [];
    if (isFormat(name) && /^v?[\w-]{1,8}(?:\.\w{1,4})?$/.test(value)) return [];
    return [{ place: 'path', field: name, resource: resourceOfParameter(operation.path, name), value }];
  });
}

function isFormat(name: string): boolean {
  return /^(?:v|version|apiversion|lang|language|locale|format)$/.test(foldName(name));
}

/** One of the few values that the description allows. */
function isOffered(parameter: Parameter, value: string): boolean {
  const offered = listField(parameter.schema, 'enum');
  return offered.some((entry) => String(entry) === value) || field(parameter.schema, 'type') === 'boolean';
}

const mostNodes = 5000;

function bodyReferences(operation: Operation, body: string | undefined, map: SurfaceMap): Reference[] | undefined {
  if (body === undefined || body === '') return [];
  const json = parseJson(body) ?? formFields(body, operation);
  if (json === undefined) return undefined;
  const found: Reference[] = [];
  const walk = { left: mostNodes };
  const declared = new Set(map.bodyFields(operation).map(({ name }) => name));
  for (const { name, noun, value, isKey } of scalarsIn(
    json,
    '',
    resourceMadeAt(collectionOfSeveral(operation.path)),
    walk,
  )) {
    const text = String(value);
    // `field_0` looks like an id, but is what the description calls a field.
    if (isKey && declared.has(text)) continue;
    const isNameless = name === '' || isKey;
    if (!isNameless && !refersTo(name, text, map) && (typeof value === 'number' || !looksLikeId(text))) continue;
    found.push({
      place: 'body',
      field: isNameless ? 'id' : name,
      resource: isNameless ? noun : nounOf(name, noun),
      value: text,
    });
  }
  return walk.left < 0 ? undefined : found;
}

interface Scalar {
  /** The name of its field; that of the list in lists, and empty for a body that is no object. */
  name: string;
  /** What the thing around it is. */
  noun: string;
  value: string | number;
  /** It is the name of a field that looks like an id. */
  isKey: boolean;
}

function* scalarsIn(value: Json, name: string, noun: string, walk: { left: number }): Generator<Scalar> {
  if (--walk.left < 0) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* scalarsIn(item, name, noun, walk);
  } else if (isJsonObject(value)) {
    const inner = name === '' ? noun : nounOfObject(name, noun);
    for (const [key, child] of Object.entries(value)) {
      if (isIdLike(key)) yield { name: key, noun: inner, value: key, isKey: true };
      yield* scalarsIn(child, key, inner, walk);
    }
  } else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
    yield { name, noun, value, isKey: false };
  }
}

function formFields(body: string, { body: declared }: Operation): Json | undefined {
  if (declared?.mediaType.startsWith('application/x-www-form-urlencoded') !== true) return undefined;
  return [...new URLSearchParams(body)].map(([name, value]) => ({ [bare(name)]: value }));
}

/** What a name refers to; the thing around it where it says only `id`. */
function nounOf(name: string, resource: string): string {
  const noun = referredBy(name);
  return noun === '' ? resource : noun;
}

/** `"author": {"id": …}` is about an author, `"data": {"id": …}` about what the body is about. */
function nounOfObject(name: string, resource: string): string {
  return wrappers.has(foldName(name)) ? resource : referredBy(name) || foldName(singular(name));
}

const wrappers = new Set('data attributes item items payload record object entity values body input'.split(' '));

/** Shapes that only ids have. Plain numbers are none: most of them are amounts. */
function looksLikeId(value: string): boolean {
  return isIdLike(value) && !/^\d+$/.test(value);
}

/** Headers and query parameters by which a request becomes another one than it looks, by name. */
export function disguises(request: RequestSpec, added: Headers): string[] {
  const headers = (request.headers ?? []).filter((header) => !isCookie(header) || added.some(isCookie));
  const query = new URLSearchParams(request.path.split(/\?(.*)/s, 2)[1] ?? '');
  return [
    ...headers.map(([name]) => name).filter((name) => disguisingHeader.test(name)),
    ...[...query.keys()].filter(isMethodOverride),
  ];
}

const disguisingHeader =
  /^(?:host|authorization|proxy-authorization|cookie|x-original-url|x-rewrite-url|x-(?:http-)?method(?:-override)?|x-forwarded-(?:host|prefix|uri)|transfer-encoding|content-length)$/i;

/** Whether a disguise is only of the method, which does no harm where the path names something of the scan's own. */
export function isMethodOverride(name: string): boolean {
  return /^[_x]?-?(?:http[_-]?)?method(?:[_-]?override)?$/i.test(name);
}

function isCookie([name]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'cookie';
}
