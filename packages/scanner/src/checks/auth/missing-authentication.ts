import type { Severity } from '@middlebrick/model';
import { defineCheck, type ProofEntry } from '../../define-check.ts';
import {
  type AnonymousEvidence,
  anonymousNeeds,
  declaredFor,
  judgeAnonymous,
  readAnonymously,
} from '../../verdict/anonymous-access.ts';
import { type PrivateLeaf, recallOf } from '../../verdict/compare.ts';

export default defineCheck({
  id: 'auth/missing-authentication',
  title: 'Private data is served without signing in',
  category: 'authentication',
  severity: 'critical',
  cwe: [306],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: anonymousNeeds,
  messages: {
    class: 'Without any credential the operation hands out values of the class “{class}”.',
    declared: 'The description asks for a credential; without one the same private values are served.',
    guarded: 'The object stands in a list that only its owner gets ({guard}); by itself it is served to anyone.',
    refused: 'Callers without a credential were refused.',
    public: 'What is served without a credential holds no private values, or is declared public.',
    other: 'Callers without a credential get an answer of their own, without the private values.',
    unanswered: 'The operation gave no usable answer without a credential.',
  },
  remediation:
    'Require a verified credential before the handler runs, by default for every route, and list the public ones explicitly.',
  article: 'identification-failures',

  appliesTo(operation, { baselines, objects }) {
    if (operation.method !== 'GET') return 'Only reads are tried without a credential.';
    const isKnown = [...baselines, ...objects].some((reading) => reading.operation === operation.id);
    return isKnown || 'It could not be called.';
  },

  probe: (tools) => readAnonymously(tools),

  judge(evidence, operation) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'unanswered' };
    const verdict = judgeAnonymous(evidence, declaredFor(operation));
    if (verdict.rule === 'unanswered') return { outcome: 'inconclusive', message: 'unanswered' };
    if (verdict.rule === 'empty') return { outcome: 'hardened', message: 'other' };
    if (verdict.rule !== 'private') return { outcome: 'hardened', message: verdict.rule };

    const { reason, worst, confidence, leaves } = verdict;
    const severity: Severity = worst === undefined || worst === 'contact' ? 'high' : 'critical';
    return {
      outcome: 'vulnerable',
      message: reason,
      confidence,
      severity,
      proof: proofOf(evidence, leaves),
      values: leaves.map(({ path, value }) => ({ path, value })),
      details: {
        ...(worst === undefined ? {} : { class: classNames[worst] }),
        ...(evidence.guard === undefined ? {} : { guard: evidence.guard.operation }),
      },
    };
  },
});

const classNames = {
  credential: 'credentials',
  secret: 'secrets',
  identityDocument: 'identity documents',
  financial: 'financial data',
  health: 'health data',
  contact: 'contact data',
} as const;

function proofOf(
  { owner, anonymous, served, belongsTo, guard }: AnonymousEvidence,
  leaves: readonly PrivateLeaf[],
): ProofEntry[] {
  const shows = (exchange: ProofEntry['exchange']): string[] =>
    recallOf(exchange, leaves).found.map((leaf) => leaf.path);
  const entry = (role: ProofEntry['role'], label: string, exchange: ProofEntry['exchange']): ProofEntry => ({
    role,
    label,
    exchange,
    shows: shows(exchange),
  });
  return [
    ...(owner === undefined
      ? []
      : [entry('owner', belongsTo === undefined ? owner.identity : `${belongsTo} (owner)`, owner)]),
    ...(guard === undefined ? [] : [entry('control', `anonymous, ${guard.operation}`, guard.anonymous)]),
    ...(served === undefined ? [] : [entry('control', 'a credential that nobody issued', served.garbage)]),
    {
      ...entry('anonymous', 'anonymous', anonymous),
      note: owner === undefined ? 'private values' : 'the same private values',
    },
  ];
}
