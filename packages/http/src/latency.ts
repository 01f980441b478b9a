/** Answers that make up one look at the target's response times. */
const windowSize = 20;
/** How much slower than at the beginning is too slow, and how slow it must be for us to mind. */
const slowdown = 4;
const mindedMs = 200;

/** Follows response times and says how many requests the target should have to bear at once. */
export interface LatencyWatch {
  /** Takes the time of one answer; gives the new limit when it changes. */
  observe(milliseconds: number): number | undefined;
}

/**
 * Halves the limit whenever the median of twenty answers is above four times that of the first twenty and above
 * 200 ms; adds one for every twenty answers after that, until the limit is what it was.
 */
export function createLatencyWatch(fullLimit: number): LatencyWatch {
  let times: number[] = [];
  let usual: number | undefined;
  let limit = fullLimit;

  return {
    observe: (milliseconds) => {
      times.push(milliseconds);
      if (times.length < windowSize) return undefined;
      const median = medianOf(times);
      times = [];
      usual ??= median;
      const isStruggling = median > slowdown * usual && median > mindedMs;
      const next = isStruggling ? Math.max(1, Math.floor(limit / 2)) : Math.min(fullLimit, limit + 1);
      if (next === limit) return undefined;
      limit = next;
      return limit;
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
