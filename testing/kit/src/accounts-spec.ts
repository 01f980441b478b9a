import { type JsonObject, pathParameters } from '@middlebrick/model';

const text: JsonObject = { type: 'string', minLength: 1 };

/** Bodies of the operations of {@link accountsApi}; a `!` marks what is required. */
const bodies: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> = {
  'POST /register': { 'username!': text, 'password!': text, email: { type: 'string', format: 'email' } },
  'POST /login': { 'username!': text, 'password!': text },
  'PATCH /me': { 'display_name!': text },
  'PUT /users/{user_id}': { 'display_name!': text },
  'PUT /users/{user_id}/password': { 'password!': text },
  'PUT /me/password': { 'password!': text },
  'POST /notes': { 'title!': text, 'text!': text },
  'PUT /notes/{note_id}': { 'title!': text, 'text!': text },
  'PATCH /notes/{note_id}': { title: text, text },
  'POST /notes/{note_id}/comments': { 'text!': text },
  'POST /users/{user_id}/notes': { 'title!': text, 'text!': text },
  'PUT /users/{user_id}/notes/{note_id}': { 'title!': text, 'text!': text },
  'PUT /admin/users/{user_id}/role': { 'role!': { type: 'string', enum: ['user', 'admin'] } },
  'PUT /admin/notes/{note_id}': { 'title!': text, 'text!': text },
  'POST /orders': { 'item!': text },
  'POST /webhooks/payments': { 'order_id!': text, 'status!': { type: 'string', enum: ['paid', 'failed'] } },
};

/** What every user of an API with accounts needs. */
const always = ['POST /register', 'POST /login', 'GET /me'];

/**
 * An OpenAPI document with registration, login and these operations of `accountsApi`: `PUT /notes/{note_id}`. The body of
 * one that `accountsApi` does not know is given in `others`, as a map of names (`!` for required ones) to schemas.
 */
export function accountsSpec(
  operations: readonly string[],
  others: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> = {},
): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const id of new Set([...always, ...operations])) {
    const [method = 'GET', path = '/'] = id.split(' ');
    const fields = others[id] ?? bodies[id];
    const parameters = pathParameters(path).map((name) => ({ name, in: 'path', required: true, schema: text }));
    const body = fields === undefined ? {} : { requestBody: bodyOf(fields) };
    const described = { parameters, ...body, responses: { 200: { description: 'ok' } } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  }
  return { openapi: '3.1.0', info: { title: 'accounts', version: '1' }, paths };
}

function bodyOf(fields: Readonly<Record<string, JsonObject>>): JsonObject {
  const names = Object.keys(fields);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name.replace('!', ''), field])),
    required: names.filter((name) => name.endsWith('!')).map((name) => name.replace('!', '')),
  };
  return { required: true, content: { 'application/json': { schema } } };
}
