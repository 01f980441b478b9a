import { anonymous, isSuccess, jsonOf, leavesOf } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import type { CollectionEvidence } from '../verdict/collection.ts';
import { privateLeaves, recallOf } from '../verdict/compare.ts';
import { isShownBy, type ReadEvidence } from '../verdict/read.ts';
import type { ForeignPair } from './pairs.ts';
import { recordsIn } from './produced.ts';
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

/**
 * For what stands below another object (`/articles/{id}/comments`): the lists that show the stranger all that the
 * object itself holds, each with the same question asked by nobody. A list of ids or titles shows less than that.
 */
export async function parentListingsOf(
  path: string,
  { object, owner, other }: ForeignPair,
  baselines: readonly Baseline[],
  send: ProbeTools<SurveyPart>['send'],
): Promise<CollectionEvidence[]> {
  const id = object.values[object.parameter];
  const place = `{${object.parameter}}`;
  const parent = path.slice(0, path.indexOf(place) + place.length);
  // What hangs on a person's id is no part of the person.
  if (id === undefined || parent === path.replace(/\/$/, '') || object.evidence === 'subject') return [];
  const detail = baselines.find(
    ({ operation, values, exchange }) =>
      operation === `GET ${parent}` && values[object.parameter] === id && isSuccess(exchange),
  )?.exchange;
  const whole = detail === undefined ? undefined : jsonOf(detail);
  if (whole === undefined) return [];
  const wanted = leavesOf(whole).map(({ value }) => String(value));
  const showing = baselines.filter(({ identity, values, exchange }) => {
    const json = identity === other.name && !Object.values(values).includes(id) ? jsonOf(exchange) : undefined;
    if (json === undefined) return false;
    return recordsIn(json).some(({ object: record }) => {
      const shown = new Set(leavesOf(record).map(({ value }) => String(value)));
      return shown.has(id) && wanted.length > 1 && wanted.every((value) => shown.has(value));
    });
  });
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
