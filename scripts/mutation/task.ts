/** What one process has to do: try mutants of one file with some tests. Paths are absolute. */
export interface Task {
  readonly source: string;
  /** The source with all its mutants. */
  readonly mutated: string;
  readonly tests: readonly string[];
  /** Mutants still to be tried. */
  readonly mutants: readonly string[];
  /** Where the process writes what came of each, one line of JSON a fact. */
  readonly results: string;
}

/** `trying` is written before a mutant is tried, so that a process that hangs or dies says at which one. */
export interface Progress {
  readonly id: string;
  readonly status: 'trying' | Verdict;
}

/** `uncovered`: no test comes by. `stuck`: the tests did not end, or took the process with them, which counts as noticed. */
export type Verdict = 'killed' | 'survived' | 'uncovered' | 'stuck';

/** The variable that hands a task to the process. */
export const taskVariable = 'MIDDLEBRICK_MUTATION_TASK';

/** The task of this process. Throws a SyntaxError where there is none. */
export function readTask(): Task {
  return JSON.parse(process.env[taskVariable] ?? '') as Task;
}
