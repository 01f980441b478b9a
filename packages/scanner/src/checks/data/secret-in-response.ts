import type { Severity } from '@middlebrick/model';
import { type ClassifiedLeaf, classifiedLeaves } from '../../classify/classified-answer.ts';
import { listed, type Observed, observedEntry, observedOf, wasObserved } from '../../classify/observed.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

/** Operations that exist to hand out tokens. */
const tokenOperation =
  /(?:^|[/_-])(?:tokens?|login|log-in|sign-?in|sessions?|oauth2?|auth|refresh|jwks?|api-?keys?|credentials|csrf|handshake)(?:$|[/_.-])/i;
/** What such an operation hands out to its own caller; keys of other services are no part of that. */
const ownTokens = new Set(['token', 'key', 'JSON Web Token']);
/** Meant by their vendors to be seen in browsers, if restricted. */
const halfPublic = new Set(['Google API key']);

interface Sighting {
  leaf: ClassifiedLeaf;
  observed: Observed;
}

export default defineCheck({
  id: 'data/secret-in-response',
  title: 'An answer contains a key of the service or of one of its providers',
  category: 'dataExposure',
  severity: 'critical',
  cwe: [200, 522],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:N',
  sends: 'none',
  needs: ['baselines'],
  messages: {
    exposed: 'The field “{field}” holds a {what}; it was sent to {receivers}.',
    clean: 'No answer held a key or token of a known form.',
    unanswered: 'No answer arrived, so nothing can be said of what it holds.',
  },
  remediation:
    'Take the key out of the answer and revoke it: what was sent once is known. Keep keys in a secret store, away from the records that an API returns.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => wasObserved(survey, operation.id),

  probe: ({ operation, survey }) => observedOf(survey, operation.id),

  judge(evidence, operation) {
    const answered = evidence.filter(({ exchange }) => exchange.response !== null);
    if (answered.length === 0) return { outcome: 'inconclusive', message: 'unanswered' };
    const handsOutTokens = tokenOperation.test(operation.path);
    const sightings = answered.flatMap((observed) =>
      classifiedLeaves(observed.exchange)
        .filter((leaf) => leaf.class === 'secret' && !(handsOutTokens && ownTokens.has(leaf.kind)))
        .map((leaf) => ({ leaf, observed })),
    );
    if (sightings.length === 0) return { outcome: 'hardened', message: 'clean' };
    return [...Map.groupBy(sightings, ({ leaf }) => leaf.key.toLowerCase() || leaf.kind)].map(([field, same]) =>
      exposed(field, same),
    );
  },
});

function exposed(field: string, same: Sighting[]): Judgment<'exposed'> {
  const [first] = same as [Sighting, ...Sighting[]];
  const answers = new Map(same.map(({ observed }) => [observed.identity, observed]));
  return {
    outcome: 'vulnerable',
    message: 'exposed',
    confidence: ownTokens.has(first.leaf.kind) ? 'firm' : 'confirmed',
    severity: severityOf(first.leaf, same),
    kind: field,
    proof: [...answers.values()].map((observed) =>
      observedEntry(
        observed,
        same.filter((entry) => entry.observed === observed).map(({ leaf }) => leaf.path),
      ),
    ),
    values: same.map(({ leaf: { path, value } }) => ({ path, value })),
    details: { field, what: first.leaf.kind, receivers: listed(answers.keys()) },
  };
}

/** A caller's own token, shown to that caller alone, is careless; a key that several receive opens what is not theirs. */
function severityOf(leaf: ClassifiedLeaf, same: readonly Sighting[]): Severity {
  if (halfPublic.has(leaf.kind) || leaf.value.startsWith('sk_test_')) return 'medium';
  if (!ownTokens.has(leaf.kind)) return 'critical';
  const receivers = new Map<string, Set<string>>();
  for (const {
    leaf: { value },
    observed,
  } of same)
    receivers.set(value, (receivers.get(value) ?? new Set()).add(observed.identity));
  const isOwn = [...receivers.values()].every((names) => names.size === 1 && !names.has('anonymous'));
  const each = Map.groupBy(same, ({ observed }) => observed.identity);
  const isSingle = [...each.values()].every(
    (sightings) => new Set(sightings.map((sighting) => sighting.leaf.value)).size === 1,
  );
  return isOwn && isSingle ? 'medium' : 'critical';
}
