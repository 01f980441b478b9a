import type { Mutant } from './mutants.ts';
import type { Verdict } from './task.ts';

/** A mutant and what came of it. */
export interface Result {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** Why no test can notice it, where that is so. */
  readonly equivalent?: string;
}

export interface Score {
  readonly noticed: number;
  /** Mutants that a test could notice. */
  readonly total: number;
  readonly equivalent: number;
  /** Share of the noticed, 0 to 100; 100 where there is nothing to notice. */
  readonly percent: number;
}

/** A mutant counts as noticed when a test failed or did not end. Equivalent ones count neither way. */
export function scoreOf(results: readonly Result[]): Score {
  const relevant = results.filter((result) => isNoticed(result) || result.equivalent === undefined);
  const noticed = relevant.filter(isNoticed).length;
  return {
    noticed,
    total: relevant.length,
    equivalent: results.length - relevant.length,
    percent: relevant.length === 0 ? 100 : (100 * noticed) / relevant.length,
  };
}

function isNoticed({ verdict }: Result): boolean {
  return verdict === 'killed' || verdict === 'stuck';
}

/** The mutants that no test noticed although one could, with place and change, in the order of the files. */
export function survivorsOf(results: readonly Result[]): string[] {
  return results
    .filter((result) => !isNoticed(result) && result.equivalent === undefined)
    .map(({ mutant, verdict }) => {
      const place = `${mutant.file}:${mutant.line}:${mutant.column}`;
      const remark = verdict === 'uncovered' ? '  (no test comes by)' : '';
      return `${place}  ${mutant.mutator}  ${shortened(mutant.original)}  →  ${shortened(mutant.replacement)}${remark}`;
    });
}

/** One line of the table: `bola   91.2 %  1020 of 1118, 14 equivalent`. */
export function scoreLine(name: string, score: Score): string {
  const counted = `${score.noticed} of ${score.total}${score.equivalent === 0 ? '' : `, ${score.equivalent} equivalent`}`;
  return `${name.padEnd(16)}${score.percent.toFixed(1).padStart(5)} %  ${counted}`;
}

function shortened(code: string): string {
  return code.length <= 80 ? code : `${code.slice(0, 50)} … ${code.slice(-27)}`;
}
