/** Tells the time in milliseconds, like `Date.now`. */
export type Clock = () => number;

/** Values that are forgotten a fixed time after they were set. */
export interface ExpiringMap<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  /** Forgets a value at once, and gives it. */
  readonly take: (key: string) => Value | undefined;
}

/** Holds no more than was set within one lifetime, in milliseconds. */
export function createExpiringMap<Value>(lifetime: number, now: Clock): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly end: number }>();

  // All live equally long, so the ones that end first come first.
  const forgetEnded = () => {
    for (const [key, { end }] of entries) {
      if (end > now()) return;
      entries.delete(key);
    }
  };
  const get = (key: string) => {
    forgetEnded();
    return entries.get(key)?.value;
  };
  return {
    get,
    set: (key, value) => {
      forgetEnded();
      entries.delete(key);
      entries.set(key, { value, end: now() + lifetime });
    },
    take: (key) => {
      const value = get(key);
      entries.delete(key);
      return value;
    },
  };
}
