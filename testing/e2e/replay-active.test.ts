import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Finding, Report, Secret } from '@middlebrick/model';
import { checks, scan } from '@middlebrick/scanner';
import { type StartedTarget, startTarget } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFlaskTarget } from '../targets/flask-dynamodb/start.ts';
import { pasteChain } from './paste-chain.ts';

const run = promisify(execFile);
const families = /^(?:bola|auth|bfla|property)\//;

/** What the last answers of a replay hold when the flaw is there, by check and kind. */
type Effect = (run: string, written: readonly string[]) => readonly (string | RegExp)[];
/** What nobody but alice should see: her address, or what she wrote. */
const ofAlice: Effect = (word) => [new RegExp(`alice${word}@example.com|mb[0-9a-z]+${word}`)];
const ownObject: Effect = (word) => [new RegExp(`mb[0-9a-z]+${word}`)];
const marker: Effect = (_, written) => written;
const effects: Readonly<Record<string, Effect>> = {
  'auth/account-enumeration login': () => ['unknown user'],
  'auth/challenge-missing': () => [/^HTTP\/1.1 401 (?![\s\S]*\nwww-authenticate:)/i],
  'auth/identity-header-trust X-User-Id': ofAlice,
  'auth/jwt-missing-claims endless': () => [/^HTTP\/1\.1 200 /],
  'auth/jwt-weak-secret': ofAlice,
  'auth/no-login-throttle': () => ['access_token'],
  'auth/security-headers': () => [/^HTTP\/1.1 200 (?![\s\S]*\nx-content-type-options:)/i],
  'auth/token-survives-logout': ofAlice,
  'auth/weak-password-accepted': (word) => [`extra2${word}`, 'user_id'],
  'bfla/privileged-operation': () => ['count'],
  'bfla/privileged-write': () => [/"role": ?"admin"/],
  'bola/cursor-tampering': ownObject,
  'bola/foreign-collection': ownObject,
  'bola/foreign-object-read': ofAlice,
  'bola/foreign-object-write account': () => ['unknown user'],
  'bola/foreign-object-write change': marker,
  'bola/foreign-object-write create': marker,
  'bola/foreign-object-write delete': () => ['not found'],
  'bola/foreign-object-write parent': marker,
  'bola/foreign-object-write password': () => ['access_token'],
  'bola/nested-parent-mismatch': ownObject,
  'bola/owner-filter-override': ownObject,
  'bola/predictable-identifiers post_id': ownObject,
  'bola/predictable-identifiers user_id': ownObject,
  'property/internal-fields': ownObject,
  'property/mass-assignment register': () => [/"role": ?"admin"/],
  'property/mass-assignment update': () => [/"role": ?"admin"/],
  'property/undeclared-fields': ofAlice,
};

const keyOf = ({ check, kind }: Finding): string => (kind === undefined ? check : `${check} ${kind}`);

for (const [name, start] of Object.entries({ hono: startTarget, flask: startFlaskTarget })) {
  describe(`the vulnerable ${name} twin`, () => {
    let target: StartedTarget;
    let report: Report;
    let before: Record<string, string>;
    beforeAll(async () => {
      target = await start({ variant: 'vulnerable' });
      before = await target.digest();
      report = await scan({ target: target.url, identities: [], checks, seed: 7, version: '0.0.0', active: true });
    });
    afterAll(() => target.close());

    test('after the scan everything is as it was, so that nothing is left to paste into', async () => {
      expect(report.activity?.leftovers).toEqual([]);
      expect(await target.digest()).toEqual(before);
    });

    test('every finding of an active scan carries the whole chain, and nothing has to be set for it', () => {
      const found = report.findings.filter(({ check }) => families.test(check));
      expect(found.length).toBeGreaterThan(25);
      // A request of nobody needs nobody.
      const single = found.filter(({ replay }) => replay.chain === undefined);
      expect(single.map(keyOf).filter((key) => key !== 'auth/challenge-missing')).toEqual([]);
      expect(found.flatMap(({ replay }) => [...replay.variables, ...(replay.note ?? [])])).toEqual([]);
      expect(found.map(keyOf).filter((key) => !Object.hasOwn(effects, key))).toEqual([]);
    });

    test('a chain pasted into a shell shows the effect, again and again', async () => {
      const found = report.findings.filter(({ check }) => families.test(check));
      for (const finding of found) {
        for (const round of finding.check === 'bola/foreign-object-write' ? [1, 2] : [1]) {
          const { word, shown, complaints } = await pasteChain(finding);
          expect(complaints).toBe('');
          const wanted = effects[keyOf(finding)]?.(word, markersOf(finding, word)) ?? [];
          const missing = wanted.filter((text) =>
            typeof text === 'string' ? !shown.includes(text) : !text.test(shown),
          );
          expect(missing, `${keyOf(finding)}, round ${round}: ${finding.replay.curl.join('\n')}\n${shown}`).toEqual([]);
          expect(wanted.length).toBeGreaterThan(0);
        }
      }
    }, 300_000);
  });
}

/** The texts that the attack writes, with the word of this run. */
function markersOf({ replay }: Finding, word: string): string[] {
  const [attack] = (replay.chain ?? []).filter((step) => step.kind === 'request' && step.isShown);
  const body = attack?.kind === 'request' ? (attack.request.body ?? '') : '';
  return [...body.matchAll(/"(mb[0-9a-z]+)\$RUN_ID"/g)].slice(0, 1).map(([, start]) => `${start}${word}`);
}

test('with its users kept, a short replay needs their credentials alone, and everything kept is listed', async () => {
  const kept = await startTarget({ variant: 'vulnerable' });
  try {
    const secrets: Secret[] = [];
    const only = checks.filter(({ id }) => id === 'bola/foreign-object-read' || id === 'bola/foreign-object-write');
    const options = { target: kept.url, identities: [], checks: only, seed: 7, version: '0.0.0', active: true };
    const { activity, findings } = await scan({ ...options, keep: (credentials) => void secrets.push(...credentials) });
    expect(activity?.removed).toBe(0);
    const reasons = activity?.leftovers.map(({ reason }) => reason) ?? [];
    expect(reasons.filter((reason) => !reason.startsWith('kept, as asked'))).toEqual([]);
    expect(activity?.leftovers.map(({ what }) => what.replace(/\d.* of|alice\w+ of/, 'of'))).toEqual(
      expect.arrayContaining(['post of alice', 'account of alice']),
    );
    const environment = Object.fromEntries(secrets.map((secret) => [secret.variable, secret.reveal()]));
    const reading = findings.find(({ places }) => places[0]?.operation === 'GET /api/users/{user_id}');
    expect(reading?.replay.chain).toBeUndefined();
    expect(reading?.replay.variables).toEqual(['BOB_TOKEN']);
    const { stdout } = await run('sh', ['-c', `${reading?.replay.curl.join('\n')}`], {
      env: { PATH: process.env.PATH, ...environment },
    });
    expect(stdout).toMatch(/alice\w+@example\.com/);
  } finally {
    await kept.close();
  }
});
