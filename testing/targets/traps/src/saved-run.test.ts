import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import { checks, identityConfigSchema, judgeRun, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traps } from './all-traps.ts';
import { type Trap, VARIANTS, type Variant } from './trap.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-saved-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(traps.map((trap) => [trap.id, trap] as const))('a saved run of %s', (_, trap) => {
  test.each(VARIANTS)('is judged as the scan of the %s twin was', async (variant) => {
    await expectTheSame(trap, variant);
  });
});

async function expectTheSame(trap: Trap, variant: Variant): Promise<void> {
  const spec = join(folder, `${trap.id}-${variant}.json`);
  const save = join(folder, `${trap.id}-${variant}.ndjson`);
  await writeFile(spec, JSON.stringify(trap.spec));
  const twin = trap[variant]();
  const report = await scan({
    target: 'http://127.0.0.1:4010',
    spec,
    identities: trap.identities.map((identity) => identityConfigSchema.parse(identity)),
    checks,
    reads: trap.reads ?? [],
    seed: 7,
    version: '0.0.0',
    save,
    transport: inProcessTransport((request) => twin.fetch(request)),
  });
  const again = judgeRun(save, { checks, version: '0.0.0' });
  expect(again.report).toEqual(report);
  expect({ changes: again.changes, unknown: again.unknown }).toEqual({ changes: [], unknown: [] });
}
