import {
  idSchema,
  list,
  REQUEST_SCHEMAS,
  RESPONSE_SCHEMAS,
  reference,
  TOKEN_SCHEMAS,
  VARIANT_REQUEST_SCHEMAS,
} from './schemas.ts';
import { TOPICS, type Variant } from './seed-data.ts';
import { type Operation, operation, pathParameter } from './spec-operation.ts';
import { adminPaths, systemPaths } from './spec-system.ts';

/** An OpenAPI 3.0.3 document, as far as its readers here go. */
export interface Spec {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly object[];
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

const SESSION = [{ sessionCookie: [] }];
const PUBLIC: readonly object[] = [];

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
    paths: {
      ...authPaths(variant),
      ...userPaths(variant),
      ...postPaths(variant),
      ...adminPaths(variant),
      ...systemPaths(),
    },
    components: {
      schemas: {
        Token: TOKEN_SCHEMAS[variant],
        ...RESPONSE_SCHEMAS,
        ...REQUEST_SCHEMAS,
        ...VARIANT_REQUEST_SCHEMAS[variant],
      },
      securitySchemes: {
        bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        sessionCookie: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
    },
  };
}

function authPaths(variant: Variant) {
  const errors = variant === 'hardened' ? ([400, 401, 429] as const) : ([400, 401] as const);
  const signIn = { tag: 'auth', security: PUBLIC, body: 'Credentials', errors } as const;
  return {
    '/api/register': {
      post: operation({
        id: 'register',
        tag: 'auth',
        summary: 'Register a new user',
        security: PUBLIC,
        body: 'Registration',
        answer: [201, reference('Registered')],
        errors: [400, 409],
      }),
    },
    '/api/login': {
      post: operation({ ...signIn, id: 'login', summary: 'Get an access token', answer: [200, reference('Token')] }),
    },
    '/api/token': {
      post: operation({
        id: 'refreshToken',
        tag: 'auth',
        summary: 'Get a new access token for a refresh token',
        security: PUBLIC,
        body: 'Refresh',
        answer: [200, reference('Token')],
        errors: [400, 401],
      }),
    },
    '/api/logout': {
      post: operation({ id: 'logout', tag: 'auth', summary: 'Sign out', answer: [204] }),
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
      patch: operation({
        ...profile,
        id: 'changeUser',
        summary: 'Change a profile',
        parameters: [userId],
        body: 'ProfileChanges',
        errors: [400, 401, 404],
      }),
      delete: operation({
        id: 'deleteUser',
        tag: 'users',
        summary: 'Delete a user and the posts of the user',
        parameters: [userId],
        answer: [204],
        errors: [401, 404],
      }),
    },
    '/api/users/{user_id}/password': {
      put: operation({
        id: 'changePassword',
        tag: 'users',
        summary: 'Change the password',
        parameters: [userId],
        body: 'PasswordChange',
        answer: [204],
        errors: variant === 'hardened' ? [400, 401, 403, 404] : [400, 401, 404],
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
  };
}

function postPaths(variant: Variant) {
  const id = idSchema(variant);
  const owner = pathParameter('user_id', id);
  const place = [owner, pathParameter('post_id', id)];
  const filter = { name: 'user_id', in: 'query', required: false, schema: id };
  const topic = pathParameter('topic', { type: 'string', enum: TOPICS });
  const post = { tag: 'posts', errors: [401, 404] } as const;
  const posts = { tag: 'posts', answer: [200, list('Post')] } as const;
  return {
    '/api/users/{user_id}/posts': {
      get: operation({
        ...posts,
        id: 'listUserPosts',
        summary: 'List the posts of a user',
        parameters: [owner],
        errors: [401, 404],
      }),
      post: operation({
        id: 'createUserPost',
        tag: 'posts',
        summary: 'Write a post of a user',
        parameters: [owner],
        body: 'NewPost',
        answer: [201, reference('Post')],
        errors: [400, 401, 404],
      }),
    },
    '/api/users/{user_id}/posts/{post_id}': {
      get: operation({
        ...post,
        id: 'readPost',
        summary: 'Read a post',
        parameters: place,
        answer: [200, reference('Post')],
      }),
      put: operation({
        ...post,
        id: 'changePost',
        summary: 'Write a post anew',
        parameters: place,
        body: 'NewPost',
        answer: [200, reference('Post')],
        errors: [400, 401, 404],
      }),
      delete: operation({ ...post, id: 'deletePost', summary: 'Delete a post', parameters: place, answer: [204] }),
    },
    '/api/users/{user_id}/posts/{post_id}/shares': {
      post: operation({
        ...post,
        id: 'sharePost',
        summary: 'Share your own post with a user',
        parameters: place,
        body: 'Share',
        answer: [204],
        errors: [400, 401, 404],
      }),
    },
    '/api/shared': {
      get: operation({ ...posts, id: 'listShared', summary: 'List the posts that others share with you' }),
    },
    '/api/posts': {
      get: operation({
        ...posts,
        id: 'listPosts',
        summary: 'List your own posts',
        ...(variant === 'vulnerable' && { parameters: [filter] }),
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
