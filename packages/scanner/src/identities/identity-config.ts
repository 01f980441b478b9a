import { ScanError } from '@middlebrick/model';
import { z } from 'zod';
import {
  awsSchema,
  certificateSchema,
  headerName,
  headerValue,
  oauth2Schema,
  stepFields,
  text,
  totpSchema,
} from './credential-schemas.ts';
import { nameAlone, textsOf } from './fill-in.ts';

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
    ...stepFields,
  })
  .describe('Login recipe.');
type Step = z.infer<typeof loginSchema>;
export type LoginRecipe = Step & {
  /** Signs the login request itself (RFC 7617). Only recipes that the scan made have it. */
  basic?: { username: string; password: string };
  /** The query parameter that carries the token afterwards, in the place of a header. */
  query?: string;
};

/** A text that is nothing but `{name}` must name what this step or one before captures, or the one-time code. */
function demandKnownNames(login: Step | Step[], context: z.core.$RefinementCtx): void {
  const known = new Set(['totp']);
  for (const [index, step] of [login].flat().entries()) {
    const before = new Set(known);
    for (const name of Object.keys(step.capture ?? {})) known.add(name);
    for (const { path, text: written } of textsOf(step)) {
      const name = nameAlone(written);
      const names = path[0] === 'unsafeHeaders' ? known : before;
      if (name === undefined || names.has(name)) continue;
      const place = Array.isArray(login) ? [index, ...path] : path;
      context.addIssue({ code: 'custom', path: place, message: `no step before captures {${name}}` });
    }
  }
}

const namePattern = /^[A-Za-z][\w.-]{0,39}$/;

/** One identity as given on the command line or in the configuration file. Several credentials are sent together. */
export const identityConfigSchema = z.strictObject({
  name: z
    .string()
    .regex(namePattern, 'a name starts with a letter and has at most 40 letters, digits, ".", "_" or "-"')
    .refine((name) => name !== 'anonymous', 'anonymous is always part of a scan and has no credential'),
  bearer: headerValue.regex(/^\S+$/, 'a bearer token has no spaces').optional(),
  basic: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  apiKey: z
    .strictObject({ in: z.enum(['header', 'query']).default('header'), name: headerName, value: headerValue })
    .optional(),
  cookie: headerValue
    .regex(/=/, 'a cookie is written as name=value')
    .optional()
    .describe('A Cookie header: name=value; name2=value2'),
  headers: z.record(headerName, headerValue).optional(),
  login: z
    .union([loginSchema, z.array(loginSchema).min(1)])
    .superRefine(demandKnownNames)
    .optional()
    .describe('One or more login requests, sent in order.'),
  oauth2: oauth2Schema.optional(),
  totp: totpSchema.optional(),
  aws: awsSchema.optional(),
  certificate: certificateSchema.optional(),
  subjects: z.array(text).default([]).describe('Ids by which the API knows this identity.'),
  role: text.optional(),
  tenant: text.optional(),
  owns: z
    .record(z.string(), z.array(text))
    .default({})
    .describe('Ids that belong to this identity, by parameter name or operation.'),
});
export type IdentityConfig = Omit<z.infer<typeof identityConfigSchema>, 'login'> & {
  login?: LoginRecipe | LoginRecipe[] | undefined;
  /** The scan registered this user by itself. */
  isOwn?: boolean;
  /** Opened for one question of a check: neither proven nor reported. */
  isTemporary?: boolean;
};
export type IdentityInput = z.input<typeof identityConfigSchema>;

/** How each kind of credential is written after `name=`. */
const kinds = {
  bearer: 'bearer:<token>',
  basic: 'basic:<user>:<password>',
  apikey: 'apikey:<Header>:<value>',
  'apikey-query': 'apikey-query:<parameter>:<value>',
  cookie: 'cookie:<name>=<value>',
  header: 'header:<Name>:<value>',
} as const;
type Kind = keyof typeof kinds;

const help = 'Write it as alice=bearer:<token>; the kinds are listed in `middlebrick scan --help`.';

/**
 * Reads one `--as name=kind:value` argument.
 * @throws ScanError BAD_ARGUMENT when it is misspelt; the credential itself is never part of the message.
 */
