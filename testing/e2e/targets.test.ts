import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { patterns } from '@middlebrick/knowledge';
import type { Finding, Report } from '@middlebrick/model';
import { type StartedTarget, startTarget } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFlaskTarget } from '../targets/flask-dynamodb/start.ts';
import { expectedFindings } from './expected-findings.ts';
import { found, lines } from './found.ts';
import { replayEnvironment, scanTarget } from './scan-target.ts';

const run = promisify(execFile);
const starters = { 'hono-dynamodb': startTarget, 'flask-dynamodb': startFlaskTarget } as const;
/** Findings of these families must come with a command that works when pasted. */
const replayable = /^(?:bola|auth|bfla)\//;

/** What is to be seen where no private value is the proof. */
const plainly: Readonly<Record<string, RegExp>> = {
  // A token that never expires is taken.
  'auth/jwt-missing-claims': /^HTTP\/1\.1 200 /i,
  'auth/security-headers': /^HTTP\/1\.1 200 (?![\s\S]*\nx-content-type-options:)/i,
  'auth/challenge-missing': /^HTTP\/1\.1 401 (?![\s\S]*\nwww-authenticate:)/i,
  // Ids that follow each other.
  'bola/predictable-identifiers': /"(?:user|post)_id": ?"\d+"/,
  'bfla/privileged-operation': /"[a-z_]*count": ?\d+/i,
};

for (const [name, start] of Object.entries(starters) as [keyof typeof starters, typeof startTarget][]) {
  describe(`${name}/vulnerable`, () => {
    let target: StartedTarget;
    let report: Report;
    beforeAll(async () => {
      target = await start({ variant: 'vulnerable' });
      report = await scanTarget(target);
    });
    afterAll(() => target.close());

    test('reports exactly the expected findings', () => {
      expect(lines(report.findings.map(found))).toEqual(lines(expectedFindings[name]));
    });

    test('leaves no check broken and fails the grade', () => {
      expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
      expect(report.score.grade).toBe('F');
    });

    test('every confirmed object-level and authentication finding has a replay that works when pasted', async () => {
      const victims = await privateValues(target);
      const findings = report.findings.filter(
        (finding) => replayable.test(finding.check) && finding.proof.some((step) => step.shows.length > 0),
      );
      expect(findings.length).toBeGreaterThan(6);
      for (const finding of findings) {
        const output = await paste(finding, target);
        const owner = finding.details.owner ?? finding.details.victim ?? '';
        const values = victims.get(owner) ?? [];
        expect(
          values.filter((value) => output.includes(value)),
          `${finding.check}: ${finding.replay.curl.join(' ; ')}\n${output}`,
        ).not.toEqual([]);
      }
    });

    test('what a finding says of headers, tokens, ids and counts shows when its command is pasted, too', async () => {
      const findings = report.findings.filter(({ check }) => Object.hasOwn(plainly, check));
      expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(Object.keys(plainly)));
      for (const finding of findings) {
        expect(await paste(finding, target), finding.replay.curl.join(' ; ')).toMatch(plainly[finding.check] as RegExp);
      }
    });

    test('keeps every credential out of the report', () => {
      const text = JSON.stringify(report);
      for (const user of target.users) {
        expect(text).not.toContain(user.token);
        expect(text).not.toContain(user.password);
        expect(text).not.toContain(user.sessionCookie.split('=')[1]);
      }
    });

    test('the same scan twice differs in times and ids only', async () => {
      expect(timeless(await scanTarget(target))).toBe(timeless(report));
    });
  });

  describe(`${name}/hardened`, () => {
    test('has no finding above info, and nothing broken', async () => {
      const target = await start({ variant: 'hardened' });
      try {
        const report = await scanTarget(target);
        expect(lines(report.findings.filter((finding) => finding.severity !== 'info').map(found))).toEqual([]);
        expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
        expect(report.score.isIncomplete).toBe(false);
      } finally {
        await target.close();
      }
    });
  });
}

describe('the articles, which are about Flask', () => {
  test('each pattern is reported by the check that its article names', async () => {
    await using target = await disposable(startFlaskTarget({ variant: 'vulnerable' }));
    const report = await scanTarget(target);
    const unreported = patterns.filter(
      ({ check, operation }) => check !== null && !isReported(report, check, operation),
    );
    expect(unreported.map(({ id, check, operation }) => `${id}: ${check} on ${operation ?? 'the target'}`)).toEqual([]);
    expect(patterns.filter(({ check }) => check !== null).length).toBeGreaterThan(12);
  });
});

async function disposable<T extends { close(): Promise<void> }>(started: Promise<T>): Promise<T & AsyncDisposable> {
  const target = await started;
  return { ...target, [Symbol.asyncDispose]: () => target.close() };
}

function isReported(report: Report, check: string, operation: string | undefined): boolean {
  const findings = report.findings.filter((finding) => finding.check === check);
  return findings.some(
    ({ places }) =>
      operation === undefined || places.length === 0 || places.some((place) => place.operation === operation),
  );
}

/** Long values of each user's own profile and posts, which nobody else should be able to print. */
async function privateValues(target: StartedTarget): Promise<Map<string, string[]>> {
  const values = new Map<string, string[]>();
  for (const user of target.users) {
    const bodies = await Promise.all(
      ['/api/me', '/api/posts'].map(async (path) =>
        (await fetch(target.url + path, { headers: { authorization: `Bearer ${user.token}` } })).json(),
      ),
    );
    const texts = JSON.stringify(bodies).match(/"(?:[^"\\]|\\.){12,}"/g) ?? [];
    values.set(
      user.name,
      texts.map((text) => JSON.parse(text) as string),
    );
  }
  return values;
}

async function paste(finding: Finding, target: StartedTarget): Promise<string> {
  const script = finding.replay.curl.map((line) => line.replace(/^curl /, 'curl --silent --show-error ')).join('\n');
  const { stdout } = await run('sh', ['-c', script], { env: { ...process.env, ...replayEnvironment(target) } });
  return stdout;
}

function timeless(report: Report): string {
  return JSON.stringify(report, (key, value: unknown) =>
    ['id', 'startedAt', 'finishedAt', 'milliseconds'].includes(key) && typeof value !== 'object'
      ? 0
      : dateless(key, value),
  );
}

/** The target's own clock, and the ids that its debugger draws for each page, are not the scan's doing. */
function dateless(key: string, value: unknown): unknown {
  if (key === 'body' && typeof value === 'string') return value.replace(/frame-\d+/g, 'frame');
  if (key !== 'headers' || !Array.isArray(value)) return value;
  return (value as [string, string][]).map(([name, text]) =>
    /^(?:date|x-middlebrick-scan)$/i.test(name) ? [name, ''] : [name, text],
  );
}
