import { anonymous, type Exchange, headerOf, isSuccess, type Operation, type RequestSpec } from '@middlebrick/model';
import { defineCheck, type Judgment, type ProbeTools, type ProofEntry } from '../../define-check.ts';
import { type Baseline, baselinesOf } from '../../survey/survey.ts';
import { methodSamples, methodSpellings } from '../../tokens/method-spellings.ts';
import {
  accessOf,
  echoesOf,
  isRefusal,
  isUnusable,
  privateLeaves,
  recallOf,
  sameAnswer,
} from '../../verdict/compare.ts';

type Tools = ProbeTools<'identities' | 'baselines'>;

interface Tried {
  kind: string;
  exchange: Exchange;
}

interface Evidence {
  /** Two readings by a caller who may. */
  owner: Exchange[];
  /** GET without a credential. */
  refused: Exchange;
  echoes: string[];
  tried: Tried[];
  head: Exchange | null;
  nowhere: Exchange | null;
  /** The operation that stands for this one, or nothing. */
  example: string;
}

/** Operations that may stand for others: a service has few ways of refusing callers. */
const mostExamples = 3;

export default defineCheck({
  id: 'auth/method-bypass',
  title: 'Another method reaches protected data without signing in',
  category: 'authentication',
  severity: 'high',
  cwe: [288],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'baselines'],
  messages: {
    served: 'Refused as GET, the private data is served to anyone who asks with {way}.',
    headers:
      'Refused as GET, the request is carried out for anyone who asks with HEAD: the answer has the length of the private one.',
    open: 'Anonymous callers are not refused with 401 or 403, so there is nothing to bypass.',
    refused: 'Every other safe method and method override was refused too, or brought nothing private.',
    alike:
      'OPTIONS and HEAD, each with an override, were answered as at {example}, which refuses in the same way and refused every spelling by itself.',
    nothingPrivate: 'The answer to a signed-in caller holds no values by which it could be recognised.',
    unanswered: 'The operation gave no usable answer to other methods.',
  },
  remediation:
    'Authenticate before routing, for every method, and remove method overrides or apply them before authentication.',
  article: 'identification-failures',

  appliesTo(operation, { baselines }) {
    if (operation.method !== 'GET') return 'Only reads are tried with other methods.';
    const reading = readingOf({ baselines }, operation.id);
    return typeof reading === 'string' ? reading : true;
  },

  async probe(tools) {
    const { survey, operation, send, lookalike } = tools;
    const own = readingOf(survey, operation.id);
    if (typeof own === 'string') return null;
    const identity = survey.identities.find(({ name }) => name === own.identity);
    if (identity === undefined) return null;
    const again = await send(own.request, identity, 'the caller reads again', { second: true });
    const refused = await send(own.request, anonymous, 'control: GET without a credential');
    const known: Evidence = {
      owner: [own.exchange, again],
      refused,
      echoes: echoesOf(own.values),
      tried: [],
      head: null,
      nowhere: null,
      example: '',
    };
    if (!isGuarded(refused)) return known;
    const samples = await askAll(methodSamples, own.request, send);
    const example = await exampleFor(tools, operation, { ...known, tried: samples });
    if (example !== undefined) return { ...known, tried: samples, example };
    const tried = await askAll(methodSpellings, own.request, send);
    const head = await send({ ...own.request, method: 'HEAD' }, anonymous, 'HEAD without a credential');
    const missing = { ...own.request, method: 'HEAD', path: `/${lookalike('no-such-place-71c3')}` };
    const nowhere = await send(missing, anonymous, 'control: HEAD of a path that does not exist');
    return { ...known, tried, head, nowhere };
  },

  judge(evidence): Judgment<'served' | 'headers' | 'open' | 'refused' | 'alike' | 'nothingPrivate' | 'unanswered'> {
    if (evidence === null) return { outcome: 'inconclusive', message: 'unanswered' };
    const { owner, refused, tried, head, nowhere, echoes, example } = evidence;
    const leaves = privateLeaves(owner, [refused], echoes);
    const [first] = owner;
    if (first === undefined || isUnusable(refused)) return { outcome: 'inconclusive', message: 'unanswered' };
    if (!isGuarded(refused)) return { outcome: 'hardened', message: 'open' };
    const entry = (role: ProofEntry['role'], label: string, exchange: Exchange): ProofEntry => ({
      role,
      label,
      exchange,
      shows: recallOf(exchange, leaves).found.map((leaf) => leaf.path),
    });
    const controls = [
      entry('owner', `${first.identity} (signed in)`, first),
      entry('control', 'anonymous, GET', refused),
    ];

    for (const { kind, exchange } of tried) {
      const access = accessOf(exchange, leaves);
      if (access === null) continue;
      const values = leaves.map(({ path, value }) => ({ path, value }));
      const proof = [
        ...controls,
        { ...entry('anonymous', `anonymous, ${kind}`, exchange), note: 'the same private values' },
      ];
      return {
        outcome: 'vulnerable',
        message: 'served',
        confidence: access,
        kind,
        proof,
        values,
        details: { way: kind },
      };
    }
    if (head !== null && nowhere !== null && isCarriedOut(head, nowhere, first)) {
      const proof = [
        ...controls,
        entry('control', 'anonymous, HEAD of a path that does not exist', nowhere),
        entry('anonymous', 'anonymous, HEAD', head),
      ];
      return { outcome: 'vulnerable', message: 'headers', confidence: 'firm', severity: 'low', kind: 'HEAD', proof };
    }
    if (tried.every(({ exchange }) => isUnusable(exchange))) return { outcome: 'inconclusive', message: 'unanswered' };
    if (leaves.length === 0) return { outcome: 'inconclusive', message: 'nothingPrivate' };
    return example === ''
      ? { outcome: 'hardened', message: 'refused' }
      : { outcome: 'hardened', message: 'alike', details: { example } };
  },
});

