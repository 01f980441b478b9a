import { type RequestName, reference } from './schemas.ts';

const BEARER = [{ bearerAuth: [] }];

const REASONS = {
  400: 'The request is malformed.',
  401: 'The caller is not signed in.',
  403: 'The caller may not do this.',
  404: 'There is no such thing.',
  409: 'The user name is taken.',
  429: 'There were too many failed tries; Retry-After says how many seconds to wait.',
  500: 'The server failed.',
} as const;

/** One operation of the API; a bearer token is wanted where `security` says nothing else. */
export interface Operation {
  readonly id: string;
  readonly tag: 'auth' | 'users' | 'posts' | 'admin' | 'system';
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly object[];
  readonly body?: RequestName;
  readonly answer: readonly [status: number, schema?: object];
  readonly errors?: readonly (keyof typeof REASONS)[];
}

/** An operation in the form of OpenAPI; every one can fail with 500. */
export function operation({
  id,
  tag,
  summary,
  security = BEARER,
  parameters,
  body,
  answer,
  errors = [401],
}: Operation) {
  const [status, schema] = answer;
  const failures = [...errors, 500 as const].map((code) => [
    code,
    { description: REASONS[code], ...json(reference('Error')) },
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    security,
    ...(parameters && { parameters }),
    ...(body && { requestBody: { required: true, ...json(reference(body)) } }),
    responses: {
      [status]: { description: 'Done.', ...(schema && json(schema)) },
      ...Object.fromEntries(failures),
    },
  };
}

export function pathParameter(name: string, schema: object) {
  return { name, in: 'path', required: true, schema };
}

function json(schema: object) {
  return { content: { 'application/json': { schema } } };
}
