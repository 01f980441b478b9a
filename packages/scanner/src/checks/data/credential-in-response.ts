import { type ClassifiedLeaf, classifiedLeaves } from '../../classify/classified-answer.ts';
import { handedBackPasswords } from '../../classify/handed-back.ts';
import { listed, type Observed, observedEntry, observedOf, wasObserved } from '../../classify/observed.ts';
import { passwordHashFormat } from '../../classify/password-hash.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

/** An operation whose purpose is to enrol a second factor hands its seed to the one who enrols. */
const enrolment = /(?:^|[/_-])(?:2fa|mfa|t?otp|two-?factor|enrol|setup|provision|recovery-?codes|backup-?codes)/i;
const enrolled = new Set(['one-time password seed', 'recovery code']);

interface Sighting {
  leaf: ClassifiedLeaf;
  observed: Observed;
}

export default defineCheck({
  id: 'data/credential-in-response',
  title: 'An answer contains a password, a password hash or a code that stands for one',
  category: 'dataExposure',
  severity: 'critical',
  cwe: [522, 256, 312],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N',
  sends: 'none',
  needs: ['baselines'],
  messages: {
    exposed: 'The field “{field}” holds a {what}; it was sent to {receivers}.',
    clear: 'The field “{field}” holds the password with which {receivers} signed in: the service keeps it readable.',
    clean: 'No answer held a password, a hash of one, a reset token or a one-time code.',
    unanswered: 'No answer arrived, so nothing can be said of what it holds.',
  },
  remediation:
    'Build answers from a list of fields that may leave the service instead of the stored record, and keep passwords only as hashes that no read path loads.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => wasObserved(survey, operation.id),

  probe: ({ operation, survey }) => observedOf(survey, operation.id),

  judge(evidence, operation) {
    const answered = evidence.filter(({ exchange }) => exchange.response !== null);
    if (answered.length === 0) return { outcome: 'inconclusive', message: 'unanswered' };
    const isEnrolment = enrolment.test(operation.path);
    const sightings = answered.flatMap((observed) =>
      [...classifiedLeaves(observed.exchange), ...handedBackPasswords(observed.exchange)]
        .filter((leaf) => leaf.class === 'credential' && !(isEnrolment && enrolled.has(leaf.kind)))
        .map((leaf) => ({ leaf, observed })),
    );
    if (sightings.length === 0) return { outcome: 'hardened', message: 'clean' };
    // One finding a field: the same hash in the list and in each of its items is one mistake.
    return [...Map.groupBy(sightings, ({ leaf }) => leaf.key.toLowerCase())].map(([field, same]) =>
      exposed(field, same),
    );
  },
});

function exposed(field: string, same: Sighting[]): Judgment<'exposed' | 'clear'> {
  const [first] = same as [Sighting, ...Sighting[]];
  const isClear = first.leaf.value.startsWith('$') && passwordHashFormat(first.leaf.value) === undefined;
  const isCertain = isClear || same.some(({ leaf }) => passwordHashFormat(leaf.value) !== undefined);
  const answers = new Map(same.map(({ observed }) => [observed.identity, observed]));
  return {
    outcome: 'vulnerable',
    message: isClear ? 'clear' : 'exposed',
    confidence: isCertain ? 'confirmed' : 'firm',
    kind: field,
    proof: [...answers.values()].map((observed) =>
      observedEntry(
        observed,
        same.filter((entry) => entry.observed === observed).map(({ leaf }) => leaf.path),
      ),
    ),
    values: same.map(({ leaf: { path, value } }) => ({ path, value })),
    details: {
      field,
      what: first.leaf.kind,
      receivers: listed(answers.keys()),
      values: String(new Set(same.map(({ leaf }) => leaf.value)).size),
    },
  };
}
