import { pathParameters, type Severity } from '@middlebrick/model';
import type { ClassifiedLeaf } from '../../classify/classified-answer.ts';
import { type DataClass, worstClass } from '../../classify/classify-leaf.ts';
import { listed, type Observed, observedEntry, observedOf, served, wasObserved } from '../../classify/observed.ts';
import { ownValues, personalLeaves } from '../../classify/personal-leaves.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

/** People whose data one answer must hold before a list counts as showing many. */
const many = 3;

export default defineCheck({
  id: 'data/personal-data',
  title: 'Personal data reaches people whom it does not concern',
  category: 'dataExposure',
  severity: 'high',
  cwe: [359],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'none',
  needs: ['baselines', 'identities', 'objects'],
  messages: {
    anonymous: 'Anyone receives {fields} without signing in.',
    strangers: 'The answer to {receivers} holds {fields} of other users.',
    clean: 'Nobody received personal data of others.',
    colleagues:
      'Members of one tenant see the contact data of each other, and whether that is meant cannot be told. Users of two tenants would decide it.',
    alone: 'Whose data a list shows cannot be told with one identity; give a second one.',
    unserved: 'The operation served nobody, so it showed nothing to judge.',
  },
  remediation:
    'Return only the fields that the reader needs, from an explicit list, and give contact and identity data to their owner alone.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => wasObserved(survey, operation.id),

  probe: ({ operation, survey }) => ({
    answers: served(observedOf(survey, operation.id)),
    signedIn: survey.identities.filter((identity) => !identity.isPrivileged).map((identity) => identity.name),
    tenants: survey.identities.filter((identity) => !identity.isPrivileged).map(({ tenant }) => tenant ?? null),
    own: ownValues(survey),
  }),

  judge({ answers, signedIn, tenants, own }, operation) {
    if (answers.length === 0) return { outcome: 'inconclusive', message: 'unserved' };
    const open = answers.find(
      (answer) => answer.identity === 'anonymous' && personalLeaves(answer.exchange).length > 0,
    );
    const isPublic = operation.security?.length === 0;
    if (open !== undefined) return found('anonymous', [open], personalLeaves(open.exchange), isPublic);

    // What a foreign id in the path brings out is the question of the object level checks.
    if (pathParameters(operation.path).length > 0) return { outcome: 'hardened', message: 'clean' };
    const readers = answers.filter((answer) => signedIn.includes(answer.identity));
    const foreign = readers.map((reader) => ({ reader, leaves: foreignLeaves(reader, readers, own) }));
    const shown = foreign.filter(({ leaves }) => leaves.length > 0);
    const leaves = shown.flatMap((entry) => entry.leaves);
    const isOneTenant = tenants[0] !== null && new Set(tenants).size === 1;
    if (leaves.length > 0 && isOneTenant && worstClass(leaves.map((leaf) => leaf.class)) === 'contact')
      return { outcome: 'inconclusive', message: 'colleagues' };
    const receivers = shown.map(({ reader }) => reader);
    if (leaves.length > 0) return found('strangers', receivers, leaves, false);
    const isUnsure = signedIn.length < 2 && readers.some((reader) => peopleIn(personalLeaves(reader.exchange)) >= many);
    return isUnsure ? { outcome: 'inconclusive', message: 'alone' } : { outcome: 'hardened', message: 'clean' };
  },
});

/**
 * Values that are known to belong to another identity, and values of many people that a second identity receives just
 * the same: neither is the reader's own address book.
 */
function foreignLeaves(
  reader: Observed,
  readers: readonly Observed[],
  own: Readonly<Record<string, readonly string[]>>,
): ClassifiedLeaf[] {
  const leaves = personalLeaves(reader.exchange);
  const mine = new Set(own[reader.identity]);
  const theirs = new Set(Object.entries(own).flatMap(([name, values]) => (name === reader.identity ? [] : values)));
  const ofOthers = leaves.filter((leaf) => theirs.has(leaf.value) && !mine.has(leaf.value));
  const elsewhere = readers.filter((other) => other.identity !== reader.identity);
  const common = leaves.filter((leaf) =>
    elsewhere.some((other) => personalLeaves(other.exchange).some((same) => same.value === leaf.value)),
  );
  return peopleIn(common) >= many ? common.filter((leaf) => !mine.has(leaf.value)) : ofOthers;
}

/** As many people as the most varied field has values. */
function peopleIn(leaves: readonly ClassifiedLeaf[]): number {
  const values = Map.groupBy(leaves, (leaf) => leaf.path);
  return Math.max(0, ...[...values.values()].map((same) => new Set(same.map((leaf) => leaf.value)).size));
}

function found(
  message: 'anonymous' | 'strangers',
  answers: readonly Observed[],
  leaves: readonly ClassifiedLeaf[],
  isPublic: boolean,
): Judgment<typeof message> {
  const paths = leaves.map((leaf) => leaf.path);
  return {
    outcome: 'vulnerable',
    message,
    confidence: 'confirmed',
    severity: severityOf(worstClass(leaves.map((leaf) => leaf.class)), message === 'anonymous', isPublic),
    kind: message,
    proof: answers.map((answer) => observedEntry(answer, paths)),
    values: leaves.map(({ path, value }) => ({ path, value })),
    details: {
      fields: listed(leaves.map((leaf) => `${leaf.key} (${leaf.kind})`)),
      receivers: listed(answers.map((answer) => answer.identity)),
      people: String(peopleIn(leaves)),
    },
  };
}

/** Contact data is what an account is recognised by; documents, money and health are what it is misused with. */
function severityOf(dataClass: DataClass | undefined, isAnonymous: boolean, isPublic: boolean): Severity {
  if (dataClass !== 'contact') return 'high';
  if (isPublic) return 'low';
  return isAnonymous ? 'high' : 'medium';
}
