import type { Credential, HttpClient } from '@middlebrick/http';
import {
  type Exchange,
  type Identity,
  isSafe,
  isScanError,
  type ReportedIdentity,
  type RequestSpec,
  type Surface,
} from '@middlebrick/model';
import type { Alteration } from '../define-check.ts';
import { isRefusal } from '../verdict/compare.ts';
import { type Canary, canaryHolds, findCanary } from './canary.ts';
import { isAdminRole, jwtParts, type SelfDescription } from './claims.ts';
import { bearerOf, credentialFrom, derived, kindOf, secretsOf, selfFromToken } from './credentials.ts';
import type { IdentityConfig } from './identity-config.ts';
import { login } from './login.ts';
import { createMemo } from './memo.ts';

interface Session {
  config: IdentityConfig;
  identity: Identity;
  credential: Credential;
  /** What the first login was answered, its secrets replaced. */
  loggedIn?: Exchange;
  canary?: Canary;
  isAlive: boolean;
  proof: string;
  /** One re-login at a time; the others wait for it. */
  renewal?: Promise<boolean>;
}

export interface SendOptions {
  /** Asks again although it was asked before. */
  fresh?: boolean;
  /** The second reading of a question: asked once more, and shared by all who need one to see what changes by itself. */
  second?: boolean;
}

/** The callers of a scan: their credentials, their proofs of life, and the only way for the scanner to send. */
export interface Sessions {
  /** Identities proven alive, in the order given. */
  identities(): Identity[];
  reported(): ReportedIdentity[];
  send(request: RequestSpec, as: Identity, purpose: string, options?: SendOptions): Promise<Exchange>;
  derive(identity: Identity, alteration: Alteration): Identity;
  /** How a derived credential is made again, by the name of the derived identity. */
  recipeOf(name: string): string | undefined;
  /** The credentials themselves, for fetching documents of the target. */
  credentials(): Credential[];
  credential(identity: Identity): { bearer?: string; cookies: Readonly<Record<string, string>> };
  /** What the logins of the living identities were answered, secrets replaced. */
  logins(): Exchange[];
  /** Proves every identity that is not yet; called once the surface is known. */
  prove(surface: Surface): Promise<void>;
  /** Adds what the survey learnt of a caller. */
  learn(name: string, self: SelfDescription): void;
  /** Runs every canary again and names the identities that are no longer signed in. */
  lost(): Promise<string[]>;
}

/**
 * Opens a session for every configured identity: logs in where there is a recipe, keeps every secret from the record.
 * @throws ScanError LOGIN_FAILED when a recipe does not work
 */
export async function openSessions(client: HttpClient, configs: readonly IdentityConfig[]): Promise<Sessions> {
  const sessions = new Map<string, Session>();
  for (const config of configs) sessions.set(config.name, await open(client, config));

  const derivedCredentials = new Map<string, { credential: Credential; recipe?: string }>();
  const memo = createMemo();

  const credentialOf = (identity: Identity): Credential | undefined =>
    sessions.get(identity.name)?.credential ?? derivedCredentials.get(identity.name)?.credential;

  const sendOnce = async (request: RequestSpec, as: Identity, purpose: string): Promise<Exchange> => {
    const session = sessions.get(as.name);
    if (session !== undefined && expiresSoon(session)) await renew(client, session);
    if (session === undefined) return client.send(request, credentialOf(as), { identity: as.name, purpose });
    return sendSignedIn(client, session, request, purpose);
  };

  return {
    identities: () => [...sessions.values()].filter((session) => session.isAlive).map((session) => session.identity),
    reported: () => [...sessions.values()].map(({ identity, isAlive, proof }) => ({ ...identity, isAlive, proof })),
    send(request, as, purpose, options = {}) {
      if (options.fresh === true || !isSafe(request.method)) return sendOnce(request, as, purpose);
      const key = JSON.stringify([
        as.name,
        request.method,
        request.path,
        request.headers ?? [],
        request.body ?? '',
        options.second ?? false,
      ]);
      return memo.once(key, () => sendOnce(request, as, purpose));
    },
    derive(identity, alteration) {
      const made = derived(identity, credentialOf(identity), alteration);
      for (const secret of secretsOf(made.credential)) client.redactor.add(secret);
      derivedCredentials.set(made.identity.name, {
        credential: made.credential,
        ...(alteration.recipe === undefined ? {} : { recipe: alteration.recipe }),
      });
      return made.identity;
    },
    credentials: () => [...sessions.values()].map((session) => session.credential),
    recipeOf: (name) => derivedCredentials.get(name)?.recipe,
    credential(identity) {
      const credential = credentialOf(identity);
      const bearer = credential === undefined ? undefined : bearerOf(credential);
      return { cookies: credential?.cookies?.all() ?? {}, ...(bearer === undefined ? {} : { bearer }) };
    },
    logins: () => [...sessions.values()].flatMap(({ isAlive, loggedIn }) => (isAlive ? (loggedIn ?? []) : [])),
    async prove(surface) {
      for (const session of sessions.values()) {
        const found = await findCanary(client, surface, session);
        session.isAlive = found.canary !== undefined;
        session.proof = found.reason;
        if (found.canary !== undefined) session.canary = found.canary;
      }
    },
    learn(name, self) {
      const session = sessions.get(name);
      if (session !== undefined) session.identity = withSelf(session.identity, self);
    },
    async lost() {
      const names: string[] = [];
      for (const session of sessions.values()) {
        if (session.canary === undefined) continue;
        if (session.isAlive && (await canaryHolds(client, session.canary, session))) continue;
        if (!(await renew(client, session))) names.push(session.identity.name);
      }
      return names;
    },
  };
}

