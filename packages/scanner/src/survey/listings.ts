import { anonymous } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import type { CollectionEvidence } from '../verdict/collection.ts';
import { privateLeaves, recallOf } from '../verdict/compare.ts';
import { isShownBy, type ReadEvidence } from '../verdict/read.ts';
import type { ForeignPair } from './pairs.ts';
import type { Baseline, SurveyPart } from './survey.ts';

/**
 * The answers that showed the stranger private values of the object before, each with the same question asked by
 * nobody. What it got by asking for this very id shows nothing that it was given.
 */
export async function listingsOf(
  evidence: ReadEvidence,
  { object, owner, other }: ForeignPair,
  baselines: readonly Baseline[],
  send: ProbeTools<SurveyPart>['send'],
): Promise<CollectionEvidence[]> {
  const id = object.values[object.parameter];
  const leaves = privateLeaves(evidence.owner, [evidence.own, evidence.nonexistent], evidence.echoes.object);
  const { found } = recallOf(evidence.other, leaves);
  const showing = baselines.filter(
    (entry) =>
      entry.identity === other.name &&
      !Object.values(entry.values).some((value) => value === id) &&
      isShownBy({ other: entry.exchange, ownerSubjects: owner.subjects }, found),
  );
  return Promise.all(
    showing.map(async ({ request, exchange }) => ({
      other: exchange,
      anonymous: await send(request, anonymous, 'baseline'),
      ownerSubjects: owner.subjects,
      otherSubjects: other.subjects,
      isPrivileged: other.isPrivileged,
      details: [],
    })),
  );
}
