import { type Exchange, isSuccess, pathParameters } from '@middlebrick/model';
import type { Survey } from '../survey/survey.ts';
import { type ClassifiedLeaf, classifiedLeaves } from './classified-answer.ts';
import { isAsked } from './echoed.ts';

/**
 * Values of an answer that concern a person: everything classified but credentials and keys, which are told elsewhere,
 * and what the request itself named.
 */
export function personalLeaves(exchange: Exchange): ClassifiedLeaf[] {
  return classifiedLeaves(exchange).filter(
    (leaf) => leaf.class !== 'credential' && leaf.class !== 'secret' && !isAsked(exchange, leaf.value),
  );
}

/**
 * Personal values that are known to be one identity's own, by its name: its subjects (an e-mail address may be one),
 * those in objects it owns, and those in answers without a choosing parameter that no other identity received there.
 */
export function ownValues(survey: Pick<Survey, 'baselines' | 'identities' | 'objects'>): Record<string, string[]> {
  const known = gathered.get(survey.baselines);
  if (known !== undefined) return known;
  const values = Object.fromEntries(
    survey.identities.map(({ name, subjects }) => [name, [...new Set([...subjects, ...valuesOf(survey, name)])]]),
  );
  gathered.set(survey.baselines, values);
  return values;
}

/** Gathered once for a survey, by the list of its baselines: every operation asks for the same. */
const gathered = new WeakMap<Survey['baselines'], Record<string, string[]>>();

function valuesOf(survey: Pick<Survey, 'baselines' | 'objects'>, name: string): string[] {
  const owned = survey.objects
    .filter((object) => object.owner === name)
    .flatMap((object) => personalLeaves(object.exchange));
  const self = survey.baselines
    .filter((baseline) => baseline.identity === name && isSuccess(baseline.exchange) && isSelf(baseline.operation))
    .flatMap((baseline) => personalLeaves(baseline.exchange).filter((leaf) => !leaf.path.includes('[]')));
  return [...owned, ...self].map((leaf) => leaf.value);
}

/** `GET /me` and its like: no parameter chooses, so the caller does. */
function isSelf(operation: string): boolean {
  return (
    pathParameters(operation).length === 0 && /\/(?:me|whoami|self|profile|account|userinfo|current)$/i.test(operation)
  );
}
