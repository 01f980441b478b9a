import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import type { CoverageCell, Report } from '@middlebrick/model';
import { checks, identityConfigSchema, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traps } from './all-traps.ts';
import type { ExpectedCell, Trap, Variant } from './trap.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-traps-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(traps.map((trap) => [trap.id, trap] as const))('%s', (_, trap) => {
  test.each(['vulnerable', 'hardened'] as const)('%s', async (variant) => {
    const { expected } = trap;
    const { report, sent } = await scanTwin(trap, variant);
    const safe = variant === 'hardened' ? expected.safe : [];
    const undecided = expected.inconclusive ?? [];
    expect({
      findings: findingsOf(report),
      safe: safe.map((cell) => outcomeOf(report, cell)),
      undecided: undecided.map((cell) => outcomeOf(report, cell)),
      broken: report.coverage.filter(({ outcome }) => outcome === 'broken'),
      notTested: notTested(report),
      signedOut: report.identities.filter(({ isAlive }) => !isAlive).map(({ name }) => name),
      sent: sent.filter((request) => !isAllowed(trap, request)),
    }).toEqual({
      findings: expected[variant]
        .map(({ check, operation, confidence }) => `${check} · ${operation} · ${confidence}`)
        .sort(),
      safe: safe.map(({ check, operation }) => ({ check, operation, outcome: 'hardened', reason: expect.anything() })),
      undecided: undecided.map(({ check, operation }) => ({
        check,
        operation,
        outcome: 'inconclusive',
        reason: expect.anything(),
      })),
      broken: [],
      notTested: expected.notTested ?? [],
      signedOut: expected.signedOut ?? [],
      sent: [],
    });
  });
});

/** The real scan with all checks; nothing but the network is replaced. */
async function scanTwin(trap: Trap, variant: Variant): Promise<{ report: Report; sent: string[] }> {
  const spec = join(folder, `${trap.id}-${variant}.json`);
  await writeFile(spec, JSON.stringify(trap.spec));
  const twin = trap[variant]();
  const sent: string[] = [];
  const report = await scan({
    target: 'http://127.0.0.1:4010',
    spec,
    identities: trap.identities.map((identity) => identityConfigSchema.parse(identity)),
    checks,
    reads: trap.reads ?? [],
    seed: 7,
    version: '0.0.0',
    transport: inProcessTransport((request) => {
      sent.push(`${request.method} ${new URL(request.url).pathname}`);
      return twin.fetch(request);
    }),
  });
  return { report, sent };
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
  return report.coverage.find((cell) => cell.check === check && cell.operation === operation);
}

function notTested(report: Report): string[] {
  return report.surface.operations.filter((operation) => operation.notTested !== undefined).map(({ id }) => id);
}

/** Safe methods, logins of the identities, and what was declared to be a read. */
function isAllowed({ identities, reads = [] }: Trap, request: string): boolean {
  if (/^(?:GET|HEAD|OPTIONS) /.test(request)) return true;
  return reads.includes(request) || identities.some(({ login }) => request === `POST ${login?.path}`);
}
