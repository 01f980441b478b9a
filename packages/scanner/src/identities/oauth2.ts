import type { ClearAnswer, Credential, HttpClient } from '@middlebrick/http';
import { isJsonObject, type JsonObject, parseJson, ScanError, Secret, variableName } from '@middlebrick/model';
import type { Oauth2Config } from './credential-schemas.ts';

/** What a token endpoint granted (RFC 6749 section 5.1). */
export interface Grant {
  accessToken: Secret;
  refreshToken?: Secret;
  /** Milliseconds since the epoch, when the answer says how long the token lasts. */
  expiresAt?: number;
}

/**
 * Asks a token endpoint for an access token, by the configured grant or with a refresh token.
 *
 * @param certificate of the identity, for clients that show who they are by mutual TLS (RFC 8705)
 * @throws ScanError LOGIN_FAILED with the endpoint and what it answered; OUT_OF_SCOPE for an endpoint elsewhere
 */
export async function requestToken(
  client: HttpClient,
  config: Oauth2Config,
  { identity, certificate }: Pick<Credential, 'identity' | 'certificate'>,
  refreshToken?: Secret,
): Promise<Grant> {
  for (const secret of secretsOf(config, identity)) client.redactor.add(secret);
  const isBasic = config.clientSecret !== undefined && config.authentication === 'basic';
  // Nothing else of the identity: the endpoint may be another party, and a token that has ended would be refused.
  const credential: Credential = {
    identity,
    headers: isBasic ? [{ name: 'Authorization', prefix: 'Basic ', secret: clientPair(config, identity) }] : [],
    ...(certificate === undefined ? {} : { certificate }),
  };
  const request = {
    method: 'POST',
    path: config.tokenUrl,
    headers: [['content-type', 'application/x-www-form-urlencoded']] as [string, string][],
    body: formOf(config, isBasic, refreshToken).toString(),
  };
  let answer: JsonObject = {};
  const exchange = await client.sendForSecrets(request, credential, { identity, purpose: 'login' }, (clear) => {
    answer = bodyOf(clear);
    return secretsIn(answer, identity);
  });
  const where = `POST ${client.redactor.redact(config.tokenUrl.replace(/[?#].*$/s, ''))}`;
  const status = exchange.response?.status;
  if (status === undefined) {
    const why = exchange.failure?.message ?? 'Unknown failure.';
    throw failed(`Login of "${identity}" got no answer from ${where}: ${why}`);
  }
  if (status < 200 || status >= 300) {
    throw failed(`Login of "${identity}" was refused: ${where} answered ${status}${errorIn(answer)}.`);
  }
  return grantFrom(answer, identity, Date.parse(exchange.startedAt), `${where} answered ${status}`);
}

function grantFrom(answer: JsonObject, identity: string, requestedAt: number, answered: string): Grant {
  const token = textAt(answer, 'access_token');
  if (token === undefined || !isSendable(token)) {
    throw failed(`Login of "${identity}" gave no token: ${answered}${errorIn(answer)} without access_token.`);
  }
  const type = textAt(answer, 'token_type') ?? 'Bearer';
  // RFC 6749 section 7.1: a token of a type that one does not understand must not be used.
  if (type.toLowerCase() !== 'bearer') {
    throw failed(
      `Login of "${identity}" gave a token that cannot be used: ${answered} with a token_type other than Bearer.`,
    );
  }
  const seconds = Number(answer.expires_in);
  const refresh = textAt(answer, 'refresh_token');
  return {
    accessToken: new Secret(token, variableName(identity, 'TOKEN')),
    ...(refresh === undefined ? {} : { refreshToken: new Secret(refresh, variableName(identity, 'REFRESH_TOKEN')) }),
    ...(Number.isFinite(seconds) && seconds > 0 ? { expiresAt: requestedAt + seconds * 1000 } : {}),
  };
}

function formOf(config: Oauth2Config, isBasic: boolean, refreshToken: Secret | undefined): URLSearchParams {
  const { grant, clientId, clientSecret, username, password, scope, audience } = config;
  const isRefresh = refreshToken !== undefined || grant === 'refresh_token';
  const form = new URLSearchParams({ grant_type: isRefresh ? 'refresh_token' : grant });
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined) form.set(name, value);
  };
  if (isRefresh) put('refresh_token', refreshToken?.reveal() ?? config.refreshToken);
  else if (grant === 'password') {
    put('username', username);
    put('password', password);
  }
  put('scope', scope);
  put('audience', audience);
  // RFC 6749 section 2.3.1: with Basic nothing of the client stands in the form.
  if (!isBasic) {
    put('client_id', clientId);
    put('client_secret', clientSecret);
  }
  return form;
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they become a Basic credential. */
function clientPair({ clientId, clientSecret = '' }: Oauth2Config, identity: string): Secret {
  const encoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);
  const pair = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
  return new Secret(pair, variableName(identity, 'CLIENT'));
}

function secretsOf({ clientSecret, password, refreshToken }: Oauth2Config, identity: string): Secret[] {
  const named = { CLIENT_SECRET: clientSecret, PASSWORD: password, REFRESH_TOKEN: refreshToken };
  return Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [new Secret(value, variableName(identity, name))],
  );
}

function secretsIn(answer: JsonObject, identity: string): Secret[] {
  const names = { access_token: 'TOKEN', refresh_token: 'REFRESH_TOKEN', id_token: 'ID_TOKEN' };
  return Object.entries(names).flatMap(([key, name]) => {
    const value = textAt(answer, key);
    return value === undefined ? [] : [new Secret(value, variableName(identity, name))];
  });
}

function bodyOf(clear: ClearAnswer): JsonObject {
  const json = parseJson(clear.body);
  return isJsonObject(json) ? json : {};
}

/** The error code of RFC 6749 section 5.2, which is one of a few words; what else an answer says may be anything. */
function errorIn(answer: JsonObject): string {
  const error = textAt(answer, 'error');
  return error !== undefined && errors.has(error) ? ` ${error}` : '';
}

const errors: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

function textAt(object: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** RFC 6750 section 2.1: what a bearer token consists of, and a little more; never what would end a header. */
function isSendable(token: string): boolean {
  return token.length <= 65_536 && /^[\x21-\x7e]+$/.test(token);
}

function failed(message: string): ScanError {
  return new ScanError('LOGIN_FAILED', message);
}
