import type { Credential, HttpClient } from '@middlebrick/http';
import { type Exchange, type Identity, isScanError, Secret, variableName } from '@middlebrick/model';
import { type Canary, canaryHolds } from './canary.ts';
import { isAdminRole, jwtParts, type SelfDescription } from './claims.ts';
import { bearerOf, credentialFrom, kindOf, secretsOf } from './credentials.ts';
import type { IdentityConfig } from './identity-config.ts';
import { bareSecret, createCodeSource } from './one-time-code.ts';
import { type Applicant, refreshed, type SignedIn, signedIn } from './sign-in.ts';

/** One caller of a scan, with the credential that it has at the moment. */
export interface Session extends Applicant {
  identity: Identity;
  credential: Credential;
  /** The last sign-in, and when it was, in milliseconds since the epoch. */
  signedIn?: SignedIn & { at: number };
  /** What the first login was answered, its secrets replaced. */
  loggedIn?: Exchange;
  canary?: Canary;
  isAlive: boolean;
  proof: string;
  /** One re-login at a time; the others wait for it. */
  renewal?: Promise<boolean>;
}

/**
 * Opens a session: signs in, where there is something to do.
 * @throws ScanError LOGIN_FAILED, or what a client certificate is refused for
 */
export async function openSession(client: HttpClient, config: IdentityConfig): Promise<Session> {
  const credential = await credentialFrom(config);
  const identity: Identity = {
    name: config.name,
    credential: kindOf(config),
    subjects: config.subjects.length > 0 ? config.subjects : [config.name],
    isPrivileged: config.role !== undefined && isAdminRole(config.role),
    ...(config.role === undefined ? {} : { role: config.role }),
    ...(config.tenant === undefined ? {} : { tenant: config.tenant }),
  };
  const session: Session = {
    config,
    base: credential,
    ...(config.totp === undefined ? {} : { codes: createCodeSource(config.totp) }),
    identity,
    credential,
    isAlive: false,
    proof: 'not yet proven',
  };
  for (const secret of secretsOf(credential)) client.redactor.add(secret);
  if (config.totp !== undefined) {
    client.redactor.add(new Secret(bareSecret(config.totp), variableName(config.name, 'TOTP')));
  }
  await signIn(client, session);
  return session;
}

/** Signs in, where there is something to do, and learns from answers and token who the caller is. */
async function signIn(client: HttpClient, session: Session): Promise<void> {
  take(client, session, await signedIn(client, session));
}

function take(client: HttpClient, session: Session, result: SignedIn): void {
  session.signedIn = { ...result, at: Date.now() };
  session.credential = result.credential;
  if (result.answer !== undefined) session.loggedIn ??= result.answer;
  for (const secret of secretsOf(result.credential)) client.redactor.add(secret);
  for (const self of result.selves) session.identity = withSelf(session.identity, self);
}

function isRenewable({ config }: Session): boolean {
  return config.login !== undefined || config.oauth2 !== undefined;
}

/** Whether a refresh token, where there is one, made the session live again. */
async function refresh(client: HttpClient, session: Session): Promise<boolean> {
  const before = session.signedIn;
  if (before?.refreshToken === undefined) return false;
  try {
    take(client, session, await refreshed(client, session, before));
    return await holds(client, session);
  } catch (error) {
    // A refresh token ends, too; the login is what is left then.
    if (isScanError(error)) return false;
    throw error;
  }
}

async function holds(client: HttpClient, session: Session): Promise<boolean> {
  return session.canary === undefined || (await canaryHolds(client, session.canary, session));
}

/** Logs in again where a recipe allows it, once for all that wait; says whether the caller is alive afterwards. */
export function renew(client: HttpClient, session: Session): Promise<boolean> {
  session.renewal ??= (async () => {
    try {
      if (!isRenewable(session)) return false;
      if (await refresh(client, session)) return true;
      await signIn(client, session);
      return await holds(client, session);
    } catch (error) {
      // A login that worked before and is refused now, perhaps as one too many, ends a session and not the scan.
      if (isScanError(error)) return false;
      throw error;
    } finally {
      delete session.renewal;
    }
  })();
  return session.renewal;
}

/** Seconds before its end at which a token is replaced, so that none expires on the way. */
const renewalMargin = 5;

/** Whether the token of a session is about to end, and another one can be had. */
export function expiresSoon(session: Session): boolean {
  if (!isRenewable(session)) return false;
  const exp = jwtParts(bearerOf(session.credential) ?? '')?.claims.exp;
  const { at = 0, expiresAt } = session.signedIn ?? {};
  const end = Math.min(
    typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY,
    expiresAt ?? Number.POSITIVE_INFINITY,
  );
  // Over from the beginning: the clocks differ, and only the API knows how long it lasts.
  if (end <= at) return false;
  // A token that lasts for seconds only is not replaced before half of them are over.
  return end - Date.now() < Math.min(renewalMargin * 1000, (end - at) / 2);
}

/** The identity with what an answer or a token says of it. */
export function withSelf(identity: Identity, self: SelfDescription): Identity {
  const role = identity.role ?? self.role;
  const tenant = identity.tenant ?? self.tenant;
  return {
    ...identity,
    // The label given on the command line comes last: it is a guess, what the API says is not.
    subjects: unique([
      ...identity.subjects.filter((subject) => subject !== identity.name),
      ...self.subjects,
      identity.name,
    ]),
    isPrivileged: identity.isPrivileged || self.isAdmin,
    ...(role === undefined ? {} : { role }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
