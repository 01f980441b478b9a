import {
  type JsonObject,
  methodSchema,
  type Operation,
  operationId,
  type Parameter,
  pathParameters,
} from '@middlebrick/model';

/** A minimal OpenAPI 3.1 document from operations such as `GET /notes/{id}` or `GET /notes?id&limit`. A parameter after `?` is required when it ends in `!`. */
export function smallSpec(operations: readonly string[], extra: JsonObject = {}): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const text of operations) {
    const [method = 'GET', target = '/'] = text.split(' ');
    const [path = '/', query] = target.split('?');
    const parameters = [
      ...pathParameters(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(query?.split('&') ?? []).map((name) => ({
        name: name.replace('!', ''),
        in: 'query',
        required: name.endsWith('!'),
        schema: { type: 'string' },
      })),
    ];
    paths[path] = { ...paths[path], [method.toLowerCase()]: { parameters, responses: { 200: { description: 'ok' } } } };
  }
  return { openapi: '3.1.0', info: { title: 'small', version: '1' }, paths, ...extra };
}

/** An operation as the surface knows it, in the shorthand of {@link smallSpec}; `parts` replaces what differs. */
export function operation(text: string, parts: Partial<Operation> = {}): Operation {
  const [method = 'GET', target = '/'] = text.split(' ');
  const [path = '/', query] = target.split('?');
  const schema = { type: 'string' };
  const inPath = pathParameters(path).map(
    (name): Parameter => ({ name, in: 'path', required: true, schema, examples: [] }),
  );
  const inQuery = (query?.split('&') ?? []).map(
    (name): Parameter => ({
      name: name.replace('!', ''),
      in: 'query',
      required: name.endsWith('!'),
      schema,
      examples: [],
    }),
  );
  return {
    id: operationId(method, path),
    method: methodSchema.parse(method),
    path,
    parameters: [...inPath, ...inQuery],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'openapi',
    ...parts,
  };
}
