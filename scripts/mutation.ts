import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whyEquivalent } from './mutation/equivalents.ts';
import { type MutatedFile, mutate } from './mutation/mutants.ts';
import { type Result, scoreLine, scoreOf, survivorsOf } from './mutation/score.ts';
import { type Progress, type Task, taskVariable, type Verdict } from './mutation/task.ts';
import { testsOf } from './mutation/tests-of.ts';
import { typeErrors } from './mutation/type-errors.ts';

/*
 * npm run mutation [-- <folder or file> …]
 *
 * Changes the code that judges in small ways, one at a time, and counts which changes the tests beside it notice. Ends
 * with 1 when a folder, or all of them together, stays below the threshold.
 */

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const source = 'packages/scanner/src';
const folders = ['verdict', 'checks/bola', 'checks/auth', 'checks/property'];
/** Percent of the mutants that must be noticed, in each folder. */
const threshold = 85;
/** A process that says nothing for so long hangs in the mutant that it tries. */
const silenceMilliseconds = 90_000;
const processes = Math.min(4, availableParallelism());

const wanted = process.argv.slice(2).map((path) => path.replace(/\/$/, ''));
const files = folders.flatMap((folder) => sourcesOf(folder)).filter(isWanted);
if (files.length === 0) throw new Error(`Nothing to mutate. It may be: ${folders.join(', ')}, or a file in them.`);

const scratch = mkdtempSync(join(tmpdir(), 'middlebrick-mutation-'));
const results = new Map<string, Result[]>();
/** Files of which nothing can be said, since their tests fail without a mutant. */
const failing: string[] = [];
try {
  const all = await Promise.all(files.map((file) => mutate(root, file)));
  const uncompiled = await typeErrors(root, scratch, source, all);
  const queue = all.map((mutated) => {
    const mutants = mutated.mutants.filter(({ file, id }) => !uncompiled.has(`${file} ${id}`));
    return { ...mutated, mutants };
  });
  console.log(`${queue.flatMap(({ mutants }) => mutants).length} mutants; ${uncompiled.size} more do not compile.`);
  await Promise.all(Array.from({ length: processes }, () => work(queue)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
report();

function sourcesOf(folder: string): string[] {
  return globSync(`${source}/${folder}/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort();
}

function isWanted(file: string): boolean {
  return wanted.length === 0 || wanted.some((path) => `/${file}/`.includes(`/${path}/`));
}

async function work(queue: MutatedFile[]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const verdicts = await verdictsOf(next);
    if (verdicts === undefined) continue;
    const ofFile = next.mutants.map((mutant): Result => {
      const equivalent = whyEquivalent(mutant);
      const verdict = verdicts.get(mutant.id) ?? 'uncovered';
      return { mutant, verdict, ...(equivalent === undefined ? {} : { equivalent }) };
    });
    results.set(next.file, ofFile);
    console.log(scoreLine(basename(next.file, '.ts').padEnd(30), scoreOf(ofFile)));
  }
}

/** Goes on in a new process where one hung or died, so that each mutant gets its verdict; `undefined` when the tests fail without one. */
async function verdictsOf({ file, code, mutants }: MutatedFile): Promise<Map<string, Verdict> | undefined> {
  const verdicts = new Map<string, Verdict>();
  const tests = testsOf(root, source, file).map((path) => join(root, path));
  if (tests.length === 0) return verdicts;
  const name = file.replaceAll('/', '-');
  const mutated = join(scratch, name);
  const results = join(scratch, `${name}.ndjson`);
  writeFileSync(mutated, code);
  for (;;) {
    const left = mutants.map(({ id }) => id).filter((id) => !verdicts.has(id));
    if (left.length === 0) return verdicts;
    writeFileSync(results, '');
    const output = await runTask({ source: join(root, file), mutated, tests, mutants: left, results });
    const trying = readResults(results, verdicts);
    if (trying !== undefined) verdicts.set(trying, 'stuck');
    else if (left.some((id) => !verdicts.has(id))) {
      failing.push(file);
      console.log(`The tests of ${file} fail as they are.\n${output}`);
      return undefined;
    }
  }
}

/** Adds the verdicts of a process, and gives the mutant that it did not come back from. */
function readResults(path: string, verdicts: Map<string, Verdict>): string | undefined {
  let trying: string | undefined;
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const { id, status } = JSON.parse(line) as Progress;
    trying = status === 'trying' ? id : undefined;
    if (status !== 'trying') verdicts.set(id, status);
  }
  return trying;
}

/** Runs one process until it ends or falls silent, and gives what it printed. Rejects when somebody else ended it. */
async function runTask(task: Task): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const config = join(root, 'scripts/mutation/vitest.config.ts');
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config], {
    cwd: root,
    env: { ...process.env, [taskVariable]: JSON.stringify(task) },
  });
  let output = '';
  const gather = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-20_000);
  };
  child.stdout.on('data', gather);
  child.stderr.on('data', gather);
  let size = 0;
  let lastSign = performance.now();
  const watch = setInterval(() => {
    const now = statSync(task.results).size;
    if (now !== size) lastSign = performance.now();
    size = now;
    if (performance.now() - lastSign > silenceMilliseconds) child.kill('SIGKILL');
  }, 1_000);
  child.on('close', (_code, signal) => {
    clearInterval(watch);
    if (signal === null || child.killed || signal === 'SIGABRT') resolve(output);
    else reject(new Error(`A process was ended from outside by ${signal}; what it tried has no verdict.`));
  });
  return promise;
}

function report(): void {
  const all = files.flatMap((file) => results.get(file) ?? []);
  const survivors = survivorsOf(all);
  if (survivors.length > 0) console.log(`\nNot noticed by a test:\n${survivors.map((line) => `  ${line}`).join('\n')}`);
  console.log('');
  const scores = folders.flatMap((folder) => {
    const inFolder = all.filter(({ mutant }) => dirname(mutant.file) === `${source}/${folder}`);
    return inFolder.length === 0 ? [] : [{ name: folder, score: scoreOf(inFolder) }];
  });
  scores.push({ name: 'all', score: scoreOf(all) });
  for (const { name, score } of scores) console.log(scoreLine(name, score));
  if (failing.length > 0) console.log(`Not measured, since their tests fail: ${failing.join(', ')}.`);
  const low = scores.filter(({ score }) => score.percent < threshold);
  if (low.length > 0) console.log(`Below ${threshold} %: ${low.map(({ name }) => name).join(', ')}.`);
  if (low.length > 0 || failing.length > 0) process.exitCode = 1;
}
