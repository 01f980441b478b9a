import { type Identity, isSuccess, jsonOf, type Operation } from '@middlebrick/model';
import { ownerNamedIn, subjectIndex } from './ownership.ts';
import { recordsIn, scalarsOf } from './produced.ts';
import type { Baseline, ListedItem } from './survey.ts';

const idName = /^(?:.*[_-])?(?:id|uuid|guid|key|slug|username|email|number|pk|sk|name|title)$|Id$|Uuid$|Key$/i;

/** The items of every list that was answered, with their ids and the owner that their attributes name. */
export function listedItems(
  baselines: readonly Baseline[],
  operations: ReadonlyMap<string, Operation>,
  identities: readonly Identity[],
): ListedItem[] {
  const subjects = subjectIndex(identities);
  return baselines.flatMap((baseline) => {
    const json = isSuccess(baseline.exchange) ? jsonOf(baseline.exchange) : undefined;
    if (json === undefined || !operations.has(baseline.operation)) return [];
    return recordsIn(json)
      .filter((record) => record.isListItem)
      .map((record): ListedItem => {
        const ids = Object.fromEntries(scalarsOf(record.object).filter(([name]) => idName.test(name)));
        const named = ownerNamedIn(record.object, subjects);
        return {
          operation: baseline.operation,
          identity: baseline.identity,
          list: record.path,
          ids,
          ...(named === undefined ? {} : { owner: named.owner }),
        };
      });
  });
}
