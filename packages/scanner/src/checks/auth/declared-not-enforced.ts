import { anonymous, type Exchange, isSuccess, jsonOf, leavesOf } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { baselinesOf } from '../../survey/survey.ts';
import { anonymousNeeds, declaredFor, judgeAnonymous, readAnonymously } from '../../verdict/anonymous-access.ts';
import { isAnsweredAlike } from '../../verdict/answered-alike.ts';
import { isEmptyAnswer, isUnusable } from '../../verdict/compare.ts';

export default defineCheck({
  id: 'auth/declared-not-enforced',
  title: 'An operation ignores the credential that its description requires',
  category: 'authentication',
  severity: 'high',
  cwe: [306],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
  sends: 'reads',
  needs: anonymousNeeds,
  messages: {
    ignored: 'The description requires {schemes}; callers without one and with a made-up one get the same data.',
    enforced: 'Callers without a valid credential are refused or get another answer.',
    private: 'What is served without a credential is private, and reported as missing authentication.',
    unanswered: 'The operation gave no usable answer without a credential.',
    empty: 'The answers are empty for everybody, so nothing shows whether the credential matters.',
    everywhere: 'A path that nothing serves is answered in the same way, so the answer says nothing of the operation.',
  },
  remediation:
    'Attach the authentication that the description promises to this route, or declare it public with an empty security list.',
  article: 'identification-failures',

  appliesTo(operation, { baselines, objects }) {
    if (operation.method !== 'GET') return 'Only reads are tried without a credential.';
    if (declaredFor(operation) !== 'required') return 'Its description requires no credential.';
    const isKnown = [...baselines, ...objects].some((reading) => reading.operation === operation.id);
    return isKnown || 'It could not be called.';
  },

  async probe(tools) {
    const { survey, operation, send, lookalike } = tools;
    const evidence = await readAnonymously(tools);
    const known =
      survey.objects.find((owned) => owned.operation === operation.id) ?? baselinesOf(survey, operation.id)[0];
    if (evidence === null || known === undefined) return null;
    // Only what is served to just anyone is compared with a place where nothing is.
    if (evidence.served === undefined || !isSuccess(evidence.served.garbage)) return { ...evidence, absent: null };
    const [path = '/'] = known.request.path.split('?');
    const absentPath = path.endsWith('/')
      ? `${path}${lookalike('no-such-place')}`
      : path.replace(/[^/]+$/, (segment) => lookalike(segment));
    const absent = await send({ ...known.request, path: absentPath }, anonymous, 'a path that nothing serves');
    return { ...evidence, absent: absent as Exchange | null };
  },

  judge(evidence, operation) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'unanswered' };
    const { rule } = judgeAnonymous(evidence, 'required');
    const { anonymous: first, served, owner, absent } = evidence;
    if (rule === 'private') return { outcome: 'hardened', message: 'private' };
    if (rule === 'unanswered' || (served !== undefined && isUnusable(served.garbage)))
      return { outcome: 'inconclusive', message: 'unanswered' };
    if (rule === 'refused' || rule === 'other' || served === undefined || absent === null)
      return { outcome: 'hardened', message: 'enforced' };
    const { garbage } = served;
    if (rule === 'empty') {
      const isSame = owner === undefined || isEmptyAnswer(owner);
      return isSame ? { outcome: 'inconclusive', message: 'empty' } : { outcome: 'hardened', message: 'enforced' };
    }
    if (isAnsweredAlike(first, absent)) return { outcome: 'inconclusive', message: 'everywhere' };
    const isSameData =
      shapeOfAnswer(first) === shapeOfAnswer(garbage) &&
      (owner === undefined || shapeOfAnswer(owner) === shapeOfAnswer(first));
    if (!isSameData) return { outcome: 'hardened', message: 'enforced' };
    const proof = [
      ...(owner === undefined
        ? []
        : [{ role: 'owner' as const, label: `${owner.identity} (signed in)`, exchange: owner }]),
      { role: 'control' as const, label: 'a credential that nobody issued', exchange: garbage },
      { role: 'control' as const, label: 'a path that nothing serves', exchange: absent },
      { role: 'anonymous' as const, label: 'anonymous', exchange: first, note: 'the same data' },
    ];
    // No value seen is private, else it would be the other check's finding.
    const schemes = [...new Set(operation.security?.flat())].join(' or ');
    return {
      outcome: 'vulnerable',
      message: 'ignored',
      confidence: owner === undefined ? 'firm' : 'confirmed',
      severity: 'medium',
      proof,
      details: { schemes },
    };
  },
});

/** The set of fields of an answer, or whether it is text or nothing: rows may differ, the kind of answer may not. */
function shapeOfAnswer(exchange: Exchange): string {
  const json = jsonOf(exchange);
  if (json === undefined) return isEmptyAnswer(exchange) ? 'none' : 'text';
  return [...new Set(leavesOf(json).map((leaf) => leaf.path))].sort().join(' ');
}
