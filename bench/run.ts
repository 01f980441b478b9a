import { parseArgs } from 'node:util';
import { chosen } from './choose.ts';
import { goalVerdict, type Measurement } from './measurement.ts';
import { tableOf } from './table.ts';

/** Each benchmark is loaded only when it runs, so that none measures what another one loaded. */
const benchmarks: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  throughput: async () => (await import('./throughput.ts')).measureThroughput(),
  start: async () => (await import('./start.ts')).measureStart(),
  spec: async () => (await import('./spec.ts')).measureSpec(),
  memory: async () => (await import('./memory.ts')).measureMemory(),
  audit: async () => (await import('./audit.ts')).measureAudit(),
  requests: async () => (await import('./requests.ts')).measureRequests(),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
try {
  const measured = await measure(chosen(Object.keys(benchmarks), positionals));
  console.log(values.json === true ? JSON.stringify(withVerdicts(measured), null, 2) : tableOf(measured));
  if (measured.some((measurement) => goalVerdict(measurement) === 'missed')) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 2;
}

async function measure(names: readonly string[]): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const name of names) {
    if (values.json !== true) process.stderr.write(`measuring ${name} …\n`);
    measured.push(...((await benchmarks[name]?.()) ?? []));
  }
  return measured;
}

function withVerdicts(measurements: readonly Measurement[]): unknown {
  return measurements.map((measurement) => ({ ...measurement, verdict: goalVerdict(measurement) }));
}
