import { list, REQUEST_SCHEMAS, RESPONSE_SCHEMAS, reference, TOKEN_SCHEMAS } from './schemas.ts';
import { TOPICS, type Variant } from './seed-data.ts';

/** An OpenAPI 3.0.3 document, as far as its readers here go. */
export interface Spec {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly object[];
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

const BEARER = [{ bearerAuth: [] }];
const SESSION = [{ sessionCookie: [] }];
const PUBLIC: readonly object[] = [];

const REASONS = {
  400: 'The request is malformed.',
  401: 'The caller is not signed in.',
  403: 'The caller may not do this.',
  404: 'There is no such thing.',
  500: 'The server failed.',
} as const;

interface Operation {
  readonly id: string;
  readonly tag: 'auth' | 'users' | 'posts' | 'admin' | 'system';
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly object[];
  readonly body?: keyof typeof REQUEST_SCHEMAS;
  readonly answer: readonly [status: number, schema?: object];
  readonly errors?: readonly (keyof typeof REASONS)[];
}

/** The description of one twin, in the form served at `GET /openapi.json`. */
export function createSpec(variant: Variant): Spec {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Notes API',
      version: '1.0.0',
      description: 'Profiles and private posts of the users of two tenants.',
    },
    servers: [{ url: '/' }],
    tags: ['auth', 'users', 'posts', 'admin', 'system'].map((name) => ({ name })),
    paths: { ...authPaths(), ...userPaths(variant), ...postPaths(variant), ...systemPaths() },
    components: {
      schemas: { Token: TOKEN_SCHEMAS[variant], ...RESPONSE_SCHEMAS, ...REQUEST_SCHEMAS },
      securitySchemes: {
        bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        sessionCookie: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
    },
  };
}

function authPaths() {
  const signIn = { tag: 'auth', security: PUBLIC, body: 'Credentials', errors: [400, 401] } as const;
  return {
    '/api/login': {
      post: operation({ ...signIn, id: 'login', summary: 'Get an access token', answer: [200, reference('Token')] }),
    },
    '/api/session': {
      post: operation({ ...signIn, id: 'createSession', summary: 'Start a session in a cookie', answer: [204] }),
      get: operation({
        id: 'showSession',
        tag: 'auth',
        summary: 'Show the user of the session',
        security: SESSION,
        answer: [200, reference('SessionUser')],
      }),
    },
  };
}

function userPaths(variant: Variant) {
  const userId = pathParameter('user_id', idSchema(variant));
  const profile = { tag: 'users', answer: [200, reference('Profile')] } as const;
  const identity = { name: 'X-User-Id', in: 'header', required: true, schema: idSchema(variant) };
  return {
    '/api/me': { get: operation({ ...profile, id: 'readMe', summary: 'Read your own profile' }) },
    '/api/users/{user_id}': {
      get: operation({
        ...profile,
        id: 'readUser',
        summary: 'Read a profile',
        parameters: [userId],
        errors: [401, 404],
      }),
    },
    '/api/profile': {
      get: operation({
        ...profile,
        id: 'readProfile',
        summary: 'Read the current profile',
        ...(variant === 'vulnerable' && { parameters: [identity], errors: [400, 401, 404] }),
      }),
      put: operation({
        id: 'updateProfile',
        tag: 'users',
        summary: 'Change your own profile',
        body: 'ProfileChanges',
        answer: [200, reference('Status')],
        errors: [400, 401],
      }),
    },
    '/api/users/{user_id}/posts': {
      get: operation({
        id: 'listUserPosts',
        tag: 'posts',
        summary: 'List the posts of a user',
        parameters: [userId],
        answer: [200, list('Post')],
        errors: [401, 404],
      }),
    },
  };
}

function postPaths(variant: Variant) {
  const id = idSchema(variant);
  const place = [pathParameter('user_id', id), pathParameter('post_id', id)];
  const owner = { name: 'user_id', in: 'query', required: false, schema: id };
  const topic = pathParameter('topic', { type: 'string', enum: TOPICS });
  const post = { tag: 'posts', errors: [401, 404] } as const;
  const posts = { tag: 'posts', answer: [200, list('Post')] } as const;
  return {
    '/api/users/{user_id}/posts/{post_id}': {
      get: operation({
        ...post,
        id: 'readPost',
        summary: 'Read a post',
        parameters: place,
        answer: [200, reference('Post')],
      }),
      delete: operation({ ...post, id: 'deletePost', summary: 'Delete a post', parameters: place, answer: [204] }),
    },
    '/api/posts': {
      get: operation({
        ...posts,
        id: 'listPosts',
        summary: 'List your own posts',
        ...(variant === 'vulnerable' && { parameters: [owner] }),
      }),
      post: operation({
        id: 'createPost',
        tag: 'posts',
        summary: 'Write a post',
        body: 'NewPost',
        answer: [201, reference('Post')],
        errors: [400, 401],
      }),
    },
    '/api/topics/{topic}/posts': {
      get: operation({ ...posts, id: 'listTopic', summary: 'List posts on a topic', parameters: [topic] }),
    },
    '/api/feed': { get: operation(feed(variant)) },
  };
}

function feed(variant: Variant): Operation {
  const range = variant === 'hardened' ? { minimum: 1, maximum: 50 } : {};
  return {
    id: 'readFeed',
    tag: 'posts',
    summary: 'Page through your own posts',
    parameters: [
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', default: 20, ...range } },
      { name: 'cursor', in: 'query', required: false, schema: { type: 'string' } },
    ],
    answer: [200, reference('Feed')],
    errors: [400, 401],
  };
}

function systemPaths() {
  return {
    '/api/admin/users-count': {
      get: operation({
        id: 'countUsers',
        tag: 'admin',
        summary: 'Count the enabled users (administrators only)',
        answer: [200, reference('Count')],
        errors: [401, 403],
      }),
    },
    '/health': {
      get: operation({
        id: 'readHealth',
        tag: 'system',
        summary: 'Tell whether the service runs',
        security: PUBLIC,
        answer: [200, reference('Health')],
        errors: [],
      }),
    },
  };
}

function operation({ id, tag, summary, security = BEARER, parameters, body, answer, errors = [401] }: Operation) {
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

function idSchema(variant: Variant) {
  return variant === 'hardened' ? { type: 'string', format: 'uuid' } : { type: 'string', pattern: '^[0-9]+$' };
}

function pathParameter(name: string, schema: object) {
  return { name, in: 'path', required: true, schema };
}

function json(schema: object) {
  return { content: { 'application/json': { schema } } };
}
