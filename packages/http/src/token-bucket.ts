/** Spreads events so that any span of `t` seconds holds at most `rate × t + burst` of them. */
export interface TokenBucket {
  /** 0 when an event may happen now, which is then counted; else the milliseconds to wait before asking again. */
  take(nowMs: number): number;
}

/**
 * @param ratePerSecond events a second in the long run; `Infinity` never waits
 * @param burst events that may happen at once after a rest, at least 1
 */
export function createTokenBucket(ratePerSecond: number, burst: number): TokenBucket {
  if (ratePerSecond === Number.POSITIVE_INFINITY) return { take: () => 0 };
  const msPerToken = 1000 / ratePerSecond;
  const capacityMs = Math.max(1, burst) * msPerToken;
  // Kept as the time at which the bucket will be full, so that idle times need no arithmetic.
  let fullAt = Number.NEGATIVE_INFINITY;

  return {
    take: (nowMs) => {
      const afterwards = Math.max(fullAt, nowMs) + msPerToken;
      const wait = afterwards - nowMs - capacityMs;
      // One part in a million forgives the rounding of floating point.
      if (wait > msPerToken * 1e-6) return wait;
      fullAt = afterwards;
      return 0;
    },
  };
}
