import { anonymous, type Exchange, headerOf, isSuccess } from '@middlebrick/model';
import { defineCheck, type Judgment, type ProofEntry } from '../../define-check.ts';
import { baselinesOf } from '../../survey/survey.ts';
import { methodSpellings } from '../../tokens/method-spellings.ts';
import { accessOf, echoesOf, isUnusable, privateLeaves, recallOf } from '../../verdict/compare.ts';

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
    nothingPrivate: 'The answer to a signed-in caller holds no values by which it could be recognised.',
    unanswered: 'The operation gave no usable answer to other methods.',
  },
  remediation:
    'Authenticate before routing, for every method, and remove method overrides or apply them before authentication.',
  article: 'identification-failures',

  appliesTo(operation, { baselines }) {
    if (operation.method !== 'GET') return 'Only reads are tried with other methods.';
    const readings = baselinesOf({ baselines }, operation.id);
    const nobodys = readings.find(({ identity }) => identity === anonymous.name);
    if (nobodys !== undefined && !isGuarded(nobodys.exchange))
      return 'It does not refuse anonymous callers with 401 or 403.';
    return (
      readings.some(({ identity, exchange }) => identity !== anonymous.name && isSuccess(exchange)) ||
      'No identity could read it.'
    );
  },

  async probe({ survey, operation, send, lookalike }) {
    const readings = baselinesOf(survey, operation.id);
    const own = readings.find(({ identity, exchange }) => identity !== anonymous.name && isSuccess(exchange));
    const identity = survey.identities.find(({ name }) => name === own?.identity);
    if (own === undefined || identity === undefined) return null;
    const again = await send(own.request, identity, 'the caller reads again', { second: true });
    const refused = await send(own.request, anonymous, 'control: GET without a credential');
    const tried: { kind: string; exchange: Exchange }[] = [];
    for (const { kind, change } of methodSpellings)
      tried.push({ kind, exchange: await send(change(own.request), anonymous, kind) });
    const head = await send({ ...own.request, method: 'HEAD' }, anonymous, 'HEAD without a credential');
    const missing = { ...own.request, method: 'HEAD', path: `/${lookalike('no-such-place-71c3')}` };
    const nowhere = await send(missing, anonymous, 'control: HEAD of a path that does not exist');
    return { owner: [own.exchange, again], refused, tried, head, nowhere, echoes: echoesOf(own.values) };
  },

  judge(evidence): Judgment<'served' | 'headers' | 'open' | 'refused' | 'nothingPrivate' | 'unanswered'> {
    if (evidence === null) return { outcome: 'inconclusive', message: 'unanswered' };
    const { owner, refused, tried, head, nowhere, echoes } = evidence;
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

    const hit = tried.find(({ exchange }) => accessOf(exchange, leaves) !== null);
    const access = hit && accessOf(hit.exchange, leaves);
    if (hit !== undefined && access) {
      const values = leaves.map(({ path, value }) => ({ path, value }));
      const proof = [
        ...controls,
        { ...entry('anonymous', `anonymous, ${hit.kind}`, hit.exchange), note: 'the same private values' },
      ];
      return {
        outcome: 'vulnerable',
        message: 'served',
        confidence: access,
        kind: hit.kind,
        proof,
        values,
        details: { way: hit.kind },
      };
    }
    if (isCarriedOut(head, nowhere, first)) {
      const proof = [
        ...controls,
        entry('control', 'anonymous, HEAD of a path that does not exist', nowhere),
        entry('anonymous', 'anonymous, HEAD', head),
      ];
      return { outcome: 'vulnerable', message: 'headers', confidence: 'firm', severity: 'low', kind: 'HEAD', proof };
    }
    if (tried.every(({ exchange }) => isUnusable(exchange))) return { outcome: 'inconclusive', message: 'unanswered' };
    return leaves.length === 0
      ? { outcome: 'inconclusive', message: 'nothingPrivate' }
      : { outcome: 'hardened', message: 'refused' };
  },
});

function isGuarded({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** HEAD has no body (RFC 9110 section 9.3.2), so only the length tells that the handler ran. */
function isCarriedOut(head: Exchange, nowhere: Exchange, owner: Exchange): boolean {
  const length = Number(headerOf(head, 'content-length') ?? Number.NaN);
  return isSuccess(head) && !isSuccess(nowhere) && length > 2 && length === owner.response?.bytes;
}
