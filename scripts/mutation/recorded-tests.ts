/*
 * Stands in for `vitest` in the tests that are run against mutants: `test` notes the test instead of running it, so that
 * one worker can run it again for one mutant after another. What a test may use of vitest besides is exported here.
 */
export { expect } from 'vitest';

/** A test as it was noted, its arguments bound. */
export interface RecordedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Body<A extends unknown[]> = (...args: A) => unknown;

// The modules are loaded anew for some mutants; what they note must reach the one that runs them.
const shared = globalThis as { recordedTests?: RecordedTest[] };
shared.recordedTests ??= [];

export function test(name: string, body: Body<[]>): void {
  shared.recordedTests?.push({ name, run: body });
}

test.each =
  (rows: readonly unknown[]) =>
  (name: string, body: Body<unknown[]>): void => {
    // As in vitest, a row is a list of arguments only where every row is one.
    const areLists = rows.every(Array.isArray);
    for (const row of rows) test(name, () => body(...(areLists ? (row as unknown[]) : [row])));
  };

export function describe(_name: string, body: () => void): void {
  body();
}
