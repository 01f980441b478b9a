import { ScanError } from '@middlebrick/model';
import { z } from 'zod';

const text = z.string().min(1);

/** How an identity logs in: one request whose answer holds a token or sets cookies. */
export const loginSchema = z
  .strictObject({
    path: text.describe('Path of the login operation below the target, such as /api/login.'),
    method: z.enum(['POST', 'GET', 'PUT']).default('POST'),
    json: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('JSON body; names in dollar braces are taken from the environment.'),
    form: z.record(z.string(), z.string()).optional().describe('Form body.'),
    token: text
      .optional()
      .describe('Where the token is in the answer, such as data.access_token; found by itself if left out.'),
    header: text.default('Authorization').describe('Header that carries the token afterwards.'),
    prefix: z.string().default('Bearer ').describe('What stands before the token in that header.'),
  })
  .describe('Login recipe.');
export type LoginRecipe = z.infer<typeof loginSchema>;

/** One identity as given on the command line or in the configuration file. Several credentials are sent together. */
export const identityConfigSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][\w.-]{0,39}$/, 'a name starts with a letter and has at most 40 letters, digits, ".", "_" or "-"'),
  bearer: text.optional(),
  basic: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  apiKey: z.strictObject({ in: z.enum(['header', 'query']).default('header'), name: text, value: text }).optional(),
  cookie: text.optional().describe('A Cookie header: name=value; name2=value2'),
  headers: z.record(z.string(), text).optional(),
  login: z
    .union([loginSchema, z.array(loginSchema).min(1)])
    .optional()
    .describe('One or more login requests, sent in order.'),
  subjects: z.array(text).default([]).describe('Ids by which the API knows this identity.'),
  role: text.optional(),
  tenant: text.optional(),
  owns: z
    .record(z.string(), z.array(text))
    .default({})
    .describe('Ids that belong to this identity, by parameter name or operation.'),
});
export type IdentityConfig = z.infer<typeof identityConfigSchema>;
export type IdentityInput = z.input<typeof identityConfigSchema>;

const forms =
  'bearer:<token>, basic:<user>:<password>, apikey:<Header>:<value>, apikey-query:<name>:<value>, cookie:<name=value>, header:<Name>:<value>';

/**
 * Reads one `--as name=kind:value` argument.
 * @throws ScanError BAD_ARGUMENT when it is misspelt; the credential itself is never part of the message.
 */
export function parseIdentity(argument: string): IdentityConfig {
  const match = /^([^=]+)=([a-z-]+):([\s\S]*)$/i.exec(argument);
  const name = match?.[1]?.trim() ?? argument.split(/[=:]/, 1)[0] ?? '';
  if (match === null) throw badIdentity(name, `expected --as <name>=<kind>:<credential> with one of ${forms}`);
  const kind = (match[2] as string).toLowerCase();
  const value = match[3] as string;
  if (value === '') throw badIdentity(name, `its ${kind} credential is empty (an unset environment variable?)`);
  const input = { name, ...credentialOf(name, kind, value) };
  const parsed = identityConfigSchema.safeParse(input);
  if (!parsed.success) throw badIdentity(name, parsed.error.issues[0]?.message ?? 'not valid');
  return parsed.data;
}

function credentialOf(name: string, kind: string, value: string): Omit<IdentityInput, 'name'> {
  const [head, tail] = splitOnce(value);
  switch (kind) {
    case 'bearer':
      return { bearer: value };
    case 'cookie':
      return { cookie: value };
    case 'basic':
      if (tail === undefined) throw badIdentity(name, 'basic needs <user>:<password>');
      return { basic: { username: head, password: tail } };
    case 'apikey':
      if (tail === undefined) throw badIdentity(name, 'apikey needs <Header>:<value>');
      return { apiKey: { in: 'header', name: head, value: tail } };
    case 'apikey-query':
      if (tail === undefined) throw badIdentity(name, 'apikey-query needs <name>:<value>');
      return { apiKey: { in: 'query', name: head, value: tail } };
    case 'header':
      if (tail === undefined) throw badIdentity(name, 'header needs <Name>:<value>');
      return { headers: { [head]: tail.trim() } };
    default:
      throw badIdentity(name, `"${kind}" is not a kind of credential; use one of ${forms}`);
  }
}

function splitOnce(value: string): [string, string | undefined] {
  const index = value.indexOf(':');
  return index === -1 ? [value, undefined] : [value.slice(0, index), value.slice(index + 1)];
}

function badIdentity(name: string, why: string): ScanError {
  return new ScanError('BAD_ARGUMENT', `Identity "${name.slice(0, 40)}": ${why}.`);
}
