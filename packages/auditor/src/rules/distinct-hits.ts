import type { Hit, Rule } from './contract.ts';

/** A hit with all routes that lead to it, the first one first. */
export interface DistinctHit<M extends string = string> extends Hit<M> {
  readonly operations: readonly string[];
}

/**
 * One hit for each place. Code that several routes share is one finding of several routes, unless it is the routes that
 * have to be mended: then it is one for each function that answers.
 */
export function distinctHits<M extends string>(
  { isPerHandler }: Pick<Rule, 'isPerHandler'>,
  hits: readonly Hit<M>[],
): DistinctHit<M>[] {
  const groups = Map.groupBy(hits, ({ place, message, parameter, handler }) =>
    JSON.stringify([place.path, place.line, place.column, message, parameter, isPerHandler ? handler : undefined]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const operations = group.flatMap(({ operation }) => (operation === undefined ? [] : [operation]));
    return first === undefined ? [] : [{ ...first, operations: [...new Set(operations)] }];
  });
}
