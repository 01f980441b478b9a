import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, startChild } from './child.ts';
import { generateSpec } from './generate-spec.ts';
import { type Measurement, median } from './measurement.ts';
import type { ScanResult } from './processes/scan.ts';

const sizes = [50, 500, 5000] as const;
/** Small scans are over soon, and what they hold varies with when garbage is collected. */
const repetitions: Readonly<Record<(typeof sizes)[number], number>> = { 50: 3, 500: 1, 5000: 1 };
const benchmark = 'memory';

/** The most memory that whole scans of growing APIs take, each in a process of its own, with their speed. */
export async function measureMemory(): Promise<Measurement[]> {
  const server = await startChild<{ url: string }>('two-user-api');
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  try {
    const peaks: number[] = [];
    const measurements: Measurement[] = [];
    for (const size of sizes) {
      const spec = join(folder, `${size}.json`);
      await writeFile(spec, JSON.stringify(generateSpec(size, 'terse')));
      const results: ScanResult[] = [];
      for (let run = 0; run < repetitions[size]; run++) {
        results.push(await runChild<ScanResult>('scan', { target: server.ready.url, spec }));
      }
      peaks.push(median(results.map((result) => result.peak)));
      measurements.push(...ofSize(size, results));
    }
    return [...measurements, growth(peaks)];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function ofSize(size: number, results: readonly ScanResult[]): Measurement[] {
  const [first] = results;
  if (first === undefined) return [];
  const what = `${size} operations`;
  const seconds = median(results.map((result) => result.seconds));
  const note = `${first.called} called, ${first.requests} requests, ${first.findings} findings`;
  return [
    {
      benchmark,
      name: `${what}: peak`,
      value: median(results.map((result) => result.peak)) / 1e6,
      unit: 'MB',
      note,
    },
    { benchmark, name: `${what}: time`, value: seconds, unit: 's' },
    { benchmark, name: `${what}: speed`, value: first.requests / seconds, unit: 'requests/s' },
  ];
}

function growth(peaks: readonly number[]): Measurement {
  const [smallest, largest] = [peaks[0] ?? Number.NaN, peaks.at(-1) ?? Number.NaN];
  const goal = { kind: 'at most', value: 2 } as const;
  return { benchmark, name: `peak at ${sizes.at(-1)} / at ${sizes[0]}`, value: largest / smallest, unit: '×', goal };
}
