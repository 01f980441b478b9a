import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notesAnswer, notesOptions } from '../../../../testing/kit/src/two-user-notes.ts';
import { checks } from '../checks/index.ts';
import type { Check } from '../define-check.ts';
import { scan } from '../run.ts';
import { judgeRun } from './judge.ts';

let folder = '';
let save = '';
let report: Report;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-judge-'));
  save = join(folder, 'run.ndjson');
  report = await scan({
    ...notesOptions,
    checks,
    version: '0.1.0',
    context: 'internal',
    save,
    transport: inProcessTransport(notesAnswer),
    remediationFor: (check, stack) => ({ summary: `${check.id} on ${stack.join()}` }),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const again = (all: readonly Check[], version = '0.1.0') =>
  judgeRun(save, {
    checks: all,
    version,
    remediationFor: (check, stack) => ({ summary: `${check.id} on ${stack.join()}` }),
  });

/** A check with its answers replaced. */
function judging(id: string, judge: () => unknown): Check[] {
  return checks.map((check) => (check.id === id ? ({ ...check, judge } as Check) : check));
}

describe('a saved run', () => {
  test('by the same rules gives the same report', () => {
    expect(report.findings.map(({ check }) => check)).toContain('bola/foreign-object-read');
    expect(again(checks)).toEqual({ report, savedBy: '0.1.0', changes: [], unknown: [] });
  });

  test('by another rule gives what that rule says, and names the difference', () => {
    const lenient = judging('bola/foreign-object-read', () => ({ outcome: 'hardened', message: 'refused' }));
    const { report: judged, changes } = again(lenient, '0.2.0');
    expect(judged.findings.map(({ check }) => check)).not.toContain('bola/foreign-object-read');
    expect(judged.tool.version).toBe('0.2.0');
    expect(changes.map(({ kind, finding }) => `${kind} ${finding.check}`)).toEqual(['gone bola/foreign-object-read']);
    expect(judged.score.overall).toBeGreaterThan(report.score.overall ?? 0);
  });

  test('names a finding whose severity the new rule lowers', () => {
    const milder = checks.map((check) =>
      check.id === 'bola/foreign-object-read' ? ({ ...check, severity: 'low' } as Check) : check,
    );
    expect(again(milder).changes).toEqual([
      { kind: 'changed', finding: expect.objectContaining({ check: 'bola/foreign-object-read', severity: 'low' }) },
    ]);
  });

  test('lets a rule that throws be broken, and a check that is gone be left out', () => {
    const broken = judging('bola/foreign-object-read', () => {
      throw new Error('no idea');
    });
    expect(again(broken).report.coverage).toContainEqual({
      check: 'bola/foreign-object-read',
      operation: 'GET /notes/{note_id}',
      outcome: 'broken',
      reason: 'no idea',
    });
    const fewer = again(checks.filter(({ id }) => id !== 'bola/foreign-object-read'));
    expect(fewer.unknown).toEqual(['bola/foreign-object-read']);
    expect(fewer.report.checks.map(({ id }) => id)).not.toContain('bola/foreign-object-read');
  });

  test('holds every exchange once, however many checks judged it', async () => {
    const lines = (await readFile(save, 'utf8')).trimEnd().split('\n');
    const bodies = lines.filter((line) => line.includes('spare key'));
    expect(bodies.every((line) => line.startsWith('{"exchange":'))).toBe(true);
  });

  test('suppressions of whoever judges count, by the day of judging', () => {
    const [worst] = report.findings;
    const fingerprint = worst?.fingerprint ?? '';
    const suppressions = [{ fingerprint, reason: 'accepted', until: '2027-01-31' }];
    const on = (today: string) =>
      judgeRun(save, { checks, version: '0.1.0', accepted: { suppressions, today } }).report.findings.find(
        (finding) => finding.fingerprint === fingerprint,
      )?.suppressed;
    expect([on('2027-01-31'), on('2027-02-01')]).toEqual([{ reason: 'accepted', until: '2027-01-31' }, undefined]);
  });
});

test('a scan that is interrupted is saved whole, and judged as it was', async () => {
  const controller = new AbortController();
  const file = join(folder, 'interrupted.ndjson');
  let requests = 0;
  const interrupted = await scan({
    ...notesOptions,
    checks,
    version: '0.1.0',
    save: file,
    signal: controller.signal,
    transport: inProcessTransport((request) => {
      requests++;
      if (requests === 30) controller.abort();
      return notesAnswer(request);
    }),
  });
  expect(interrupted.scan.stopReason).toBe('interrupted');
  expect(judgeRun(file, { checks, version: '0.1.0' }).report).toEqual(interrupted);
});
