import { anonymous, type Exchange, isSuccess, type Operation, type Surface } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import { unlessUnsafe } from '../../experiments/unless-unsafe.ts';
import { type Baseline, baselinesOf, type Survey } from '../../survey/survey.ts';
import {
  isRefusal,
  type PrivateLeaf,
  privateLeaves,
  recallOf,
  recallThreshold,
  sameAnswer,
} from '../../verdict/compare.ts';

interface Evidence {
  operation: string;
  name: string;
  /** What another session of the same account was answered. */
  known: Exchange;
  before: Exchange;
  logout: Exchange;
  /** A path that does not exist: where it is answered like the signing out, nobody was signed out. */
  elsewhere: Exchange;
  paths: { logout: string; elsewhere: string };
  after: Exchange;
  nobody: Exchange;
}

/** Why there is no evidence. */
type Missing = 'noSession' | 'noCanary' | 'notSent';

/** `/logout`, `/auth/sign-out`, and `DELETE /session`. */
const logoutPath = /\/(?:log|sign)[-_]?(?:out|off)\/?$/i;
const sessionPath = /\/sessions?(?:\/(?:me|current))?\/?$/i;

export default defineTargetCheck({
  id: 'auth/token-survives-logout',
  title: 'A credential still works after signing out',
  category: 'authentication',
  severity: 'medium',
  cwe: [613],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:N/A:N',
  sends: 'writes',
  needs: ['identities', 'accounts', 'baselines', 'surface'],
  messages: {
    survives: '{name} signs out by {operation}, and the same credential is still answered as before.',
    revoked: 'After signing out the credential is refused.',
    noSession: 'No account of the scan’s own could sign in once more, or its credential is none that can be kept.',
    notSent: 'Signing out wants something that the scan does not have, or could end more than the scan’s own session.',
    noCanary: 'No operation tells the credential from none.',
    logoutFailed: 'Signing out was refused, so nothing is proven.',
    anyPath: 'Signing out is answered like any path that does not exist, so nobody was signed out.',
    noAnswer: 'What is answered after signing out is neither what was answered before nor a refusal.',
  },
  remediation:
    'End the session on the server: delete it from the store, or keep the id of a token (jti) on a list of revoked ones until it expires; give access tokens a short life. Removing the cookie or the token from the client is no end.',
  article: 'identification-failures',

  appliesTo: ({ surface }) => logoutOf(surface) !== undefined || 'no operation signs out',

  async probe({ survey, send, derive, credential, lookalike, active }): Promise<Evidence | Missing> {
    const [account] = survey.accounts;
    const logout = logoutOf(survey.surface);
    if (account === undefined || logout === undefined) return 'noSession';
    const canary = canaryFor(account.identity, survey);
    if (canary === undefined) return 'noCanary';
    const session = await active.anotherSession(account, 'leaving');
    // A password that goes with every request (HTTP Basic) is no session that ends.
    if (session === undefined || session.credential === 'basic') return 'noSession';
    // As it is and never renewed, whatever the answers say.
    const kept = derive(session, { name: 'kept' });
    const before = await send(canary.request, kept, 'before signing out');
    const cookies = Object.entries(credential(kept).cookies);
    const left = await unlessUnsafe(() => active.signOut(logout, kept), undefined);
    if (left === undefined) return 'notSent';
    // The answer may end cookies, and a thief does not give them up.
    const now = credential(kept).cookies;
    const cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ');
    const thief = cookies.every(([name, value]) => now[name] === value) ? kept : derive(kept, { name: 'copy', cookie });
    const after = await send(canary.request, thief, 'after signing out', { fresh: true });
    const elsewhere = lookalike(logout.path);
    return {
      operation: logout.id,
      name: account.identity,
      known: canary.exchange,
      before,
      logout: left,
      elsewhere: await send({ method: 'GET', path: elsewhere }, kept, 'a path that does not exist'),
      paths: { logout: logout.path, elsewhere },
      after,
      nobody: await send(canary.request, anonymous, 'anonymous reads', { fresh: true }),
    };
  },

  judge(evidence) {
    if (typeof evidence === 'string') return { outcome: 'inconclusive', message: evidence };
    const { operation, name, known, before, logout, elsewhere, paths, after, nobody } = evidence;
    const leaves = privateLeaves([known, before], [nobody], []);
    const isAnswered = (answer: Exchange): boolean =>
      isSuccess(answer) &&
      (leaves.length === 0 ? sameAnswer(answer, known) : recallOf(answer, leaves).share >= recallThreshold);
    if (!isAnswered(before) || sameAnswer(before, nobody)) return { outcome: 'inconclusive', message: 'noCanary' };
    // A redirect is what a form is answered with.
    if (logout.response === null || logout.response.status >= 400)
      return { outcome: 'inconclusive', message: 'logoutFailed' };
    const masking = { echoesA: [paths.logout], echoesB: [paths.elsewhere] };
    if (sameAnswer(logout, elsewhere, masking)) return { outcome: 'inconclusive', message: 'anyPath' };
    if (isRefusal(after) || (isSuccess(after) && sameAnswer(after, nobody)) || isStranger(after, leaves))
      return { outcome: 'hardened', message: 'revoked' };
    if (!isAnswered(after)) return { outcome: 'inconclusive', message: 'noAnswer' };
    return {
      outcome: 'vulnerable',
      message: 'survives',
      confidence: 'confirmed',
      places: [operation],
      proof: [
        { role: 'before', label: `${name}, signed in`, exchange: before },
        { role: 'write', label: `${name} signs out`, exchange: logout },
        { role: 'after', label: `${name}, with the same credential`, exchange: after, note: 'still answered' },
        { role: 'anonymous', label: 'anonymous', exchange: nobody },
      ],
      replay: 2,
      details: { name, operation },
    };
  },
});

/** Whether somebody is answered who has none of the values of the one who signed out. */
function isStranger(answer: Exchange, leaves: readonly PrivateLeaf[]): boolean {
  return isSuccess(answer) && leaves.length > 0 && recallOf(answer, leaves).found.length === 0;
}

function logoutOf(surface: Pick<Surface, 'operations'>): Operation | undefined {
  const { operations } = surface;
  return (
    operations.find(({ method, path }) => method === 'POST' && logoutPath.test(path)) ??
    operations.find(({ path }) => logoutPath.test(path)) ??
    operations.find(({ method, path }) => method === 'DELETE' && sessionPath.test(path))
  );
}

/**
 * A question that this identity is answered and nobody else: it tells whether the credential still works. Best one that
 * others are answered otherwise, since a count of all users changes by itself.
 */
function canaryFor(name: string, survey: Pick<Survey, 'baselines'>): Baseline | undefined {
  const own = survey.baselines.filter(
    ({ identity, operation, exchange }) =>
      identity === name &&
      isSuccess(exchange) &&
      baselinesOf(survey, operation, anonymous.name).some((entry) => isRefusal(entry.exchange)),
  );
  return own.find((entry) => isPersonal(entry, survey)) ?? own[0];
}

/** Whether it tells something that nobody else is told. */
function isPersonal({ identity, operation, exchange }: Baseline, survey: Pick<Survey, 'baselines'>): boolean {
  const others = baselinesOf(survey, operation).filter((entry) => entry.identity !== identity);
  const leaves = privateLeaves(
    [exchange],
    others.map((entry) => entry.exchange),
    [],
  );
  return leaves.some((leaf) => leaf.isDistinctive);
}
