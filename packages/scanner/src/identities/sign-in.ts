import type { Credential, HttpClient, SignedHeader, UnsafeHeader } from '@middlebrick/http';
import { type Exchange, ScanError, Secret, variableName } from '@middlebrick/model';
import type { SelfDescription } from './claims.ts';
import { selfFromToken } from './credentials.ts';
import { filledIn, nameAlone, textsOf, withValues } from './fill-in.ts';
import type { IdentityConfig, LoginRecipe } from './identity-config.ts';
import { login } from './login.ts';
import { requestToken } from './oauth2.ts';
import type { CodeSource } from './one-time-code.ts';

/** Who signs in, and with what at the beginning. */
export interface Applicant {
  config: IdentityConfig;
  /** What the configuration gives, before any login. */
  base: Credential;
  codes?: CodeSource;
}

/** A credential after signing in, and what was learnt on the way. */
export interface SignedIn {
  credential: Credential;
  /** What answers and token say of the caller. */
  selves: readonly SelfDescription[];
  /** What the login was answered, its secrets replaced: the first answer that is no preparation. */
  answer?: Exchange;
  /** Milliseconds since the epoch at which the token ends, where the answer said so. */
  expiresAt?: number;
  /** Renews the token without the login. */
  refreshToken?: Secret;
}

/**
 * Signs in as the configuration says: the steps of the login in order, then OAuth 2.
 * @throws ScanError LOGIN_FAILED with the step and what it was answered
 */
export async function signedIn(client: HttpClient, applicant: Applicant): Promise<SignedIn> {
  const afterSteps = await stepByStep(client, applicant);
  const after = await withGrant(client, applicant.config, afterSteps);
  return { ...after, selves: [...after.selves, selfFromToken(after.credential)] };
}

/**
 * Gets a new access token for a refresh token (RFC 6749 section 6). A server that hands out no new refresh token lets
 * the old one stand.
 * @throws ScanError LOGIN_FAILED
 */
export async function refreshed(client: HttpClient, { config }: Applicant, before: SignedIn): Promise<SignedIn> {
  const after = await withGrant(client, config, before);
  const { refreshToken = before.refreshToken } = after;
  return {
    ...after,
    selves: [selfFromToken(after.credential)],
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

async function withGrant(client: HttpClient, { oauth2 }: IdentityConfig, before: SignedIn): Promise<SignedIn> {
  if (oauth2 === undefined) return before;
  const { accessToken, refreshToken, expiresAt } = await requestToken(
    client,
    oauth2,
    before.credential,
    before.refreshToken,
  );
  const header = { name: 'Authorization', prefix: 'Bearer ', secret: accessToken };
  const named = oauth2.grant === 'password' && oauth2.username !== undefined ? [oauth2.username] : [];
  return {
    credential: withHeader(before.credential, header),
    selves: [...before.selves, { subjects: named, isAdmin: false }],
    ...(before.answer === undefined ? {} : { answer: before.answer }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

async function stepByStep(client: HttpClient, { config, base, codes }: Applicant): Promise<SignedIn> {
  const steps = config.login === undefined ? [] : [config.login].flat();
  const values = new Map<string, string>();
  const selves: SelfDescription[] = [];
  let credential = base;
  let answer: Exchange | undefined;
  let isIn = steps.length === 0;
  for (const [index, step] of steps.entries()) {
    const at = steps.length === 1 ? '' : ` at step ${index + 1} of ${steps.length}`;
    if (usesCode(step)) values.set('totp', await codeFor(client, config, codes));
    const result = await login(client, filledIn(step, values), credential, at);
    for (const [name, value] of result.captured) values.set(name, value);
    selves.push(result.self);
    if (step.capture === undefined || index === steps.length - 1) answer ??= result.exchange;
    isIn ||= result.setsCookie || result.header !== undefined || result.query !== undefined;
    credential = withResult(credential, result);
    credential = withUnsafeHeaders(credential, step, values, steps.slice(0, index + 1));
  }
  if (!isIn) {
    throw new ScanError(
      'LOGIN_FAILED',
      `Login of "${config.name}" gave no token and no cookie in any of its ${steps.length} steps; name the field with login.token.`,
    );
  }
  return { credential, selves, ...(answer === undefined ? {} : { answer }) };
}

function withResult(
  credential: Credential,
  { header, query }: Pick<Awaited<ReturnType<typeof login>>, 'header' | 'query'>,
) {
  const signed = header === undefined ? credential : withHeader(credential, header);
  if (query === undefined) return signed;
  const others = (signed.query ?? []).filter(({ name }) => name !== query.name);
  return { ...signed, query: [...others, query] };
}

function withHeader(credential: Credential, header: SignedHeader): Credential {
  const others = credential.headers.filter(({ name }) => name.toLowerCase() !== header.name.toLowerCase());
  return { ...credential, headers: [...others, header] };
}

/** The headers against forgery that a step adds. What is a cookie as it stands follows that cookie from now on. */
function withUnsafeHeaders(
  credential: Credential,
  { unsafeHeaders }: LoginRecipe,
  values: ReadonlyMap<string, string>,
  steps: readonly LoginRecipe[],
): Credential {
  if (unsafeHeaders === undefined) return credential;
  const added = Object.entries(unsafeHeaders).map(([name, template]): UnsafeHeader => {
    const alone = nameAlone(template);
    const source = steps.map(({ capture }) => (alone === undefined ? undefined : capture?.[alone]));
    const cookie = source.findLast((captured) => captured !== undefined)?.cookie;
    if (cookie !== undefined) return { name, cookie };
    const variable = variableName(credential.identity, name.toUpperCase().replace(/[^A-Z0-9]+/g, '_'));
    return {
      name,
      prefix: '',
      secret: new Secret(
        withValues(template, values, (value) => value),
        variable,
      ),
    };
  });
  const names = new Set(added.map(({ name }) => name.toLowerCase()));
  const kept = (credential.unsafeHeaders ?? []).filter(({ name }) => !names.has(name.toLowerCase()));
  return { ...credential, unsafeHeaders: [...kept, ...added] };
}

function usesCode(step: LoginRecipe): boolean {
  return textsOf(step).some(({ text }) => text.includes('{totp}'));
}

async function codeFor(client: HttpClient, { name }: IdentityConfig, codes: CodeSource | undefined): Promise<string> {
  if (codes === undefined) {
    const help = `Give this identity the secret of its codes, as totp: \${${variableName(name, 'TOTP')}}.`;
    throw new ScanError('LOGIN_FAILED', `Login of "${name}" writes {totp}, and there is no totp.`, { help });
  }
  const code = await codes.next(() => client.stopReason() !== undefined);
  client.redactor.add(new Secret(code, variableName(name, 'CODE')));
  return code;
}
