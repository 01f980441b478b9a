import { type Exchange, isSuccess } from '@middlebrick/model';
import type { ProofEntry } from '../define-check.ts';
import { baselinesOf, type Survey } from '../survey/survey.ts';

/** An answer that the survey recorded, and who received it. */
export interface Observed {
  identity: string;
  exchange: Exchange;
}

/** What every caller received from an operation, nobody's answers first: the widest audience proves most. */
export function observedOf(survey: Pick<Survey, 'baselines'>, operation: string): Observed[] {
  return baselinesOf(survey, operation)
    .map(({ identity, exchange }) => ({ identity, exchange }))
    .sort((a, b) => Number(b.identity === 'anonymous') - Number(a.identity === 'anonymous'));
}

/** For `appliesTo`: whether the survey has an answer of the operation to judge. */
export function wasObserved(survey: Pick<Survey, 'baselines'>, operation: string): true | string {
  return baselinesOf(survey, operation).length > 0 || 'It was not called by the survey.';
}

/** Answers that served something. */
export function served(observed: readonly Observed[]): Observed[] {
  return observed.filter(({ exchange }) => isSuccess(exchange));
}

/** A recorded answer as a step of a proof. */
export function observedEntry(
  { identity, exchange }: Observed,
  shows: readonly string[] = [],
  note?: string,
): ProofEntry {
  return {
    role: identity === 'anonymous' ? 'anonymous' : 'observed',
    label: identity,
    exchange,
    shows: [...new Set(shows)],
    ...(note === undefined ? {} : { note }),
  };
}

/** Names in their order, each once, as a list for people; long lists are cut. */
export function listed(names: Iterable<string>, most = 12): string {
  const distinct = [...new Set(names)];
  return distinct.length > most
    ? `${distinct.slice(0, most).join(', ')} and ${distinct.length - most} more`
    : distinct.join(', ');
}
