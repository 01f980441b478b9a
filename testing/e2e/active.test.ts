import type { Report } from '@middlebrick/model';
import { checks, type ScanOptions, scan, verify } from '@middlebrick/scanner';
import { type StartedTarget, startTarget } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFlaskTarget } from '../targets/flask-dynamodb/start.ts';
import { expectedOfActive } from './expected-active.ts';
import { found, lines } from './found.ts';

const starters = { 'hono-dynamodb': startTarget, 'flask-dynamodb': startFlaskTarget } as const;

/** An active scan with nothing given but the address. */
function activeScan(url: string, seed = 7): ScanOptions {
  return { target: url, identities: [], checks, seed, version: '0.0.0', active: true };
}

for (const [name, start] of Object.entries(starters) as [keyof typeof starters, typeof startTarget][]) {
  describe(`an active scan of ${name}/vulnerable, with nothing given but its address`, () => {
    let target: StartedTarget;
    let before: Record<string, string>;
    let report: Report;

    beforeAll(async () => {
      target = await start({ variant: 'vulnerable' });
      before = await target.digest();
      report = await scan(activeScan(target.url));
    });
    afterAll(() => target.close());

    test('reports exactly the expected findings', () => {
      expect(lines(report.findings.map(found))).toEqual(lines(expectedOfActive(name)));
    });

    test('registered two users by itself, left no check broken and no operation without a reason', () => {
      const own = report.identities.filter(({ isOwn }) => isOwn === true);
      expect(own.map(({ name, isAlive }) => [name, isAlive])).toEqual([
        ['alice', true],
        ['bob', true],
      ]);
      expect(report.activity?.registration.accounts).toBe(2);
      expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
      const undecided = report.coverage.filter((cell) => cell.outcome === 'inconclusive' && cell.reason === undefined);
      expect(undecided).toEqual([]);
    });

    test('leaves the data as it was', async () => {
      expect(report.activity?.leftovers).toEqual([]);
      expect(report.activity?.removed).toBe(report.activity?.made);
      expect(await target.digest()).toEqual(before);
    });

    test('keeps the passwords and tokens of its own users out of the report', () => {
      const text = JSON.stringify(report);
      const signed = [...text.matchAll(/(?:Bearer |_token\\?": ?\\?")(eyJ[\w.-]+)/g)];
      expect(signed.map(([token]) => token)).toEqual([]);
      expect(
        text.includes('$ALICE_PASSWORD') || text.includes('$BOB_PASSWORD') || /\$EXTRA\d+_PASSWORD/.test(text),
      ).toBe(true);
    });
  });

  describe(`an active scan of ${name}/hardened`, () => {
    test('has no finding above info and nothing broken, and leaves the data as it was', async () => {
      const target = await start({ variant: 'hardened' });
      try {
        const before = await target.digest();
        const report = await scan(activeScan(target.url));
        expect(lines(report.findings.filter((finding) => finding.severity !== 'info').map(found))).toEqual([]);
        expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
        const writes = report.coverage.filter(
          (cell) => cell.check === 'bola/foreign-object-write' && cell.outcome === 'hardened',
        );
        expect(writes.map(({ operation }) => operation).sort()).toEqual([
          'DELETE /api/users/{user_id}',
          'DELETE /api/users/{user_id}/posts/{post_id}',
          'PATCH /api/users/{user_id}',
          'POST /api/users/{user_id}/posts',
          'PUT /api/users/{user_id}/password',
          'PUT /api/users/{user_id}/posts/{post_id}',
        ]);
        expect(report.activity?.leftovers).toEqual([]);
        expect(await target.digest()).toEqual(before);
      } finally {
        await target.close();
      }
    });
  });
}

describe('fingerprints', () => {
  test('are the same in ten active scans of one API, re-seeded and on another port each time', async () => {
    const sets: string[][] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const target = await startTarget({ variant: 'vulnerable', seed });
      try {
        const { findings } = await scan(activeScan(target.url, seed));
        sets.push(findings.map(({ fingerprint, check }) => `${fingerprint} ${check}`).sort());
      } finally {
        await target.close();
      }
    }
    for (const set of sets) expect(set).toEqual(sets[0]);
    expect(sets[0]?.length).toBeGreaterThan(25);
  }, 180_000);
});

describe('verify', () => {
  test('says fixed once the target is mended, and still there once it is broken again', async () => {
    const vulnerable = await startTarget({ variant: 'vulnerable' });
    const report = await scan(activeScan(vulnerable.url));
    const port = Number(new URL(vulnerable.url).port);
    await vulnerable.close();

    const mended = await startTarget({ variant: 'hardened', port });
    const after = await verify(report, [], activeScan(mended.url));
    await mended.close();
    const notFixed = after.filter(({ fate }) => fate.state !== 'fixed');
    expect(
      notFixed.map(({ finding, fate }) => `${finding.check} ${finding.kind ?? ''}: ${JSON.stringify(fate)}`),
    ).toEqual([]);

    const broken = await startTarget({ variant: 'vulnerable', port });
    const again = await verify(report, [], activeScan(broken.url));
    await broken.close();
    expect(again.filter(({ fate }) => fate.state !== 'still there')).toEqual([]);
  }, 120_000);
});
