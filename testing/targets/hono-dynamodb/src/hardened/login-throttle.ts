import { type Clock, createExpiringMap } from './expiring-map.ts';

const MOST_FAILURES = 5;
const WINDOW_MS = 60_000;

export interface LoginThrottle {
  /** Counts a try before it is made, so that tries at the same time count, too; gives the seconds to wait, or 0. */
  readonly begin: (username: string) => number;
  /** The password was right: the tries so far are no failures. */
  readonly succeed: (username: string) => void;
}

/** Five failures a minute for one user name, whether anybody has that name or not. */
export function createLoginThrottle(now: Clock): LoginThrottle {
  const tries = createExpiringMap<readonly number[]>(WINDOW_MS, now);
  return {
    begin: (username) => {
      const recent = (tries.get(username) ?? []).filter((time) => time > now() - WINDOW_MS);
      const [oldest = 0] = recent;
      if (recent.length >= MOST_FAILURES) return Math.ceil((oldest + WINDOW_MS - now()) / 1000);

      tries.set(username, [...recent, now()]);
      return 0;
    },
    succeed: (username) => {
      tries.take(username);
    },
  };
}
