import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AuditRun, auditMeasurements, type TreeRuns } from './audit-measurements.ts';
import { pythonTree, type Tree, typescriptTree } from './audit-trees.ts';
import type { Measurement } from './measurement.ts';
import { installSemgrep, runSemgrep } from './semgrep.ts';

const rounds = 3;
const program = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));

/**
 * Audits of two trees of public packages by the built command line, beside Semgrep on the same files in the same turns;
 * then once more with what the first one kept.
 *
 * @throws Error when the command line is not built, or something could not be downloaded
 */
export async function measureAudit(): Promise<Measurement[]> {
  await access(program).catch((cause) => {
    throw new Error('The command line is not built: run `npm run build` first.', { cause });
  });
  const semgrep = await installSemgrep();
  // Those of Semgrep itself may not be copied here, but whoever has them can name their folder.
  const rules = process.env.MIDDLEBRICK_BENCH_SEMGREP_RULES;
  const measured: Measurement[] = [];
  for (const tree of [await pythonTree(), await typescriptTree()]) {
    measured.push(...auditMeasurements(await runsOf(tree, semgrep, rules)));
  }
  return measured;
}

async function runsOf(tree: Tree, semgrep: string, rules: string | undefined): Promise<TreeRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  try {
    const [cold, warm, others]: [AuditRun[], AuditRun[], TreeRuns['semgrep'][number][]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      cold.push(await auditRun(tree, folder, ['--no-cache']));
      const start = performance.now();
      const { results, paths } = await runSemgrep(semgrep, tree, rules);
      const seconds = (performance.now() - start) / 1000;
      others.push({ seconds, files: paths.scanned.length, findings: results.length });
    }
    await auditRun(tree, folder, []);
    for (let round = 0; round < rounds; round++) warm.push(await auditRun(tree, folder, []));
    return { tree, cold, warm, semgrep: others, rules: rules ?? 'our own rules' };
  } finally {
    await rm(folder, { recursive: true });
    await rm(`${folder}-cache`, { recursive: true, force: true });
  }
}

/** One audit in a process of its own, from its start to its end. */
async function auditRun({ folder: audited }: Tree, folder: string, words: readonly string[]): Promise<AuditRun> {
  const memory = join(folder, 'memory');
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', noteMemory(memory), program, 'audit', audited, '--json', ...words],
    {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: `${folder}-cache` },
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0 && code !== 1) throw new Error(`The audit of ${audited} ended with code ${code}.`);
  return { seconds, peak: Number(await readFile(memory, 'utf8')) };
}

/** Code that is run before the program, and notes the most memory that it took when it ends, as `peakMemory` does. */
function noteMemory(file: string): string {
  const code = `import { readFileSync, writeFileSync } from 'node:fs';
const kibibytes = () => process.platform === 'linux'
  ? Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  : process.resourceUsage().maxRSS;
process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(kibibytes() * 1024)));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
