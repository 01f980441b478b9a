import type { ClearAnswer, Credential, HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  headerOf,
  isJsonObject,
  type Json,
  leavesOf,
  parseJson,
  type RequestSpec,
  Secret,
  variableName,
} from '@middlebrick/model';
import { describeSelf, jwtParts, type SelfDescription } from './claims.ts';

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
/** What an answer handed out to sign in with. */
export interface HandedOut {
  token?: Secret;
  setsCookie: boolean;
  /** Whether it took the caller in: a success that does not speak of failure, with a token or a cookie. */
  isSignedIn: boolean;
  self: SelfDescription;
  /** The answer, its secrets replaced. */
  exchange: Exchange;
}

interface AskOptions {
  purpose: string;
  /** Where the token is in the answer; looked for when left out. */
  token?: string;
  /** Looks at the clear answer itself, and names further secrets in it. */
  secretsIn?: (clear: ClearAnswer) => readonly Secret[];
  /** The first answer counts: a 429 is not waited for. */
  isOnce?: boolean;
}

/**
 * Sends a request whose answer may hold credentials, as a login or a registration does: every token in it is hidden
 * from the record. Nothing is concluded from a refusal but that nobody was signed in.
 */
export async function askForToken(
  client: HttpClient,
  request: RequestSpec,
  credential: Credential,
  { purpose, token: place, secretsIn, isOnce = false }: AskOptions,
): Promise<HandedOut> {
  const { identity } = credential;
  let token: string | undefined;
  let self: SelfDescription = { subjects: [], isAdmin: false };
  let setsCookie = false;
  let isDenied = false;
  const exchange = await client.sendForSecrets(request, credential, { identity, purpose, retry: !isOnce }, (clear) => {
    const json = parseJson(clear.body);
    setsCookie = clear.headers.some(([name]) => name === 'set-cookie');
    token = place === undefined ? tokenIn(clear, json) : tokenAt(json, place);
    isDenied = speaksOfFailure(json) || (token === undefined && namesAnError(json));
    if (json !== undefined) self = describeSelf(json);
    const captured = secretsIn?.(clear) ?? [];
    const others = tokensIn(json).map((value) => new Secret(bare(value), variableName(identity, 'OTHER_TOKEN')));
    if (token === undefined) return [...captured, ...others];
    return [...captured, new Secret(bare(token), variableName(identity, 'TOKEN')), ...others];
  });
  const status = exchange.response?.status ?? 0;
  const isTaken = status >= 200 && status < 400 && !isDenied && !turnsBack(exchange);
  return {
    exchange,
    self,
    setsCookie,
    isSignedIn: isTaken && (token !== undefined || setsCookie),
    ...(token === undefined ? {} : { token: new Secret(bare(token), variableName(identity, 'TOKEN')) }),
  };
}

/** A redirect to a login or to an error: a form that is shown again. */
function turnsBack(exchange: Exchange): boolean {
  const location = headerOf(exchange, 'location');
  const status = exchange.response?.status ?? 0;
  if (location === undefined || status < 300 || status >= 400) return false;
  const to = URL.parse(location.slice(0, 2000), exchange.request.url);
  return to === null || /(?:log|sign)-?in|error|fail|denied|invalid/i.test(to.pathname + to.search);
}

const issuedName = /(?:token|jwt|secret|session_?id|api_?key)$/i;

/** Everything else that a login hands out and that is as good as a password: refresh and id tokens. */
function tokensIn(json: Json | undefined): string[] {
  if (json === undefined) return [];
  return leavesOf(json).flatMap(({ key, value }) =>
    typeof value === 'string' && issuedName.test(key) && /^\S{12,}$/.test(value) ? [value] : [],
  );
}

/** A token under one of the usual names, nearest to the root first; those that only renew a session are passed over. */
export function findToken(json: Json | undefined): string | undefined {
  let level: Json[] = json === undefined ? [] : [json];
  for (let depth = 0; depth < 6 && level.length > 0; depth++) {
    const objects = level.filter(isJsonObject);
    for (const name of tokenNames) {
      for (const object of objects) {
        const value = Object.hasOwn(object, name) ? object[name] : undefined;
        if (typeof value === 'string' && value.length >= 6) return value;
      }
    }
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => (/refresh/i.test(key) ? [] : [child]));
}

/** Where logins put their token: usual names, usual headers, and only when no cookie was set where one may be, too. */
function tokenIn(clear: ClearAnswer, json: Json | undefined): string | undefined {
  const usual = findToken(json) ?? tokenInHeaders(clear.headers);
  if (usual !== undefined || clear.status >= 400) return usual;
  if (clear.headers.some(([name]) => name === 'set-cookie')) return undefined;
  return unusualToken(json) ?? bodyAsToken(clear, json) ?? clear.headers.find(isUnusualTokenHeader)?.[1];
}

const unusualName =
  /^(?:access|bearer|key|ticket|sid|session|authorization|auth|credential)$|(?:token|jwt|session_?id|session_?key)$/i;
const otherToken = /refresh|csrf|xsrf|reset|verif|confirm|public/i;

/** A value under a telling name, else the first JWT. */
function unusualToken(json: Json | undefined): string | undefined {
  if (json === undefined) return undefined;
  const texts = leavesOf(json).flatMap(({ path, key, value }) =>
    typeof value === 'string' && isTokenText(value) && !otherToken.test(path) ? [{ key, value }] : [],
  );
  return (
    texts.find(({ key }) => unusualName.test(key)) ?? texts.find(({ value }) => jwtParts(bare(value)) !== undefined)
  )?.value;
}

function isTokenText(value: string): boolean {
  return value.length <= 16_384 && /^(?:Bearer )?[\w.~+/=:-]{12,}$/.test(value);
}

/** Some logins answer with the token and nothing else, as a JSON string or as text. */
function bodyAsToken(clear: ClearAnswer, json: Json | undefined): string | undefined {
  const text = typeof json === 'string' ? json : json === undefined ? clear.body.trim() : '';
  return text.length >= 16 && isTokenText(text) ? text : undefined;
}

function isUnusualTokenHeader([name]: readonly [string, string]): boolean {
  return /token|jwt|session/i.test(name) && !otherToken.test(name);
}

/** An envelope that says that it failed, whatever the status was. */
export function speaksOfFailure(json: Json | undefined): boolean {
  if (!isJsonObject(json)) return false;
  const { success, ok, status, code, statusCode } = json;
  if (success === false || ok === false || status === false) return true;
  if (typeof status === 'string' && /^(?:error|fail|failed|failure|denied|unauthorized)$/i.test(status)) return true;
  return [status, code, statusCode].some((value) => typeof value === 'number' && value >= 400 && value < 600);
}

/** A field for errors that is not empty. */
export function namesAnError(json: Json | undefined): boolean {
  if (!isJsonObject(json)) return false;
  const said = ['error', 'errors', 'error_message', 'errorMessage', 'error_description'].map((name) =>
    Object.hasOwn(json, name) ? json[name] : undefined,
  );
  return said.some((value) => value !== undefined && value !== null && value !== false && !isEmpty(value));
}

function isEmpty(value: Json): boolean {
  return (
    value === '' || value === 0 || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
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
