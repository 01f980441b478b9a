import { type Exchange, isSuccess } from '@middlebrick/model';
import { answerLeaves, volatilePaths } from './compare.ts';

/** Names of values that change although nobody writes: times, ages, counters. */
const passing = /(?:^|_)(?:at|on|age|ago|time|date|seen|count|counter|views|hits|expires\w*|ttl|nonce|etag)$/i;

/** What the owner reads otherwise than before, less what differed between its own two readings and what time changes. */
export function changedValues(
  [first, second]: readonly [Exchange, Exchange],
  after: Exchange,
): { path: string; value: string }[] {
  if (!isSuccess(first) || !isSuccess(second) || !isSuccess(after)) return [];
  const volatile = volatilePaths(first, second);
  const known = new Set(answerLeaves(second).map(place));
  return answerLeaves(after)
    .filter((leaf) => leaf.key !== '' && !volatile.has(leaf.path) && !known.has(place(leaf)))
    .filter(({ key }) => !passing.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')))
    .map(({ path, value }) => ({ path, value: String(value) }));
}

function place({ path, value }: { path: string; value: unknown }): string {
  return `${path}\u0000${String(value)}`;
}
