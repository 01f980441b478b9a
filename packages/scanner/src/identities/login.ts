import type { Credential, HttpClient, SignedHeader } from '@middlebrick/http';
import {
  type Exchange,
  headerOf,
  type Json,
  leavesOf,
  type RequestSpec,
  ScanError,
  Secret,
  variableName,
} from '@middlebrick/model';
import { capturedFrom } from './captured.ts';
import type { SelfDescription } from './claims.ts';
import { type CaptureSource, capturePlaces } from './credential-schemas.ts';
import { askForToken, type HandedOut } from './handed-out.ts';
import type { LoginRecipe } from './identity-config.ts';

const secretName = /pass|secret|otp|pin|token|credential/i;
const secretHeader = /pass|secret|otp|token|credential|key|auth|cookie/i;

export interface LoggedIn {
  header?: SignedHeader;
  /** The token as a parameter of the query string, where the recipe wants it there. */
  query?: { name: string; secret: Secret };
  /** Whether the answer set cookies. */
  setsCookie: boolean;
  /** What the step was to capture, in clear. */
  captured: ReadonlyMap<string, string>;
  self: SelfDescription;
  /** The answer, its secrets replaced. */
  exchange: Exchange;
}

/**
 * Runs one login request. Cookies land in the credential's store by themselves; a token is looked for where
 * the recipe says, else under the usual names at any depth of the answer, else in the usual headers.
 * A step that captures values is content with these.
 *
 * @param at where among the steps of the login this one stands: ` at step 2 of 3`
 * @throws ScanError LOGIN_FAILED when the answer is no success or holds neither token nor cookie
 */
export async function login(
  client: HttpClient,
  recipe: LoginRecipe,
  credential: Credential,
  at = '',
): Promise<LoggedIn> {
  const { identity } = credential;
  const captured = new Map<string, string>();
  for (const secret of secretsOf(recipe, identity)) client.redactor.add(secret);
  const answer = await askForToken(client, requestOfRecipe(recipe), signedBy(recipe, credential), {
    purpose: 'login',
    ...(recipe.token === undefined ? {} : { token: recipe.token }),
    secretsIn: (clear) =>
      Object.entries(recipe.capture ?? {}).flatMap(([name, source]) => {
        const value = capturedFrom(clear, source, credential.cookies);
        if (value === undefined) return [];
        captured.set(name, value);
        return source.secret ? [new Secret(value, variableName(identity, name.toUpperCase()))] : [];
      }),
  });
  const { self, exchange, setsCookie } = answer;
  const place = `${recipe.method} ${client.redactor.redact(recipe.path.replace(/\?.*$/s, ''))}`;
  assertLoggedIn(answer, recipe, captured, { identity, at, place });
  // What was captured is meant for a step and not for the Authorization header.
  const isCaptured = recipe.token === undefined && [...captured.values()].includes(answer.token?.reveal() ?? '');
  const secret = isCaptured ? undefined : answer.token;
  const username = usernameIn(recipe);
  if (username !== undefined && !self.subjects.includes(username)) self.subjects.push(username);
  const result = { self, exchange, captured, setsCookie };
  if (secret === undefined) return result;
  if (recipe.query !== undefined) return { ...result, query: { name: recipe.query, secret } };
  return { ...result, header: { name: recipe.header, prefix: recipe.prefix, secret } };
}

function signedBy(recipe: LoginRecipe, credential: Credential): Credential {
  if (recipe.basic === undefined) return credential;
  const pair = Buffer.from(`${recipe.basic.username}:${recipe.basic.password}`).toString('base64');
  const secret = new Secret(pair, variableName(credential.identity, 'BASIC'));
  // Signed by the password alone: the token of the session before has ended.
  return { ...credential, headers: [{ name: 'Authorization', prefix: 'Basic ', secret }] };
}

interface Where {
  identity: string;
  at: string;
  /** Method and path. */
  place: string;
}

function assertLoggedIn(
  { exchange, token, setsCookie, isSignedIn }: HandedOut,
  { capture, status: wanted }: LoginRecipe,
  captured: ReadonlyMap<string, string>,
  { identity, at, place }: Where,
): void {
  const failed = (problem: string): ScanError => new ScanError('LOGIN_FAILED', `Login of "${identity}" ${problem}`);
  const status = exchange.response?.status;
  if (status === undefined) {
    throw failed(`got no answer from ${place}${at}: ${exchange.failure?.message ?? 'Unknown failure.'}`);
  }
  if (wanted === undefined ? status >= 400 : status !== wanted) {
    const expected = wanted === undefined ? '' : `, not ${wanted}`;
    throw failed(`was refused${at}: ${place} answered ${status}${expected}.`);
  }
  if (capture !== undefined) {
    const missing = Object.entries(capture).find(([name]) => !captured.has(name));
    if (missing === undefined) return;
    throw failed(
      `found no value for {${missing[0]}}${at}: ${place} answered ${status} without ${inWords(missing[1])}.`,
    );
  }
  if (token === undefined && !setsCookie) {
    const hint = headerOf(exchange, 'content-type') ?? 'no content type';
    throw failed(
      `gave no token and no cookie${at}: ${place} answered ${status} (${hint}); name the field with login.token.`,
    );
  }
  if (!isSignedIn) throw failed(`was refused${at}: ${place} answered ${status} with an error in it.`);
}

/** `the cookie "XSRF-TOKEN"`. */
function inWords(source: CaptureSource): string {
  const place = capturePlaces.find((name) => source[name] !== undefined) ?? 'json';
  const kinds = {
    json: 'the field',
    header: 'the header',
    cookie: 'the cookie',
    input: 'an input',
    meta: 'a meta element',
  };
  return `${kinds[place]} "${source[place]}"`;
}

/** The request that a recipe describes, its fields in clear. */
export function requestOfRecipe({ method, path, json, form, headers = {} }: LoginRecipe): RequestSpec {
  const own = Object.entries(headers);
  if (json !== undefined) {
    return { method, path, headers: [['content-type', 'application/json'], ...own], body: JSON.stringify(json) };
  }
  if (form === undefined) return { method, path, headers: own };
  const body = new URLSearchParams(form).toString();
  return { method, path, headers: [['content-type', 'application/x-www-form-urlencoded'], ...own], body };
}

function fieldsOf(recipe: LoginRecipe): [string, string][] {
  return Object.entries({ ...recipe.json, ...recipe.form }).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
}

/** Values under telling names at any depth of the body, in headers, and in the query string of a login that is a GET. */
function secretsOf(recipe: LoginRecipe, identity: string): Secret[] {
  const body = leavesOf(JSON.parse(JSON.stringify({ ...recipe.json, ...recipe.form })) as Json);
  const query = [...(URL.parse(recipe.path, 'http://target.invalid')?.searchParams ?? [])];
  const headers = Object.entries(recipe.headers ?? {}).filter(([name]) => secretHeader.test(name));
  const fields = [...body.map(({ key, value }) => [key, value] as const), ...query];
  const telling = fields.filter(([key, value]) => secretName.test(key) && value !== null && typeof value !== 'boolean');
  return [...telling, ...headers].map(
    ([key, value]) => new Secret(String(value), variableName(identity, key.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))),
  );
}

function usernameIn(recipe: LoginRecipe): string | undefined {
  return fieldsOf(recipe).find(([key]) => /^(?:user_?(?:name|id)?|login|e_?mail|account|phone)$/i.test(key))?.[1];
}
