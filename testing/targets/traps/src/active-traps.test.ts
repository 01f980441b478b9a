import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import type { CoverageCell, Leftover, Report } from '@middlebrick/model';
import { checks, identityConfigSchema, judgeRun, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActiveTrap, ActiveTwin, ExpectedLeftover } from './active-trap.ts';
import { activeTraps } from './active-traps.ts';
import { type ExpectedCell, type ExpectedFinding, VARIANTS, type Variant } from './trap.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-active-traps-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.concurrent.each(activeTraps.map((trap) => [trap.id, trap] as const))('%s', (_, trap) => {
  test.each(VARIANTS)('%s', async (variant) => {
    const { expected, identities } = trap;
    const { report, judged, sent, twin } = await scanTwin(trap, variant);
    const safe = variant === 'hardened' ? expected.safe : [];
    const undecided = [...(expected.inconclusive ?? []), ...(variant === 'hardened' ? (expected.unproven ?? []) : [])];
    const leftovers = expected.leftovers ?? [];
    const { activity } = report;
    expect({
      findings: findingsOf(report),
      safe: safe.map((cell) => outcomeOf(report, cell)),
      undecided: undecided.map((cell) => outcomeOf(report, cell)),
      broken: report.coverage.filter(({ outcome }) => outcome === 'broken'),
      registration: activity?.registration.how,
      accounts: activity?.registration.accounts,
      leftovers: leftoversOf(activity?.leftovers ?? [], leftovers),
      told: (activity?.leftovers ?? []).map(({ what }) => what.split(' of ')[0] ?? what).sort(),
      damage: twin.damage(),
      forbidden: sent.filter((request) => expected.never?.some((path) => request.endsWith(` ${path}`))),
    }).toEqual({
      findings: expected[variant].map(lineOf).sort(),
      safe: safe.map(({ check, operation }) => ({
        check,
        operation: operation === '(target)' ? null : operation,
        outcome: 'hardened',
        reason: expect.anything(),
      })),
      undecided: undecided.map(({ check, operation, reason = '' }: ExpectedCell & { reason?: string }) => ({
        check,
        operation,
        outcome: 'inconclusive',
        reason: expect.stringContaining(reason),
      })),
      broken: [],
      registration: expect.stringContaining(expected.registration ?? ''),
      accounts: expected.accounts ?? (identities.length === 0 ? 2 : 0),
      leftovers,
      told: twin.remains(),
      damage: [],
      forbidden: [],
    });
    expect(judged.report).toEqual(report);
    expect({ changes: judged.changes, unknown: judged.unknown }).toEqual({ changes: [], unknown: [] });
  });
});

interface Scanned {
  report: Report;
  /** The saved run, judged anew. */
  judged: ReturnType<typeof judgeRun>;
  sent: string[];
  twin: ActiveTwin;
}

/** The real scan with all checks; nothing but the network is replaced. */
async function scanTwin(trap: ActiveTrap, variant: Variant): Promise<Scanned> {
  const spec = join(folder, `${trap.id}-${variant}.json`);
  const save = join(folder, `${trap.id}-${variant}.ndjson`);
  await writeFile(spec, JSON.stringify(trap.spec));
  const twin = trap[variant]();
  const sent: string[] = [];
  const report = await scan({
    target: 'http://127.0.0.1:4010',
    spec,
    identities: trap.identities.map((identity) => identityConfigSchema.parse(identity)),
    checks,
    active: true,
    nonce: 'k7m2p9xq',
    seed: 7,
    version: '0.0.0',
    save,
    transport: inProcessTransport((request) => {
      sent.push(`${request.method} ${new URL(request.url).pathname}`);
      return twin.fetch(request);
    }),
  });
  return { report, judged: judgeRun(save, { checks, version: '0.0.0' }), sent, twin };
}

function lineOf({ check, operation, confidence }: ExpectedFinding): string {
  return `${check} · ${operation} · ${confidence}`;
}

function findingsOf(report: Report): string[] {
  return report.findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ check, places, confidence }) => {
      const operations = places.length === 0 ? ['(target)'] : places.map(({ operation }) => operation);
      return operations.map((operation) => `${check} · ${operation} · ${confidence}`);
    })
    .sort();
}

function outcomeOf(report: Report, { check, operation }: ExpectedCell): CoverageCell | undefined {
  return report.coverage.find((cell) => cell.check === check && (cell.operation ?? '(target)') === operation);
}

/** What is expected to be left, as far as it is; whatever is not expected stands for itself. */
function leftoversOf(
  left: readonly Leftover[],
  expected: readonly ExpectedLeftover[],
): (ExpectedLeftover | Leftover)[] {
  const fits = (leftover: Leftover, { noun, reason }: ExpectedLeftover): boolean =>
    leftover.what.startsWith(`${noun} `) && leftover.reason.includes(reason);
  return [
    ...expected.filter((wanted) => left.some((leftover) => fits(leftover, wanted))),
    ...left.filter((leftover) => !expected.some((wanted) => fits(leftover, wanted))),
  ];
}
