import type { JsonObject } from './trap.ts';

export interface Described {
  /** Parameters besides those of the path, each `query name` or `header name`; all of them required. */
  parameters?: readonly string[];
  /** The same, not required. */
  optional?: readonly string[];
  /** Required text fields of a JSON body. */
  body?: readonly string[];
  /** The whole schema of the body, where text fields do not say it. */
  schema?: JsonObject;
  /** Of the body; JSON by default. */
  mediaType?: string;
  /** Declared to need no token. */
  isOpen?: boolean;
  /** Says nothing of security. */
  isSilent?: boolean;
  summary?: string;
}

/** An OpenAPI 3.1 document of operations such as `GET /orders/{order_id}`, all behind a bearer token unless they say otherwise. */
export function describeApi(title: string, operations: Readonly<Record<string, Described>>): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [id, described] of Object.entries({ 'GET /me': {}, ...operations })) {
    const [method = '', path = ''] = id.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(path, described) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0' },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

function operation(
  path: string,
  { parameters = [], optional = [], isOpen, isSilent, summary, ...body }: Described,
): JsonObject {
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => `path ${name}`);
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(isSilent === true ? {} : { security: isOpen === true ? [] : [{ bearer: [] }] }),
    parameters: [
      ...[...inPath, ...parameters].map((text) => parameter(text, true)),
      ...optional.map((text) => parameter(text, false)),
    ],
    ...bodyOf(body),
    responses: { 200: { description: 'what was asked for' } },
  };
}

function parameter(text: string, required: boolean): JsonObject {
  const [place = '', name = ''] = text.split(' ');
  return { name, in: place, required, schema: { type: 'string' } };
}

function bodyOf({ body, schema, mediaType = 'application/json' }: Described): JsonObject {
  const described = schema ?? (body === undefined ? undefined : textFields(body));
  if (described === undefined) return {};
  return { requestBody: { required: true, content: { [mediaType]: { schema: described } } } };
}

/** The schema of an object of text fields, all required. */
export function textFields(fields: readonly string[]): JsonObject {
  const properties = Object.fromEntries(fields.map((name) => [name, { type: 'string' }]));
  return { type: 'object', required: [...fields], properties };
}
