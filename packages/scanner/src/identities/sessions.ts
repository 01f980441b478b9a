import type { ClientCertificate, Credential, HttpClient } from '@middlebrick/http';
import {
  anonymous,
  type Exchange,
  type Identity,
  isSafe,
  type ReportedIdentity,
  type RequestSpec,
  type Surface,
} from '@middlebrick/model';
import type { Alteration } from '../define-check.ts';
import { isRefusal } from '../verdict/compare.ts';
import { canaryHolds, findCanary } from './canary.ts';
import type { SelfDescription } from './claims.ts';
import { bearerOf, derived, secretsOf } from './credentials.ts';
import type { IdentityConfig } from './identity-config.ts';
import { createMemo } from './memo.ts';
import { expiresSoon, openSession, renew, type Session, withSelf } from './session.ts';

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
  /** What a safe request was answered before; `undefined` when it was not sent. A fresh answer is as good as another. */
  known(request: RequestSpec, as: Identity, options?: SendOptions): Promise<Exchange> | undefined;
  derive(identity: Identity, alteration: Alteration): Identity;
  /** The certificate that an identity, or the one it was derived from, shows in TLS. */
  certificateOf(name: string): ClientCertificate | undefined;
  /** How a derived credential is made again, by the name of the derived identity. */
  recipeOf(name: string): string | undefined;
  /** The credentials themselves, for fetching documents of the target. */
  credentials(): Credential[];
  credential(identity: Identity): { bearer?: string; cookies: Readonly<Record<string, string>> };
  /** What the logins of the living identities were answered, secrets replaced. */
  logins(): Exchange[];
  /** Opens one more session; it is to be proven like the others. */
  add(config: IdentityConfig): Promise<Identity>;
  /** Ends what is known of a session that was opened by {@link Sessions.add} and is of no use any more. */
  forget(name: string): void;
  /** Proves every identity that is not yet, or the one of this name; called once the surface is known. */
  prove(surface: Surface, name?: string): Promise<void>;
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
  for (const config of configs) sessions.set(config.name, await openSession(client, config));

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
    reported: () =>
      [...sessions.values()]
        .filter(({ config }) => config.isTemporary !== true)
        .map(({ identity, isAlive, proof, config }) => ({
          ...identity,
          isAlive,
          proof,
          ...(config.isOwn === true ? { isOwn: true } : {}),
        })),
    send(request, as, purpose, options = {}) {
      if (options.fresh === true || !isSafe(request.method)) return sendOnce(request, as, purpose);
      return memo.once(questionOf(request, as, options), () => sendOnce(request, as, purpose));
    },
    known: (request, as, options = {}) => memo.known(questionOf(request, as, options)),
    derive(identity, alteration) {
      const made = derived(identity, credentialOf(identity), alteration);
      for (const secret of secretsOf(made.credential)) client.redactor.add(secret);
      derivedCredentials.set(made.identity.name, {
        credential: made.credential,
        ...(alteration.recipe === undefined ? {} : { recipe: alteration.recipe }),
      });
      return made.identity;
    },
    certificateOf: (name) => (sessions.get(name) ?? derivedCredentials.get(name))?.credential.certificate,
    credentials: () => [...sessions.values()].map((session) => session.credential),
    recipeOf: (name) => derivedCredentials.get(name)?.recipe,
    credential(identity) {
      const credential = credentialOf(identity);
      const bearer = credential === undefined ? undefined : bearerOf(credential);
      return { cookies: credential?.cookies?.all() ?? {}, ...(bearer === undefined ? {} : { bearer }) };
    },
    async add(config) {
      const session = await openSession(client, config);
      sessions.set(config.name, session);
      return session.identity;
    },
    forget: (name) => {
      sessions.delete(name);
    },
    logins: () => [...sessions.values()].flatMap(({ isAlive, loggedIn }) => (isAlive ? (loggedIn ?? []) : [])),
    async prove(surface, name) {
      for (const session of sessions.values()) {
        if (session.canary !== undefined || session.config.isTemporary === true) continue;
        if (name !== undefined && session.identity.name !== name) continue;
        const found = await findCanary(client, surface, session);
        session.isAlive = found.canary !== undefined;
        session.proof = found.reason;
        if (found.canary === undefined) continue;
        session.canary = found.canary;
        // The survey asks the same: what was answered just now is as good.
        const { request } = found.canary;
        if (found.answers !== undefined) {
          const { withIt, without } = found.answers;
          memo.once(questionOf(request, session.identity, {}), () => Promise.resolve(withIt));
          memo.once(questionOf(request, anonymous, {}), () => Promise.resolve(without));
        }
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

/** What makes two requests the same question. */
function questionOf(request: RequestSpec, as: Identity, { second = false }: SendOptions): string {
  return JSON.stringify([as.name, request.method, request.path, request.headers ?? [], request.body ?? '', second]);
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
