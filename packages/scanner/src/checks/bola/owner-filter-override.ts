import {
  anonymous,
  type Exchange,
  type Identity,
  isSuccess,
  type Operation,
  type RequestSpec,
} from '@middlebrick/model';
import { defineCheck, type ProbeTools } from '../../define-check.ts';
import { readExperiment } from '../../survey/experiment.ts';
import type { Baseline, SurveyPart } from '../../survey/survey.ts';
import { privateLeaves, rowsOf, sameAnswer, volatilePaths } from '../../verdict/compare.ts';
import { disclosure } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence, type ReadVerdict } from '../../verdict/read.ts';

interface Attempt {
  evidence: ReadEvidence;
  owner: string;
  other: string;
  parameter: string;
}

const ownerLike =
  /^(?:owner|user|account|customer|tenant|org(?:anization)?|member|author|creator|client|patient|created_?by|for)(?:_?(?:id|name|uuid|email))?$|^(?:username|uid|email)$/i;

/** A list on which every guessed name at once made no difference. */
interface Unmoved {
  /** The owner's own readings. */
  owner: readonly [Exchange, Exchange];
  own: Exchange;
  /** The stranger's, with all names set to one id of the owner. */
  answer: Exchange;
  subject: string;
}

/** Names that handlers read although no spec mentions them, the most common first. */
const guesses = ['user_id', 'owner_id', 'userId'];

export default defineCheck({
  id: 'bola/owner-filter-override',
  title: 'A query parameter chooses whose rows a list returns',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'baselines'],
  messages: {
    disclosed: "{other} receives {owner}'s rows by setting {parameter}.",
    notPerCaller:
      'The list is not known to differ from caller to caller, so a foreign row cannot be told from an own one.',
    ignored: 'Setting the owner does not bring rows of another user.',
    undecided: 'Setting the owner changes the answer, but no private value shows whose rows they are.',
  },
  remediation:
    'Take the owner of the rows from the verified caller in the key condition of the query, and ignore any parameter that names one. If administrators need the filter, allow it to their role only.',
  article: 'identification-failures',

  appliesTo: (operation, { baselines }) =>
    baselines.some(
      (baseline) =>
        baseline.operation === operation.id && isSuccess(baseline.exchange) && rowsOf(baseline.exchange).length > 0,
    ) || 'is not a list that was answered',

  async probe({ operation, survey, send, lookalike }) {
    const attempts: Attempt[] = [];
    const unmoved: Unmoved[] = [];
    const lists = survey.baselines.filter(
      (baseline) => baseline.operation === operation.id && isSuccess(baseline.exchange),
    );
    for (const mine of lists) {
      const other = survey.identities.find((identity) => identity.name === mine.identity && !identity.isPrivileged);
      const theirs = lists.find(
        (entry) =>
          entry.identity !== mine.identity &&
          entry.identity !== anonymous.name &&
          sameValues(entry.values, mine.values),
      );
      const owner = survey.identities.find((identity) => identity.name === theirs?.identity);
      if (other === undefined || owner === undefined || theirs === undefined) continue;
      const { suspects, ...tried } = await suspectsOf(operation, { mine, theirs, owner, other }, send);
      unmoved.push(...tried.unmoved);
      for (const { parameter, subject } of suspects) {
        const missing = lookalike(subject);
        const plan = {
          owner: theirs.request,
          other: withQuery(mine.request, [parameter], subject),
          nonexistent: withQuery(mine.request, [parameter], missing),
          own: mine.request,
          echoes: { object: [subject], nonexistent: [missing], own: [] },
        };
        const evidence = await readExperiment({ owner, other, isMember: false, isListedForOther: false }, plan, send);
        attempts.push({ evidence, owner: owner.name, other: other.name, parameter });
        if (isDisclosed(judgeRead(evidence))) return { attempts, unmoved };
      }
      if (attempts.length + unmoved.length > 0) break;
    }
    return { attempts, unmoved };
  },

  judge({ attempts, unmoved }) {
    const judged = attempts.map((attempt) => ({ ...attempt, verdict: judgeRead(attempt.evidence) }));
    const hit = judged.find(({ verdict }) => isDisclosed(verdict));
    if (hit !== undefined) return disclosure('disclosed', { ...hit, callers: hit }, { parameter: hit.parameter });
    const isPerCaller =
      judged.some(({ verdict }) => verdict.leaves.length > 0) ||
      unmoved.some(({ owner, own, answer, subject }) => privateLeaves(owner, [own, answer], [subject]).length > 0);
    if (!isPerCaller) return { outcome: 'inconclusive', message: 'notPerCaller' };
    const isUndecided = judged.some(({ verdict }) => verdict.outcome !== 'hardened');
    return isUndecided
      ? { outcome: 'inconclusive', message: 'undecided' }
      : { outcome: 'hardened', message: 'ignored' };
  },
});

