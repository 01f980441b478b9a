import { TOPICS, type Variant } from './seed-data.ts';

const text = { type: 'string' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const email = { type: 'string', format: 'email' } as const;

const password = { type: 'string', format: 'password' } as const;
const role = { type: 'string', enum: ['user', 'admin'] } as const;
const displayName = { type: 'string', minLength: 1, maxLength: 80 } as const;

const object = <Properties extends Record<string, object>>(
  properties: Properties,
  optional: readonly (keyof Properties)[] = [],
) => ({
  type: 'object' as const,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

/** An id as it stands in a path, a query or a body. */
export function idSchema(variant: Variant) {
  return variant === 'hardened' ? { type: 'string', format: 'uuid' } : { type: 'string', pattern: '^[0-9]+$' };
}

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const list = (name: string) => ({ type: 'array', items: reference(name) });

/** The fields that are meant to leave: what a twin returns beyond them is undeclared. */
export const RESPONSE_SCHEMAS = {
  Health: object({ status: text }),
  Error: object({ error: text }),
  Status: object({ status: text }),
  Count: object({ count: { type: 'integer', minimum: 0 } }),
  SessionUser: object({ user_id: text, display_name: text, email }),
  Registered: object({ user_id: text, username: text }),
  // Registration asks for no telephone number.
  Profile: object(
    {
      user_id: text,
      username: text,
      display_name: text,
      email,
      phone: text,
      bio: text,
      theme: text,
      role,
      tenant_id: text,
    },
    ['phone'],
  ),
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
  Credentials: object({ username: text, password }),
  Refresh: object({ refresh_token: text }),
  RoleChange: object({ role }),
  NewPost: object({
    title: { type: 'string', minLength: 1, maxLength: 120 },
    body: { type: 'string', minLength: 1, maxLength: 2000 },
    topic: { type: 'string', enum: TOPICS },
  }),
  ProfileChanges: {
    type: 'object',
    minProperties: 1,
    properties: {
      display_name: displayName,
      bio: { type: 'string', minLength: 1, maxLength: 500 },
      theme: { type: 'string', minLength: 1, maxLength: 32 },
    },
  },
} as const;

const policedPassword = { ...password, minLength: 12, maxLength: 256 } as const;

/** The bodies that the twins want in different forms. */
export const VARIANT_REQUEST_SCHEMAS = {
  vulnerable: {
    Registration: object({ username: text, email, password, display_name: text }),
    PasswordChange: object({ password }),
    Share: object({ user_id: idSchema('vulnerable') }),
  },
  hardened: {
    Registration: object({
      username: { type: 'string', pattern: '^[a-z0-9]{3,32}$' },
      email: { ...email, maxLength: 254 },
      password: policedPassword,
      display_name: displayName,
    }),
    PasswordChange: object({ current_password: password, password: policedPassword }),
    Share: object({ user_id: idSchema('hardened') }),
  },
} as const;

/** The name of a body in a description. */
export type RequestName = keyof typeof REQUEST_SCHEMAS | keyof (typeof VARIANT_REQUEST_SCHEMAS)[Variant];

const token = { access_token: text, token_type: text, refresh_token: text } as const;

/** Only the hardened twin's tokens end. */
export const TOKEN_SCHEMAS = {
  vulnerable: object(token),
  hardened: object({ ...token, expires_in: { type: 'integer', minimum: 1 } }),
} as const;
