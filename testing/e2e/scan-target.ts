import type { Report } from '@middlebrick/model';
import { checks, identityConfigSchema, type ScanOptions, scan } from '@middlebrick/scanner';
import type { StartedTarget } from '@middlebrick/target-hono-dynamodb';

/** Callers of an end-to-end scan: two ordinary users and an administrator. */
const callers = ['alice', 'bob', 'admin'];

/** Scans a started twin with every check, as the demo does. */
export function scanTarget(target: StartedTarget, seed = 7): Promise<Report> {
  return scan(optionsOf(target, seed));
}

/** That scan, to be varied. */
export function optionsOf(target: StartedTarget, seed = 7): ScanOptions {
  const identities = target.users
    .filter((user) => callers.includes(user.name))
    .map((user) => identityConfigSchema.parse({ name: user.name, bearer: user.token, cookie: user.sessionCookie }));
  return { target: target.url, identities, checks, seed, version: '0.0.0' };
}

/** The shell variables that replays need, as a user of the target would export them. */
export function replayEnvironment(target: StartedTarget): Record<string, string> {
  return Object.fromEntries(
    target.users.flatMap((user) => {
      const name = user.name.toUpperCase();
      const cookie = user.sessionCookie.slice(user.sessionCookie.indexOf('=') + 1);
      return [
        [`${name}_TOKEN`, user.token],
        [`${name}_COOKIE_SESSION`, cookie],
      ];
    }),
  );
}
