import { anonymous, type Exchange, isSuccess, type Operation, type Surface } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
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

/** `/logout`, `/auth/sign-out`, and `DELETE /session`. */
const logoutPath = /(?:^|\/)(?:log[-_]?(?:out|off)|sign[-_]?(?:out|off))\/?$/i;
const sessionPath = /(?:^|\/)sessions?(?:\/(?:me|current))?\/?$/i;

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
    noCanary: 'No operation tells the credential from none.',
    logoutFailed: 'Signing out was refused, so nothing is proven.',
    anyPath: 'Signing out is answered like any path that does not exist, so nobody was signed out.',
    noAnswer: 'What is answered after signing out is neither what was answered before nor a refusal.',
  },
  remediation:
    'End the session on the server: delete it from the store, or keep the id of a token (jti) on a list of revoked ones until it expires; give access tokens a short life. Removing the cookie or the token from the client is no end.',
  article: 'identification-failures',

  appliesTo: ({ surface }) => logoutOf(surface) !== undefined || 'no operation signs out',

  async probe({ survey, send, derive, credential, lookalike, active }) {
    const [account] = survey.accounts;
    const logout = logoutOf(survey.surface);
    if (account === undefined || logout === undefined) return { operation: '', evidence: null, isLive: true };
    const canary = canaryFor(account.identity, survey);
    if (canary === undefined) return { operation: logout.id, evidence: null, isLive: false };
    const session = await active.anotherSession(account, 'leaving');
    if (session === undefined) return { operation: logout.id, evidence: null, isLive: true };
    const { bearer, cookies } = credential(session);
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    if (bearer === undefined && cookie === '') return { operation: logout.id, evidence: null, isLive: true };
    // As it is and never renewed, whatever the answers say.
    const kept = derive(session, { name: 'kept', ...(bearer === undefined ? { cookie } : { bearer }) });
    const before = await send(canary.request, kept, 'before signing out', { fresh: true });
    const left = await active.signOut(logout, kept);
    if (left === undefined) return { operation: logout.id, evidence: null, isLive: true };
    const after = await send(canary.request, kept, 'after signing out', { fresh: true });
    const paths = { logout: logout.path, elsewhere: `/${lookalike(logout.path.replace(/^\//, ''))}` };
    const evidence: Evidence = {
      name: account.identity,
      known: canary.exchange,
      before,
      logout: left,
      elsewhere: await send({ method: 'GET', path: paths.elsewhere }, kept, 'a path that does not exist'),
      paths,
      after,
      nobody: await send(canary.request, anonymous, 'anonymous reads', { fresh: true }),
    };
    return { operation: logout.id, evidence: evidence as Evidence | null, isLive: true };
  },

  judge({ operation, evidence, isLive }) {
    if (!isLive) return { outcome: 'inconclusive', message: 'noCanary' };
    if (evidence === null) return { outcome: 'inconclusive', message: 'noSession' };
    const { name, known, before, logout, elsewhere, paths, after, nobody } = evidence;
    const leaves = privateLeaves([known, before], [nobody], []);
    const isAnswered = (answer: Exchange): boolean =>
      isSuccess(answer) &&
      (leaves.length === 0 ? sameAnswer(answer, known) : recallOf(answer, leaves).share >= recallThreshold);
    if (!isAnswered(before) || sameAnswer(before, nobody)) return { outcome: 'inconclusive', message: 'noCanary' };
    if (!isSuccess(logout) && !isRedirect(logout)) return { outcome: 'inconclusive', message: 'logoutFailed' };
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

function isRedirect({ response }: Exchange): boolean {
  return response !== null && response.status >= 300 && response.status < 400;
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
  const isPersonal = ({ operation, exchange }: Baseline): boolean => {
    const others = baselinesOf(survey, operation).filter(({ identity }) => identity !== name);
    const leaves = privateLeaves(
      [exchange],
      others.map((entry) => entry.exchange),
      [],
    );
    return leaves.some((leaf) => leaf.isDistinctive);
  };
  return own.find(isPersonal) ?? own[0];
}
