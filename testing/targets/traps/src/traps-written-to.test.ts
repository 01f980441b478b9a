import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import type { Report } from '@middlebrick/model';
import { checks, identityConfigSchema, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traps } from './all-traps.ts';
import type { ExpectedFinding, JsonObject, Trap, Twin, Variant } from './trap.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-written-to-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.concurrent.each(traps.map((trap) => [trap.id, trap] as const))('a scan of %s that may write', (_, trap) => {
  test('finds in the vulnerable twin what one that reads finds', async () => {
    const { findings, isUnharmed } = await scanTwin(trap, 'vulnerable');
    expect(findings).toEqual(expect.arrayContaining(trap.expected.vulnerable.map(lineOf)));
    expect(isUnharmed).toBe(true);
  });

  test('finds in the hardened twin nothing else', async () => {
    const { findings, isUnharmed } = await scanTwin(trap, 'hardened');
    expect(findings).toEqual(trap.expected.hardened.map(lineOf).sort());
    expect(isUnharmed).toBe(true);
  });
});

async function scanTwin(trap: Trap, variant: Variant): Promise<{ findings: string[]; isUnharmed: boolean }> {
  const spec = join(folder, `${trap.id}-${variant}.json`);
  await writeFile(spec, JSON.stringify(trap.spec));
  const twin = trap[variant]();
  const before = await listed(trap, twin);
  const report = await scan({
    target: 'http://127.0.0.1:4010',
    spec,
    identities: trap.identities.map((identity) => identityConfigSchema.parse(identity)),
    checks,
    reads: trap.reads ?? [],
    active: true,
    nonce: 'k7m2p9xq',
    seed: 7,
    version: '0.0.0',
    transport: inProcessTransport((request) => twin.fetch(request)),
  });
  const after = await listed(trap, twin);
  return { findings: findingsOf(report), isUnharmed: before.every((row) => after.includes(row)) };
}

/** The rows that each user of a trap with writes is shown, one text each. */
async function listed({ spec, identities }: Trap, twin: Twin): Promise<string[]> {
  const paths = spec.paths as Record<string, JsonObject>;
  const changes = Object.values(paths).some((item) => ['put', 'patch', 'delete'].some((method) => method in item));
  const lists = Object.keys(paths).filter((path) => changes && !path.includes('{') && path !== '/me');
  const rows: string[] = [];
  for (const path of lists) {
    for (const { name, bearer } of identities) {
      const headers = { Authorization: `Bearer ${bearer}` };
      const answer = await twin.fetch(new Request(`http://127.0.0.1:4010${path}`, { headers }));
      const { items } = (await answer.json()) as { items: JsonObject[] };
      for (const item of items) {
        const detail = await twin.fetch(new Request(`http://127.0.0.1:4010${path}/${item.id}`, { headers }));
        rows.push(`${name} ${JSON.stringify(item)} ${await detail.text()}`);
      }
    }
  }
  return rows;
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
