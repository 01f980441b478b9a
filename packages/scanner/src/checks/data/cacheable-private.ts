import { type Exchange, headersOf, isSuccess } from '@middlebrick/model';
import { cachePolicy } from '../../classify/cache-policy.ts';
import { type Observed, observedEntry } from '../../classify/observed.ts';
import { personalLeaves } from '../../classify/personal-leaves.ts';
import { defineTargetCheck, type Judgment } from '../../define-check.ts';
import { isRefusal } from '../../verdict/compare.ts';

interface Answer extends Observed {
  operation: string;
  /** What the same request brought without credentials. */
  anonymously: Exchange | null;
}

export default defineTargetCheck({
  id: 'data/cacheable-private',
  title: 'Private answers may be kept by caches',
  category: 'dataExposure',
  severity: 'low',
  cwe: [525, 524],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'none',
  needs: ['baselines', 'identities'],
  messages: {
    shared:
      'Caches between the service and its users may keep private answers and hand them to others: Cache-Control is “{value}”.',
    unspecified: 'Private answers do not say that they must not be stored; browsers may keep them after sign-out.',
    clean: 'Private answers forbid that caches keep them.',
    nonePrivate: 'No answer was seen that is private.',
  },
  remediation:
    'Send Cache-Control: no-store with every answer that depends on who asks, best as the default of the whole API, and public only where nobody signs in.',
  article: 'data-exposure',

  appliesTo: (survey) => survey.identities.length > 0 || 'Nobody is signed in, so no answer is private.',

  probe: ({ survey }): Answer[] => {
    const signedIn = survey.baselines.filter(
      (baseline) => baseline.identity !== 'anonymous' && isSuccess(baseline.exchange),
    );
    return signedIn.map(({ operation, identity, exchange, request }) => ({
      operation,
      identity,
      exchange,
      anonymously:
        survey.baselines.find(
          (other) =>
            other.operation === operation && other.identity === 'anonymous' && other.request.path === request.path,
        )?.exchange ?? null,
    }));
  },

  judge(answers) {
    const isPrivate = (answer: Answer): boolean =>
      (answer.anonymously !== null && isRefusal(answer.anonymously)) || personalLeaves(answer.exchange).length > 0;
    const privates = answers.filter(isPrivate);
    if (privates.length === 0) return { outcome: 'inconclusive', message: 'nonePrivate' };
    const policies = Map.groupBy(privates, (answer) => cachePolicy(headersOf(answer.exchange, 'cache-control')));
    const shared = policies.get('shared');
    const unspecified = policies.get('unspecified');
    if (shared === undefined && unspecified === undefined) return { outcome: 'hardened', message: 'clean' };
    return [
      ...(shared === undefined ? [] : [told('shared', shared)]),
      ...(unspecified === undefined ? [] : [told('unspecified', unspecified)]),
    ];
  },
});

function told(message: 'shared' | 'unspecified', answers: readonly Answer[]): Judgment<typeof message> {
  const [first] = answers as [Answer, ...Answer[]];
  return {
    outcome: 'vulnerable',
    message,
    confidence: 'confirmed',
    // A shared cache may not store what was asked with Authorization unless told to (RFC 9111 section 3.5), so silence only concerns the reader's own machine.
    severity: message === 'shared' ? 'low' : 'info',
    kind: message,
    proof: [observedEntry(first)],
    places: [...new Set(answers.map((answer) => answer.operation))],
    details: { value: headersOf(first.exchange, 'cache-control').join(', ') || 'absent' },
  };
}
