import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { checks, judgeRun, scan, verify } from '@middlebrick/scanner';
import { startTarget } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optionsOf } from './scan-target.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-saved-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(['vulnerable', 'hardened'] as const)('the %s twin over DynamoDB', (variant) => {
  test.each([
    ['read-only', false],
    ['active', true],
  ])('%s: judging the saved run gives the report of the scan', async (name, active) => {
    await using target = await opened(variant);
    const save = join(folder, `${variant}-${name}.ndjson`);
    // An active scan registers its own users; the administrator is given to both.
    const identities = optionsOf(target).identities.filter((identity) => !active || identity.name === 'admin');
    const report = await scan({ ...optionsOf(target), identities, active, nonce: 'k4ch7v', save });
    const again = judgeRun(save, { checks, version: '0.0.0' });
    expect(again.report).toEqual(report);
    expect(again.changes).toEqual([]);
  });
});

test('every finding of the vulnerable twin is still there, and none that was asked again is in the hardened one', async () => {
  await using vulnerable = await opened('vulnerable');
  const before: Report = await scan(optionsOf(vulnerable));
  const still = await verify(before, [], optionsOf(vulnerable));
  expect(still.filter(({ fate }) => fate.state !== 'still there').map(({ finding }) => finding.check)).toEqual([]);
  await using hardened = await opened('hardened');
  const mended = await verify(before, [], optionsOf(hardened));
  const states = Map.groupBy(mended, ({ fate }) => fate.state);
  expect(states.get('fixed')?.length).toBeGreaterThan(before.findings.length / 2);
  const clean = await scan(optionsOf(hardened));
  const left = new Set(clean.findings.map(({ fingerprint }) => fingerprint));
  expect(states.get('still there')?.filter(({ finding }) => !left.has(finding.fingerprint)) ?? []).toEqual([]);
});

test('findings of users that the scan registered by itself are asked again as users registered anew', async () => {
  await using vulnerable = await opened('vulnerable');
  const chosen = checks.filter(({ id }) => id.startsWith('bola/'));
  const options = { ...optionsOf(vulnerable), identities: [], checks: chosen, active: true };
  const before = await scan(options);
  expect(before.identities.filter(({ isOwn }) => isOwn).length).toBe(2);
  expect(before.findings.length).toBeGreaterThan(0);
  const { active: _, ...again } = options;
  const results = await verify(before, [], again);
  expect(results.filter(({ fate }) => fate.state !== 'still there')).toEqual([]);
});

async function opened(
  variant: 'vulnerable' | 'hardened',
): Promise<Awaited<ReturnType<typeof startTarget>> & AsyncDisposable> {
  const target = await startTarget({ variant });
  return { ...target, [Symbol.asyncDispose]: () => target.close() };
}
