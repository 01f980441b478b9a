import type { Credential, HttpClient, SignedHeader } from '@middlebrick/http';
import {
  type Exchange,
  headerOf,
  isJsonObject,
  type Json,
  leavesOf,
  parseJson,
  ScanError,
  Secret,
  variableName,
} from '@middlebrick/model';
import { describeSelf, type SelfDescription } from './claims.ts';
import type { LoginRecipe } from './identity-config.ts';

const tokenNames = [
  'access_token',
  'accessToken',
  'token',
  'jwt',
  'id_token',
  'idToken',
  'auth_token',
  'authToken',
  'session_token',
  'sessionToken',
  'api_key',
  'apiKey',
];
const tokenHeaders = ['authorization', 'x-auth-token', 'x-access-token', 'x-session-token'];
const secretName = /pass|secret|otp|pin|token|credential/i;

export interface LoggedIn {
  header?: SignedHeader;
  self: SelfDescription;
  /** The answer, its secrets replaced. */
  exchange: Exchange;
}

/**
 * Runs one login request. Cookies land in the credential's store by themselves; a token is looked for where
 * the recipe says, else under the usual names at any depth of the answer, else in the usual headers.
 * @throws ScanError LOGIN_FAILED when the answer is no success or holds neither token nor cookie
 */
export async function login(client: HttpClient, recipe: LoginRecipe, credential: Credential): Promise<LoggedIn> {
  const { identity } = credential;
  for (const secret of secretsOf(recipe, identity)) client.redactor.add(secret);
  let token: string | undefined;
  let self: SelfDescription = { subjects: [], isAdmin: false };
  let hasCookie = false;
  const exchange = await client.sendForSecrets(
    requestOfRecipe(recipe),
    credential,
    { identity, purpose: 'login' },
    (clear) => {
      const json = parseJson(clear.body);
      hasCookie = clear.headers.some(([name]) => name === 'set-cookie');
      token =
        recipe.token === undefined ? (findToken(json) ?? tokenInHeaders(clear.headers)) : tokenAt(json, recipe.token);
      if (json !== undefined) self = describeSelf(json);
      const others = tokensIn(json).map((value) => new Secret(bare(value), variableName(identity, 'OTHER_TOKEN')));
      return token === undefined ? others : [new Secret(bare(token), variableName(identity, 'TOKEN')), ...others];
    },
  );
  assertLoggedIn(exchange, recipe, identity, token !== undefined || hasCookie);
  const username = usernameIn(recipe);
  if (username !== undefined && !self.subjects.includes(username)) self.subjects.push(username);
  if (token === undefined) return { self, exchange };
  const secret = new Secret(bare(token), variableName(identity, 'TOKEN'));
  return { self, exchange, header: { name: recipe.header, prefix: recipe.prefix, secret } };
}

function assertLoggedIn(exchange: Exchange, recipe: LoginRecipe, identity: string, gotSomething: boolean): void {
  const where = `${recipe.method} ${recipe.path}`;
  const status = exchange.response?.status;
  if (status === undefined) {
    throw new ScanError(
      'LOGIN_FAILED',
      `Login of "${identity}" got no answer from ${where}: ${exchange.failure?.message ?? 'Unknown failure.'}`,
    );
  }
  if (status >= 400)
    throw new ScanError('LOGIN_FAILED', `Login of "${identity}" was refused: ${where} answered ${status}.`);
  if (!gotSomething) {
    const hint = headerOf(exchange, 'content-type') ?? 'no content type';
    throw new ScanError(
      'LOGIN_FAILED',
      `Login of "${identity}" gave no token and no cookie: ${where} answered ${status} (${hint}); name the field with login.token.`,
    );
  }
}

function requestOfRecipe(recipe: LoginRecipe): {
  method: string;
  path: string;
  headers: [string, string][];
  body?: string;
} {
  if (recipe.json !== undefined) {
    return {
      method: recipe.method,
      path: recipe.path,
      headers: [['content-type', 'application/json']],
      body: JSON.stringify(recipe.json),
    };
  }
  if (recipe.form !== undefined) {
    const body = new URLSearchParams(recipe.form).toString();
    return {
      method: recipe.method,
      path: recipe.path,
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body,
    };
  }
  return { method: recipe.method, path: recipe.path, headers: [] };
}

function fieldsOf(recipe: LoginRecipe): [string, string][] {
  return Object.entries({ ...recipe.json, ...recipe.form }).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
}

/** Values under telling names at any depth of the body, and in the query string of a login that is a GET. */
function secretsOf(recipe: LoginRecipe, identity: string): Secret[] {
  const body = leavesOf(JSON.parse(JSON.stringify({ ...recipe.json, ...recipe.form })) as Json);
  const query = [...(URL.parse(recipe.path, 'http://target.invalid')?.searchParams ?? [])];
  const fields = [...body.map(({ key, value }) => [key, value] as const), ...query];
  return fields.flatMap(([key, value]) =>
    secretName.test(key) && value !== null && typeof value !== 'boolean'
      ? [new Secret(String(value), variableName(identity, key.toUpperCase().replace(/[^A-Z0-9]+/g, '_')))]
      : [],
  );
}

const issuedName = /(?:token|jwt|secret|session_?id|api_?key)$/i;

/** Everything else that a login hands out and that is as good as a password: refresh and id tokens. */
function tokensIn(json: Json | undefined): string[] {
  if (json === undefined) return [];
  return leavesOf(json).flatMap(({ key, value }) =>
    typeof value === 'string' && issuedName.test(key) && /^\S{12,}$/.test(value) ? [value] : [],
  );
}

function usernameIn(recipe: LoginRecipe): string | undefined {
  return fieldsOf(recipe).find(([key]) => /^(?:user_?(?:name|id)?|login|e_?mail|account|phone)$/i.test(key))?.[1];
}

/** A token under one of the usual names, nearest to the root first. */
export function findToken(json: Json | undefined): string | undefined {
  let level: Json[] = json === undefined ? [] : [json];
  for (let depth = 0; depth < 6 && level.length > 0; depth++) {
    const objects = level.filter(isJsonObject);
    for (const name of tokenNames) {
      for (const object of objects) {
        const value = object[name];
        if (typeof value === 'string' && value.length >= 6) return value;
      }
    }
    level = level.flatMap((value) => (value !== null && typeof value === 'object' ? Object.values(value) : []));
  }
  return undefined;
}

function tokenAt(json: Json | undefined, path: string): string | undefined {
  let value: Json | undefined = json;
  for (const key of path.split('.')) value = isJsonObject(value) ? value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function tokenInHeaders(headers: readonly (readonly [string, string])[]): string | undefined {
  return headers.find(([name]) => tokenHeaders.includes(name.toLowerCase()))?.[1];
}

function bare(token: string): string {
  return token.replace(/^Bearer\s+/i, '');
}
