import { TOPICS } from './seed-data.ts';

const text = { type: 'string' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const email = { type: 'string', format: 'email' } as const;

const object = <Properties extends Record<string, object>>(properties: Properties) => ({
  type: 'object' as const,
  required: Object.keys(properties),
  properties,
});

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const list = (name: string) => ({ type: 'array', items: reference(name) });

/** The fields that are meant to leave: what a twin returns beyond them is undeclared. */
export const RESPONSE_SCHEMAS = {
  Health: object({ status: text }),
  Error: object({ error: text }),
  Status: object({ status: text }),
  Count: object({ count: { type: 'integer', minimum: 0 } }),
  SessionUser: object({ user_id: text, display_name: text, email }),
  Profile: object({
    user_id: text,
    username: text,
    display_name: text,
    email,
    phone: text,
    bio: text,
    theme: text,
    role: { type: 'string', enum: ['user', 'admin'] },
    tenant_id: text,
  }),
  Post: object({
    user_id: text,
    post_id: text,
    title: text,
    body: text,
    topic: { type: 'string', enum: TOPICS },
    visibility: text,
    created_at: moment,
  }),
  Feed: object({ items: list('Post'), next_cursor: { type: 'string', nullable: true } }),
} as const;

export const REQUEST_SCHEMAS = {
  Credentials: object({ username: text, password: { type: 'string', format: 'password' } }),
  NewPost: object({
    title: { type: 'string', minLength: 1, maxLength: 120 },
    body: { type: 'string', minLength: 1, maxLength: 2000 },
    topic: { type: 'string', enum: TOPICS },
  }),
  ProfileChanges: {
    type: 'object',
    minProperties: 1,
    properties: {
      display_name: { type: 'string', minLength: 1, maxLength: 80 },
      bio: { type: 'string', minLength: 1, maxLength: 500 },
      theme: { type: 'string', minLength: 1, maxLength: 32 },
    },
  },
} as const;

const token = { access_token: text, token_type: text } as const;

/** Only the hardened twin's tokens end. */
export const TOKEN_SCHEMAS = {
  vulnerable: object(token),
  hardened: object({ ...token, expires_in: { type: 'integer', minimum: 1 } }),
} as const;
