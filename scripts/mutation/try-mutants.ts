import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { test, vi } from 'vitest';
import type { RecordedTest } from './recorded-tests.ts';
import { type Progress, readTask } from './task.ts';

type Hits = Record<string, number>;

/** What the instrumented code reads and writes; the names are Stryker's. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage: { static: Hits; perTest: Record<string, Hits> };
}

interface TimedTest extends RecordedTest {
  readonly id: string;
  readonly milliseconds: number;
}

const task = readTask();
const shared = globalThis as { __stryker__?: Switchboard; recordedTests?: RecordedTest[] };
const switchboard: Switchboard = { mutantCoverage: { static: {}, perTest: {} } };
shared.__stryker__ = switchboard;
const recorded: RecordedTest[] = [];
shared.recordedTests = recorded;

// The same examples for every mutant, and in every run.
fc.configureGlobal({ seed: 7 });

test('every mutant is tried', async () => {
  await loadTests();
  const loadedHits = { ...switchboard.mutantCoverage.static };
  const tests = await runUnchanged();
  const isStatic = (id: string) => Object.hasOwn(loadedHits, id);

  for (const id of task.mutants.filter((mutant) => !isStatic(mutant))) await tryInPlace(id, tests);
  // State that outlives a test would make what was found so far worthless.
  await runUnchanged();
  for (const id of task.mutants.filter(isStatic)) await tryReloaded(id, tests);
});

async function loadTests(): Promise<void> {
  recorded.length = 0;
  vi.resetModules();
  for (const file of task.tests) await import(file);
  if (recorded.length === 0) throw new Error('There is no test.');
}

/** Runs all tests without a mutant, notes which of them come by which mutants, and how long they take. */
async function runUnchanged(): Promise<TimedTest[]> {
  switchboard.activeMutant = undefined;
  const tests: TimedTest[] = [];
  for (const [index, entry] of recorded.entries()) {
    const id = `test-${index}`;
    switchboard.currentTestId = id;
    const start = performance.now();
    await entry.run();
    tests.push({ ...entry, id, milliseconds: performance.now() - start });
  }
  switchboard.currentTestId = undefined;
  return tests;
}

/** For a mutant inside a function: only the tests that come by, the quick ones first. */
async function tryInPlace(id: string, tests: readonly TimedTest[]): Promise<void> {
  const hitsOf = (entry: TimedTest) => switchboard.mutantCoverage.perTest[entry.id]?.[id] ?? 0;
  const concerned = tests
    .filter((entry) => hitsOf(entry) > 0)
    .sort((one, other) => one.milliseconds - other.milliseconds);
  if (concerned.length === 0) return note({ id, status: 'uncovered' });
  note({ id, status: 'trying' });
  activate(id, Math.max(...concerned.map(hitsOf)));
  note({ id, status: (await allPass(concerned)) ? 'survived' : 'killed' });
}

/** For a mutant in what is computed while modules load: everything is loaded again, and all tests run in their order. */
async function tryReloaded(id: string, tests: readonly TimedTest[]): Promise<void> {
  note({ id, status: 'trying' });
  activate(id, switchboard.mutantCoverage.static[id] ?? 0);
  try {
    await loadTests();
  } catch {
    return note({ id, status: 'killed' });
  }
  const again = recorded.map((entry, index) => ({
    ...entry,
    id: `test-${index}`,
    milliseconds: tests[index]?.milliseconds ?? 0,
  }));
  note({ id, status: again.length === tests.length && (await allPass(again)) ? 'survived' : 'killed' });
}

/** The limit ends loops that a mutant made endless. */
function activate(id: string, hits: number): void {
  switchboard.activeMutant = id;
  switchboard.hitCount = 0;
  switchboard.hitLimit = 10_000 + hits * 100;
}

async function allPass(tests: readonly TimedTest[]): Promise<boolean> {
  for (const entry of tests) {
    switchboard.hitCount = 0;
    if (!(await passes(entry))) return false;
  }
  return true;
}

async function passes({ run, milliseconds }: TimedTest): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 5_000 + milliseconds * 5);
  });
  const passed = Promise.resolve()
    .then(run)
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([passed, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function note(progress: Progress): void {
  appendFileSync(task.results, `${JSON.stringify(progress)}\n`);
}
