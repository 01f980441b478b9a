import { type Exchange, isJsonObject, type Json, type Operation, parseJson } from '@middlebrick/model';
import { isMarkable, mark, numberMark, settled } from './marks.ts';
import { parametersOf } from './routes.ts';

type Request = Exchange['request'];

/** A value of a request that may name something of the scan's own. */
export interface Spot {
  value: string;
  /** Name of the parameter, field or header; empty where a path does not say. */
  field: string;
  /** What kind of thing it names; empty when nothing tells. */
  resource: string;
  isInUrl: boolean;
}

/** The variable that stands for a value; `undefined` for a value that stays as it is. */
export type Lookup = (spot: Spot) => string | undefined;

/** What is replaced in texts: the nonce of the scan by the word that is new in every run. */
export interface Renaming {
  nonce: string;
  variable: string;
}

/**
 * A request with variables in the place of whatever belongs to one scan: path segments, values of the query, of
 * headers, and of a body of JSON or of a form. `undefined` for a text that cannot hold variables.
 */
export function templated(
  request: Request,
  operations: readonly Operation[],
  lookup: Lookup,
  renaming: Renaming,
): Request | undefined {
  const { method, url, headers, body } = request;
  if (![url, body ?? '', ...headers.flat()].every(isMarkable)) return undefined;
  const rename = (text: string): string =>
    renaming.nonce === '' ? text : text.replaceAll(renaming.nonce, mark(renaming.variable));
  const text = (value: string, field: string): string => {
    const variable = lookup({ value, field, resource: '', isInUrl: false });
    return variable === undefined ? rename(value) : mark(variable);
  };
  return {
    method,
    url: settled(templatedUrl(url, method, operations, lookup, rename)),
    headers: headers.map(([name, value]) => [name, settled(text(value, name))]),
    ...(body === undefined ? {} : { body: settled(templatedBody(body, headers, text, rename)) }),
  };
}

function templatedUrl(
  url: string,
  method: string,
  operations: readonly Operation[],
  lookup: Lookup,
  rename: (text: string) => string,
): string {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(.*)$/is.exec(url) ?? ['', '', url];
  const parameters = parametersOf(path, method, operations);
  const segments = path.split('/').map((segment, index) => {
    const parameter = parameters === undefined ? { field: '', resource: '' } : parameters.get(index);
    const found =
      parameter === undefined ? undefined : lookup({ value: decoded(segment), isInUrl: true, ...parameter });
    return found === undefined ? rename(segment) : mark(found);
  });
  const pairs = query.split(/(?<=[?&])/).map((pair) => {
    const [, name = '', raw = '', end = ''] = /^([^=]*=)([^&]*)(&?)$/.exec(pair) ?? [];
    if (name === '') return rename(pair);
    const found = lookup({ value: decoded(raw), field: decoded(name.slice(0, -1)), resource: '', isInUrl: true });
    return `${name}${found === undefined ? rename(raw) : mark(found)}${end}`;
  });
  return `${origin}${segments.join('/')}${pairs.join('')}`;
}

function templatedBody(
  body: string,
  headers: Request['headers'],
  text: (value: string, field: string) => string,
  rename: (text: string) => string,
): string {
  const json = parseJson(body);
  if (typeof json === 'object' && json !== null) return JSON.stringify(templatedJson(json, '', text));
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!/x-www-form-urlencoded/i.test(type)) return rename(body);
  return body
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const raw = rest.join('=');
      const value = decoded(raw.replaceAll('+', ' '));
      const changed = text(value, decoded(name));
      return rest.length === 0 || changed === value
        ? pair
        : `${name}=${isMarkable(changed) ? raw : encodedAround(changed)}`;
    })
    .join('&');
}

/** Everything but the variables in a text, encoded for a form. */
function encodedAround(text: string): string {
  return text
    .split(/(\ue000[A-Z0-9_]+\ue001|\$[A-Z_][A-Z0-9]*_[A-Z0-9_]+)/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
}

function templatedJson(value: Json, field: string, text: (value: string, field: string) => string): Json {
  if (typeof value === 'string') return text(value, field);
  if (typeof value === 'number') {
    const changed = text(String(value), field);
    return isMarkable(changed) ? value : numberMark(changed.slice(1, -1));
  }
  if (Array.isArray(value)) return value.map((child) => templatedJson(child, field, text));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, templatedJson(child, key, text)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is taken as it stands.
    return text;
  }
}