export function parseIdentity(argument: string): IdentityConfig {
  const { name, rest } = split(argument);
  const kindMatch = /^([A-Za-z-]+):([\s\S]*)$/.exec(rest);
  if (kindMatch === null) throw badIdentity(name, withoutKind(rest));
  const kind = (kindMatch[1] as string).toLowerCase();
  const given = kindMatch[2] as string;
  // A password may begin or end with a space; everything else got it from a file or a copy.
  const value = kind === 'basic' ? given : given.trim();
  if (!isKind(kind)) throw badIdentity(name, unknownKind(kind));
  if (value === '') throw badIdentity(name, `its ${kind} credential is empty (an unset environment variable?)`);
  const parsed = identityConfigSchema.safeParse({ name, ...credentialOf(name, kind, value) });
  if (!parsed.success) throw badIdentity(name, parsed.error.issues[0]?.message ?? 'not valid');
  return parsed.data;
}

/** Only what is certainly a name may be repeated in a message: anything else may be the credential. */
function split(argument: string): { name: string; rest: string } {
  const equals = argument.indexOf('=');
  const name = (equals === -1 ? argument : argument.slice(0, equals)).trim();
  const isName = namePattern.test(name);
  const rest = equals === -1 ? '' : argument.slice(equals + 1).trim();
  // A token in base64 may end in equals signs.
  const isToken = mayBeSecret(name) && /^=*$/.test(rest);
  if (equals !== -1 && isName && !isToken) return { name, rest };
  if (equals === -1 && isName && !mayBeSecret(name)) {
    throw badIdentity(name, 'it has no credential');
  }
  const first = /^([A-Za-z-]+):/.exec(argument)?.[1]?.toLowerCase() ?? '';
  const second = /^([A-Za-z][\w.-]{0,39}):([A-Za-z-]+):/.exec(argument);
  if (second?.[1] !== undefined && isKind((second[2] ?? '').toLowerCase())) {
    throw badIdentity(second[1], 'after the name stands = and not a colon');
  }
  if (isKind(first)) throw new ScanError('BAD_ARGUMENT', `An identity of the kind "${first}" has no name.`, { help });
  throw new ScanError('BAD_ARGUMENT', equals === -1 ? 'An identity has no name.' : badName, { help });
}

const badName =
  'The name of an identity is not valid: it starts with a letter and has at most 40 letters, digits, ".", "_" or "-".';

/** Long words and words with digits amid letters are how tokens look. */
function mayBeSecret(word: string): boolean {
  return word.length > 20 || /\d.*[A-Za-z].*\d/.test(word);
}

function withoutKind(rest: string): string {
  if (rest === '') return 'it has no credential (an unset environment variable?)';
  const scheme = /^(bearer|basic|cookie|apikey)\s/i.exec(rest)?.[1]?.toLowerCase();
  if (scheme !== undefined) return `the kind is followed by a colon and not by a space: ${scheme}:…`;
  return 'the kind of its credential is missing';
}

/** The word is repeated only when it is a kind misspelt: it may be a user name or the beginning of a key. */
function unknownKind(word: string): string {
  const near = Object.keys(kinds).find((kind) => isNear(kind, word));
  return near === undefined
    ? 'the kind of its credential is missing or unknown'
    : `"${word}" is no kind of credential; did you mean ${near}`;
}

/** Whether two words have the same letters, or one of them has at most two more: enough for slips of the finger. */
function isNear(kind: string, word: string): boolean {
  const sorted = (text: string): string[] => text.replaceAll('-', '').split('').sort();
  const left = sorted(kind);
  const missing = sorted(word).filter((letter) => {
    const at = left.indexOf(letter);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return left.length <= 2 && missing.length <= 2 && left.length + missing.length <= 2;
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(kinds, word);
}

function credentialOf(name: string, kind: Kind, value: string): Omit<IdentityInput, 'name'> {
  const [head, tail] = splitOnce(value);
  if (kind === 'bearer') return { bearer: value.replace(/^bearer\s+/i, '') };
  if (kind === 'cookie') return { cookie: value };
  if (head === '' || tail === undefined || tail.trim() === '')
    throw badIdentity(name, `${kind} is written as ${kinds[kind]}`);
  switch (kind) {
    case 'basic':
      return { basic: { username: head, password: tail } };
    case 'apikey':
      return { apiKey: { in: 'header', name: head, value: tail.trim() } };
    case 'apikey-query':
      return { apiKey: { in: 'query', name: head, value: tail } };
    case 'header':
      return { headers: { [head]: tail.trim() } };
  }
}

function splitOnce(value: string): [string, string | undefined] {
  const index = value.indexOf(':');
  return index === -1 ? [value, undefined] : [value.slice(0, index), value.slice(index + 1)];
}

function badIdentity(name: string, why: string): ScanError {
  const shown = namePattern.test(name) ? `Identity "${name}"` : 'Identity';
  return new ScanError('BAD_ARGUMENT', `${shown}: ${why}${why.includes('did you mean') ? '?' : '.'}`, { help });
}
