import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, startChild } from './child.ts';
import { generateSpec } from './generate-spec.ts';
import { type Measurement, median } from './measurement.ts';
import type { SurfaceResult } from './processes/surface.ts';

/** As many as the largest specification in daily use describes, and as long. */
const operations = 1223;
const runs = 5;
const benchmark = 'spec';

/** Time and memory for a large specification to become a surface: read, parsed, walked. */
export async function measureSpec(): Promise<Measurement[]> {
  const server = await startChild<{ url: string }>('plain-server');
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  try {
    const spec = join(folder, 'large.json');
    const text = JSON.stringify(generateSpec(operations, 'full'));
    await writeFile(spec, text);
    const results: SurfaceResult[] = [];
    for (let run = 0; run < runs; run++) {
      results.push(await runChild<SurfaceResult>('surface', { target: server.ready.url, spec }));
    }
    const of = (value: (result: SurfaceResult) => number): number => median(results.map(value));
    const note = `${results[0]?.operations} operations, ${(text.length / 1e6).toFixed(1)} MB of JSON`;
    return [
      { benchmark, name: 'bare JSON.parse', value: of((result) => result.bareSeconds), unit: 's' },
      {
        benchmark,
        name: 'surface: time',
        value: of((result) => result.seconds),
        unit: 's',
        goal: { kind: 'at most', value: 1 },
        note,
      },
      {
        benchmark,
        name: 'surface: peak',
        value: of((result) => result.peak) / 1e6,
        unit: 'MB',
        goal: { kind: 'at most', value: 200 },
        note: `${(of((result) => result.peakBefore) / 1e6).toFixed(0)} MB of it before the specification is read`,
      },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
