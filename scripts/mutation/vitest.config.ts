import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { readTask } from './task.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const recordedTests = fileURLToPath(new URL('recorded-tests.ts', import.meta.url));
const tryMutants = fileURLToPath(new URL('try-mutants.ts', import.meta.url));
const conditions = ['@middlebrick/source'];
const task = readTask();

/** Serves the mutated file in place of the source, and the recorder in place of vitest. */
const mutants: Plugin = {
  name: 'mutants',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'vitest' && importer !== undefined && importer !== recordedTests && importer !== tryMutants
      ? recordedTests
      : undefined,
  load: (id) => (id === task.source ? readFileSync(task.mutated, 'utf8') : undefined),
};

export default defineConfig({
  root,
  plugins: [mutants],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [tryMutants],
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 0,
    reporters: ['dot'],
    // Mutated code must not be found again, by this run or another.
    fsModuleCache: false,
  },
});