async function open(client: HttpClient, config: IdentityConfig): Promise<Session> {
  const credential = await credentialFrom(config);
  const identity: Identity = {
    name: config.name,
    credential: kindOf(config),
    subjects: config.subjects.length > 0 ? config.subjects : [config.name],
    isPrivileged: config.role !== undefined && isAdminRole(config.role),
    ...(config.role === undefined ? {} : { role: config.role }),
    ...(config.tenant === undefined ? {} : { tenant: config.tenant }),
  };
  const session: Session = { config, identity, credential, isAlive: false, proof: 'not yet proven' };
  for (const secret of secretsOf(credential)) client.redactor.add(secret);
  await signIn(client, session);
  return session;
}

/** Runs the login recipes, if any, and learns from the token who the caller is. */
async function signIn(client: HttpClient, session: Session): Promise<void> {
  const { login: recipes } = session.config;
  for (const recipe of recipes === undefined ? [] : [recipes].flat()) {
    const result = await login(client, recipe, session.credential);
    session.identity = withSelf(session.identity, result.self);
    session.loggedIn ??= result.exchange;
    const { header } = result;
    if (header === undefined) continue;
    client.redactor.add(header.secret);
    const others = session.credential.headers.filter((kept) => kept.name.toLowerCase() !== header.name.toLowerCase());
    session.credential = { ...session.credential, headers: [...others, header] };
  }
  for (const secret of secretsOf(session.credential)) client.redactor.add(secret);
  session.identity = withSelf(session.identity, selfFromToken(session.credential));
}

/** Logs in again where a recipe allows it, once for all that wait; says whether the caller is alive afterwards. */
function renew(client: HttpClient, session: Session): Promise<boolean> {
  session.renewal ??= (async () => {
    try {
      if (session.config.login === undefined) return false;
      await signIn(client, session);
      return session.canary === undefined || (await canaryHolds(client, session.canary, session));
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

/** Times that one request is repeated with a renewed session. */
const renewals = 3;

/**
 * A 401 may be the verdict of the API or the end of the session. The canary tells: a live session keeps its
 * answer; an ended one is renewed and asked again; where it cannot be renewed the answer is void. An answer to a
 * credential that was replaced while it was under way says nothing of the new one, and is asked for again.
 */
async function sendSignedIn(
  client: HttpClient,
  session: Session,
  request: RequestSpec,
  purpose: string,
): Promise<Exchange> {
  const meta = { identity: session.identity.name, purpose };
  for (let attempt = 0; ; attempt++) {
    const { credential } = session;
    const exchange = await client.send(request, credential, meta);
    if (!looksSignedOut(exchange) || attempt === renewals) return exchange;
    if (session.credential !== credential) continue;
    if (session.canary === undefined || (await canaryHolds(client, session.canary, { ...session, credential }))) {
      return exchange;
    }
    if (session.credential !== credential || (await renew(client, session))) continue;
    session.isAlive = false;
    session.proof = `signed out during the scan: ${session.canary.label} now refuses it`;
    return {
      ...exchange,
      response: null,
      failure: { code: 'SESSION_ENDED', message: `${session.identity.name} was signed out during the scan` },
    };
  }
}

function looksSignedOut(exchange: Exchange): boolean {
  const status = exchange.response?.status;
  return (
    status === 401 ||
    (isRefusal(exchange) && status !== undefined && status < 400 && /login|signin|auth/i.test(location(exchange)))
  );
}

function location(exchange: Exchange): string {
  return exchange.response?.headers.find(([name]) => name === 'location')?.[1] ?? '';
}

/** Seconds before its end at which a token is replaced, so that none expires on the way. */
const renewalMargin = 5;

function expiresSoon(session: Session): boolean {
  if (session.config.login === undefined) return false;
  const exp = jwtParts(bearerOf(session.credential) ?? '')?.claims.exp;
  return typeof exp === 'number' && exp - Date.now() / 1000 < renewalMargin;
}

function withSelf(identity: Identity, self: SelfDescription): Identity {
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
