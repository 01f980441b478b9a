import {
  isJsonObject,
  isSafe,
  type Json,
  type JsonObject,
  type Operation,
  type Parameter,
  type SchemaNode,
  type Surface,
} from '@middlebrick/model';
import type { Values } from '../survey/survey.ts';
import { textOf } from './example-value.ts';
import { isIdentifierParameter } from './identifier-parameter.ts';
import { isJsonMediaType } from './openapi-content.ts';
import { isModest, sampleSchema } from './sample-schema.ts';
import { field, isSpecNode, listField, nodeField } from './spec-node.ts';

const formType = 'application/x-www-form-urlencoded';

/** A body as it is sent; without `text` none is. */
export interface RequestBody {
  mediaType?: string;
  text?: string;
}

/**
 * The body of a request: an example of the specification or the required fields, with the given values in the
 * fields of their name. `undefined` when a required body cannot be made: because a required field names an object
 * and has no value, or for media types other than JSON and plain forms.
 */
export function requestBody(operation: Operation, values: Values, surface: Surface): RequestBody | undefined {
  const { body } = operation;
  if (body === undefined || isSafe(operation.method)) return {};
  const isJson = isJsonMediaType(body.mediaType);
  if (!isJson && body.mediaType.split(';')[0]?.trim().toLowerCase() !== formType) return body.required ? undefined : {};
  const schema = surface.resolve(body.schema ?? {});
  const offered = body.examples.find((example) => isModest(example) && isJsonObject(example));
  const fields = filledFields(schema, (offered ?? {}) as JsonObject, values, surface);
  if (fields === undefined) return body.required ? undefined : {};
  if (!body.required && Object.keys(fields).length === 0) return {};
  return { mediaType: body.mediaType, text: isJson ? JSON.stringify(fields) : formOf(fields) };
}

/** The fields of a JSON body as parameters, so that an id in a body is bound like one in a path. */
export function bodyParameters(operation: Operation, surface: Surface): Parameter[] {
  const { body } = operation;
  if (body === undefined || !isJsonMediaType(body.mediaType)) return [];
  const { schemas, required } = propertiesOf(surface.resolve(body.schema ?? {}), surface, 0);
  return [...schemas].map(([name, schema]) => ({
    name,
    in: 'body',
    required: required.has(name),
    schema,
    examples: [],
  }));
}

/** Fields in the order of the example and then of the schema, so that equal values give equal bodies. */
function filledFields(
  schema: SchemaNode,
  offered: JsonObject,
  values: Values,
  surface: Surface,
): JsonObject | undefined {
  const { schemas, required } = propertiesOf(schema, surface, 0);
  const fields: [string, Json][] = [];
  for (const name of new Set([...Object.keys(offered), ...schemas.keys(), ...required])) {
    const property = schemas.get(name);
    const given = givenValue(values, name);
    if (given !== undefined) fields.push([name, typed(given, property, surface)]);
    else if (Object.hasOwn(offered, name)) fields.push([name, offered[name] ?? null]);
    else if (required.has(name)) {
      const value = isIdentifierParameter(name) ? undefined : sampleSchema(property ?? {}, surface);
      if (value === undefined) return undefined;
      fields.push([name, value]);
    }
  }
  return Object.fromEntries(fields);
}

/** Own values only: a field called `constructor` must not find the prototype's. */
export function givenValue(values: Values, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

interface Properties {
  schemas: Map<string, SchemaNode>;
  required: Set<string>;
}

/** Fields of an object schema, those of its `allOf` parts included. */
function propertiesOf(schema: SchemaNode, surface: Surface, depth: number): Properties {
  const parts = depth > 5 ? [] : listField(schema, 'allOf').filter(isSpecNode).slice(0, 20);
  const nested = parts.map((part) => propertiesOf(surface.resolve(part), surface, depth + 2));
  const own = Object.entries(nodeField(schema, 'properties') ?? {}).filter((entry): entry is [string, SchemaNode] =>
    isSpecNode(entry[1]),
  );
  const names = listField(schema, 'required').filter((name) => typeof name === 'string');
  return {
    schemas: new Map([...nested.flatMap((properties) => [...properties.schemas]), ...own]),
    required: new Set([...nested.flatMap((properties) => [...properties.required]), ...names]),
  };
}

/** A value given as text in the type that its field has. */
export function typed(value: string, schema: SchemaNode | undefined, surface: Pick<Surface, 'resolve'>): Json {
  const type = schema === undefined ? undefined : field(surface.resolve(schema), 'type');
  const types = Array.isArray(type) ? type : [type];
  if (
    (types.includes('integer') || types.includes('number')) &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  ) {
    return Number(value);
  }
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function formOf(fields: JsonObject): string {
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((member) => [name, member] as const) : [[name, value] as const],
    )
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(value).toWellFormed())}`,
    )
    .join('&');
}
