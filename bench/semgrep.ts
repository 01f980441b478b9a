import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { benchFolder, exists, type Tree } from './audit-trees.ts';

const version = '1.175.0';
const ownRules = fileURLToPath(new URL('semgrep-rules.yaml', import.meta.url));
const run = promisify(execFile);
/** Its report names every file. */
const mostOutput = 1 << 28;

/** The program, in a Python environment of its own, which is made when it is not there. */
export async function installSemgrep(): Promise<string> {
  const folder = join(benchFolder, `semgrep-${version}`);
  const program = join(folder, 'bin', 'semgrep');
  if (await exists(program)) return program;
  await rm(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `semgrep==${version}`]);
  return program;
}

/** What it says of a run of its own. */
export interface SemgrepReport {
  readonly results: readonly unknown[];
  readonly paths: { readonly scanned: readonly string[] };
}

/**
 * Runs it over a tree, and nothing leaves the machine.
 *
 * @param rules a file or folder; the handful of our own when left out
 */
export async function runSemgrep(program: string, { folder }: Tree, rules = ownRules): Promise<SemgrepReport> {
  const words = [
    ...['scan', '--config', rules, '--json', '--quiet', '--jobs', String(availableParallelism())],
    ...['--metrics', 'off', '--disable-version-check', '--no-git-ignore', '--max-target-bytes', '0', '.'],
  ];
  const { stdout } = await run(program, words, { cwd: folder, maxBuffer: mostOutput });
  return reportFrom(JSON.parse(stdout));
}

function reportFrom(value: Partial<SemgrepReport>): SemgrepReport {
  if (!Array.isArray(value.results) || !Array.isArray(value.paths?.scanned)) {
    throw new Error('Semgrep wrote something that is not a report.');
  }
  return { results: value.results, paths: value.paths };
}
