import {
  type Headers,
  type Json,
  type Operation,
  type Parameter,
  pathParameters,
  type RequestSpec,
  type Surface,
} from '@middlebrick/model';
import type { Values } from '../survey/survey.ts';
import { exampleOf, textOf } from './example-value.ts';
import { isIdentifierParameter } from './identifier-parameter.ts';
import type { StyledParameter } from './openapi-parameters.ts';
import { encodedPath, encodedSegment } from './path-template.ts';
import { givenValue, requestBody } from './request-body.ts';

/**
 * The concrete request of an operation. Values fill the parameters of their name wherever those stand, also fields
 * of a body. Required parameters without a value are filled from the specification, unless they name an object:
 * which object is asked for is never left to chance.
 *
 * @returns `undefined` when a required parameter has no value, or one that cannot be sent.
 */
export function requestOf(operation: Operation, values: Values, surface: Surface): RequestSpec | undefined {
  const path = filledPath(operation, values, surface);
  if (path === undefined) return undefined;
  const placed = placedParameters(operation, values, surface);
  if (placed === undefined) return undefined;
  const { query, headers, cookies } = placed;
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);

  const body = requestBody(operation, values, surface);
  if (body === undefined) return undefined;
  if (body.mediaType !== undefined) headers.push(['Content-Type', body.mediaType]);
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    ...(headers.length > 0 ? { headers } : {}),
    ...(body.text === undefined ? {} : { body: body.text }),
  };
}

interface Placed {
  query: string[];
  headers: Headers;
  cookies: string[];
}

/** Everything outside the path; `undefined` when a required parameter has no value, or one that cannot be sent. */
function placedParameters(operation: Operation, values: Values, surface: Surface): Placed | undefined {
  const placed: Placed = { query: [], headers: [], cookies: [] };
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' || isCredential(parameter, values, surface)) continue;
    const value = valueFor(parameter, values, operation, surface);
    const isPlaced = value !== undefined && place(parameter, value, placed);
    if (!isPlaced && parameter.required) return undefined;
  }
  return placed;
}

function place(parameter: Parameter, value: Json, placed: Placed): boolean {
  const text = textOf(value);
  if (parameter.in === 'query') {
    placed.query.push(...queryPairs(parameter, value));
  } else if (parameter.in === 'cookie') {
    placed.cookies.push(`${encoded(parameter.name)}=${encoded(text)}`);
  } else {
    if (!isHeaderText(text)) return false;
    placed.headers.push([parameter.name, text]);
  }
  return true;
}

/** Half a surrogate pair is replaced: it could not be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function filledPath(operation: Operation, values: Values, surface: Surface): string | undefined {
  const segments = new Map<string, string>();
  for (const name of pathParameters(operation.path)) {
    const declared = operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
    const parameter: Parameter = declared ?? { name, in: 'path', required: true, examples: [] };
    const value = valueFor(parameter, values, operation, surface);
    // An empty segment would ask for another operation, mostly the collection.
    if (value === undefined || textOf(value) === '') return undefined;
    segments.set(name, encodedSegment(textOf(value)));
  }
  const parts = operation.path.split(/(\{[^{}]+\})/);
  const path = parts
    .map((part, index) => (index % 2 === 1 ? segments.get(part.slice(1, -1)) : encodedPath(part)))
    .join('');
  return path.startsWith('/') ? path : `/${path}`;
}

function valueFor(parameter: Parameter, values: Values, operation: Operation, surface: Surface): Json | undefined {
  const given = givenValue(values, parameter.name);
  if (given !== undefined) return given;
  if (!parameter.required || isIdentifierParameter(parameter, operation)) return undefined;
  return exampleOf(parameter, surface);
}

/** The identity's credential fills the parameters of security schemes. */
function isCredential(parameter: Parameter, values: Values, surface: Surface): boolean {
  if (givenValue(values, parameter.name) !== undefined) return false;
  return surface.securitySchemes.some(
    (scheme) =>
      scheme.in === parameter.in &&
      scheme.parameter !== undefined &&
      scheme.parameter.toLowerCase() === parameter.name.toLowerCase(),
  );
}

/** Visible ASCII, spaces inside, and Latin-1 (RFC 9110, section 5.5): anything else never reaches the wire. */
function isHeaderText(text: string): boolean {
  return /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/.test(text);
}

const delimiters = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

/** The pairs of one query parameter (OpenAPI 3.1, section 4.8.12, Style Values). */
function queryPairs(parameter: StyledParameter, value: Json): string[] {
  const name = encoded(parameter.name);
  const encode = (member: Json) => encoded(textOf(member));
  if (Array.isArray(value)) {
    const delimiter = delimiters.get(parameter.style ?? '') ?? (parameter.explode === false ? ',' : undefined);
    if (delimiter !== undefined) return [`${name}=${value.map(encode).join(delimiter)}`];
    return value.map((member) => `${name}=${encode(member)}`);
  }
  if (typeof value !== 'object' || value === null) return [`${name}=${encode(value)}`];
  const members = Object.entries(value).map(([key, member]) => [encoded(key), encode(member)] as const);
  if (parameter.style === 'deepObject') return members.map(([key, member]) => `${name}[${key}]=${member}`);
  if (parameter.explode === false) return [`${name}=${members.flat().join(',')}`];
  return members.map(([key, member]) => `${key}=${member}`);
}