/** The first answer of an operation to somebody who may read it while nobody may; a sentence when there is none. */
function readingOf(survey: Pick<Tools['survey'], 'baselines'>, operation: string): Baseline | string {
  const readings = baselinesOf(survey, operation);
  if (readings.some(({ identity, exchange }) => identity === anonymous.name && !isGuarded(exchange)))
    return 'It does not refuse anonymous callers with 401 or 403.';
  return readings.find(({ exchange }) => isSuccess(exchange)) ?? 'No identity could read it.';
}

async function askAll(spellings: typeof methodSpellings, request: RequestSpec, send: Tools['send']): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const { kind, change } of spellings)
    tried.push({ kind, exchange: await send(change(request), anonymous, kind) });
  return tried;
}

/**
 * An operation that refuses callers in the same words, answers both samples with the same status, and brings nothing
 * under any spelling. All that is sent for it is sent once, and answers its own question too.
 */
async function exampleFor(
  { survey, surface, send }: Tools,
  operation: Operation,
  own: Evidence,
): Promise<string | undefined> {
  for (const example of examplesIn(survey)) {
    if (example.operation === operation.id) return undefined;
    const refused = await send(example.request, anonymous, 'control: GET without a credential');
    const masking = { echoesA: own.echoes, echoesB: echoesOf(example.values) };
    const described = surface.operations.find(({ id }) => id === example.operation);
    const isAlike =
      sameAnswer(own.refused, refused, masking) &&
      JSON.stringify(described?.security) === JSON.stringify(operation.security);
    if (!isAlike) continue;
    const samples = await askAll(methodSamples, example.request, send);
    const isSame = samples.every(
      ({ exchange }, index) => exchange.response?.status === own.tried[index]?.exchange.response?.status,
    );
    const others = await askAll(methodSpellings, example.request, send);
    const head = await send({ ...example.request, method: 'HEAD' }, anonymous, 'HEAD without a credential');
    const all = [...own.tried, ...samples, ...others].map(({ exchange }) => exchange);
    if (isSame && [...all, head].every(isRefused)) return example.operation;
  }
  return undefined;
}

/** The first operations of the survey that only some callers may read. */
function examplesIn(survey: Tools['survey']): Baseline[] {
  const examples = new Map<string, Baseline>();
  for (const { operation, request } of survey.baselines) {
    if (examples.size === mostExamples) break;
    const reading = readingOf(survey, operation);
    if (request.method === 'GET' && typeof reading !== 'string') examples.set(operation, reading);
  }
  return [...examples.values()];
}

/** Nothing came that could be anybody's: no success with a body, and no success at all where there never is a body. */
function isRefused(exchange: Exchange): boolean {
  const mayBeEmpty = exchange.request.method !== 'HEAD' && isSuccess(exchange);
  return isRefusal(exchange) || (mayBeEmpty && exchange.response?.body === '');
}

function isGuarded({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** HEAD has no body (RFC 9110 section 9.3.2), so only the length tells that the handler ran. */
function isCarriedOut(head: Exchange, nowhere: Exchange, owner: Exchange): boolean {
  const length = Number(headerOf(head, 'content-length') ?? Number.NaN);
  return isSuccess(head) && !isSuccess(nowhere) && length > 2 && length === owner.response?.bytes;
}
