import { type JsonObject, pathParameters } from '@middlebrick/model';

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