/** Rows that hold nothing private may be anybody's. */
function isDisclosed({ outcome, confidence }: ReadVerdict): boolean {
  return outcome === 'vulnerable' && confidence !== 'tentative';
}

interface Suspect {
  parameter: string;
  subject: string;
}

interface Callers {
  mine: Baseline;
  theirs: Baseline;
  owner: Identity;
  other: Identity;
}

/**
 * The names to try one by one. A list that describes such filters may combine them, so each is tried alone; guesses go
 * together first, and alone where that changes the answer in any way.
 */
async function suspectsOf(
  operation: Operation,
  { mine, theirs, owner, other }: Callers,
  send: ProbeTools<SurveyPart>['send'],
): Promise<{ suspects: Suspect[]; unmoved: Unmoved[] }> {
  const declared = operation.parameters
    .filter((parameter) => parameter.in === 'query' && !parameter.required && ownerLike.test(parameter.name))
    .map((parameter) => parameter.name);
  const names = declared.length > 0 ? [...new Set(declared)] : guesses;
  const tries = names.flatMap((parameter) =>
    subjectsFor(parameter, owner.subjects).map((subject) => ({ parameter, subject })),
  );
  if (declared.length > 0) return { suspects: tries, unmoved: [] };
  const unmoved: Unmoved[] = [];
  for (const [subject, members] of Map.groupBy(tries, (one) => one.subject)) {
    const parameters = members.map(({ parameter }) => parameter);
    const all = withQuery(mine.request, parameters, subject);
    const answer = await send(all, other, `stranger names the owner by ${parameters.join(', ')}`);
    if (!sameAnswer(answer, mine.exchange)) {
      const again = await send(mine.request, other, 'stranger reads its own again', { second: true });
      const volatile = { volatilePaths: volatilePaths(mine.exchange, again) };
      if (!sameAnswer(answer, mine.exchange, volatile)) continue;
    }
    const second = await send(theirs.request, owner, 'owner reads again', { second: true });
    unmoved.push({ owner: [theirs.exchange, second], own: mine.exchange, answer, subject });
  }
  const settled = new Set(unmoved.map(({ subject }) => subject));
  return { suspects: tries.filter(({ subject }) => !settled.has(subject)), unmoved };
}

/** The owner's ids that fit the parameter: an e-mail for `email`, else its first id and its user name. */
function subjectsFor(parameter: string, subjects: readonly string[]): string[] {
  const isMail = /email/i.test(parameter);
  return subjects.filter((subject) => subject.includes('@') === isMail).slice(0, 2);
}

function withQuery(request: RequestSpec, names: readonly string[], value: string): RequestSpec {
  const [path = '', query = ''] = request.path.split('?');
  const encoded = names.map(encodeURIComponent);
  const kept = query.split('&').filter((pair) => pair !== '' && !encoded.includes(pair.split('=', 1)[0] ?? ''));
  const added = encoded.map((name) => `${name}=${encodeURIComponent(value)}`);
  return { ...request, path: `${path}?${[...kept, ...added].join('&')}` };
}

function sameValues(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
