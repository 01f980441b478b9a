import type { Identity } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import { cookieVariables } from './carried.ts';
import { type Cookies, formatCookies } from './cookies.ts';
import type { RecipeName } from './forge.ts';
import { forgeCommandLine } from './forge-command.ts';
import { describeSecret, secretCandidates } from './jwt-secrets.ts';
import { applyChanges, type Changes, impersonate, nobodyChanges, payloadLeaves } from './payload.ts';
import {
  findSessionSecret,
  forgeSession,
  recognise,
  type SessionFormat,
  type SessionKind,
  type SessionSecret,
  sessionTitles,
} from './session.ts';
import { pairsOf, type TakeoverPlan, type takeoverNeeds } from './takeover.ts';
import { hostsOf } from './token-takeover.ts';

type Tools = ProbeTools<(typeof takeoverNeeds)[number]>;

/** A session cookie that can be written anew: it is not signed, or its secret was found. */
interface OpenSession {
  format: SessionFormat;
  secret?: SessionSecret;
  cookies: Cookies;
}

const recipes: Partial<Record<SessionKind, RecipeName>> = {
  flask: 'flask-session',
  django: 'django-session',
  express: 'express-session',
  keygrip: 'express-session',
};

/** What is to be said of an open session: its format, and its secret as far as it may be shown. */
export function describeSession({ format, secret }: OpenSession): { cookie: string; format: string; secret?: string } {
  const facts = { cookie: format.cookie, format: sessionTitles[format.kind] };
  return secret === undefined ? facts : { ...facts, secret: describeSecret(secret.secret) };
}

/** The cookies of an identity that hold a session which anybody could write. Secrets are searched offline. */
export function openSessions(tools: Tools, identity: Identity): OpenSession[] {
  const { cookies } = tools.credential(identity);
  const candidates = secretCandidates(hostsOf(tools));
  return Object.entries(cookies).flatMap(([name, value]) =>
    recognise(name, value, cookies).flatMap((format) => {
      if (format.seal === undefined) return [{ format, cookies }];
      const secret = findSessionSecret(format, candidates);
      return secret === undefined ? [] : [{ format, secret, cookies }];
    }),
  );
}

/** Every forgery of a session that the scan's cookies allow: in another's name first, then in one's own. */
export function sessionPlans(tools: Tools): TakeoverPlan[] {
  return pairsOf(tools.survey).flatMap(({ attacker, victim }) => {
    const theirs = attacker === victim ? [] : openSessions(tools, victim);
    return openSessions(tools, attacker).flatMap((session) => {
      const { format } = session;
      const like = theirs.find((other) => other.format.kind === format.kind && other.format.cookie === format.cookie);
      const changes =
        attacker === victim
          ? ownChanges(format)
          : impersonate(format.payload, attacker, { subjects: victim.subjects, payload: like?.format.payload });
      return Object.keys(changes).length === 0 ? [] : (planOf(tools, session, { attacker, victim, changes }) ?? []);
    });
  });
}

/** A harmless addition, so that the forged session is not one that the server itself has made. */
function ownChanges({ payload }: SessionFormat): Changes {
  return payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? { forged: 'yes' } : {};
}

interface Roles {
  attacker: Identity;
  victim: Identity;
  changes: Changes;
}

function planOf(tools: Tools, session: OpenSession, { attacker, victim, changes }: Roles): TakeoverPlan | undefined {
  const { format, secret, cookies } = session;
  const forged = applyChanges(format.payload, changes);
  const nobody = nobodyChanges(format.payload, attacker, tools.lookalike);
  const write = (payload: typeof forged, key: SessionSecret | undefined): string =>
    formatCookies({ ...cookies, ...forgeSession(format, key, payload) });
  const recipe = forgeCommandLine(recipes[format.kind] ?? 'session', cookieVariables(attacker.name, cookies), changes, {
    hints: hostsOf(tools),
  });
  const wrong = secret && { ...secret, secret: `${secret.secret}${Math.floor(tools.random() * 2 ** 32).toString(36)}` };
  const mark = `session-${format.cookie.replace(/[^\w-]+/g, '-')}-${format.kind}`;
  const control = (kind: string, what: string, cookie: string) => ({
    kind,
    label: `${attacker.name}, ${what}`,
    alteration: { name: `${mark}-${kind}`, cookie },
  });
  const controls = [
    ...(wrong
      ? [control(`wrong-secret-as-${victim.name}`, 'the same session signed with another secret', write(forged, wrong))]
      : []),
    ...(Object.keys(nobody).length > 0
      ? [control('nobody', 'forged session that names nobody', write(applyChanges(format.payload, nobody), secret))]
      : []),
  ];
  if (controls.length === 0) return undefined;
  const what = attacker === victim ? 'session made anew' : `session that names ${victim.name}`;
  return {
    attacker,
    victim,
    attempts: [
      {
        kind: sessionTitles[format.kind],
        label: `${attacker.name}, ${what}`,
        alteration: { name: `${mark}-as-${victim.name}`, cookie: write(forged, secret), recipe },
      },
    ],
    controls,
    echoes: [...new Set(payloadLeaves(forged).map((leaf) => leaf.value))],
  };
}
