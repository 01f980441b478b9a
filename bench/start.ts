import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inTurns, type Measurement, median } from './measurement.ts';

const rounds = 11;
const benchmark = 'start';
const program = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));

/**
 * Cold starts of the built command line beside one of Node that does nothing.
 * @throws Error when it is not built
 */
export async function measureStart(): Promise<Measurement[]> {
  await access(program).catch((cause) => {
    throw new Error('The command line is not built: run `npm run build` first.', { cause });
  });
  const times = await inTurns(
    {
      bare: () => timeOf(['-e', '0']),
      version: () => timeOf([program, '--version']),
      help: () => timeOf([program, '--help']),
    },
    rounds,
  );
  const bare = median(times.bare);
  const goal = { kind: 'at most', value: 150 } as const;
  const beside = (value: number): string => `${(value - bare).toFixed(0)} ms more than bare Node`;
  const [version, help] = [median(times.version), median(times.help)];
  return [
    { benchmark, name: 'bare node -e 0', value: bare, unit: 'ms', note: `median of ${rounds}` },
    { benchmark, name: 'middlebrick --version', value: version, unit: 'ms', goal, note: beside(version) },
    { benchmark, name: 'middlebrick --help', value: help, unit: 'ms', goal, note: beside(help) },
  ];
}

/** Milliseconds from the start of a Node process to its end. */
async function timeOf(parameters: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, parameters, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${parameters.join(' ')} ended with code ${code}.`);
  return performance.now() - start;
}
