/** A number that a benchmark came to, with what it should have been. */
export interface Measurement {
  benchmark: string;
  name: string;
  value: number;
  unit: string;
  goal?: Goal;
  /** How to read the number, or what it was measured on. */
  note?: string;
}

export interface Goal {
  /** Whether the value should reach the number or stay within it. */
  kind: 'at least' | 'at most';
  value: number;
  /** Where the goal is missed by so much that something is wrong; the goal itself when left out. */
  limit?: number;
}

export type GoalVerdict = 'met' | 'tolerated' | 'missed';

/** Whether a measurement meets its goal; `undefined` when it has none. */
export function goalVerdict({ value, goal }: Pick<Measurement, 'value' | 'goal'>): GoalVerdict | undefined {
  if (goal === undefined) return undefined;
  const holds = (bound: number): boolean => (goal.kind === 'at least' ? value >= bound : value <= bound);
  if (holds(goal.value)) return 'met';
  return holds(goal.limit ?? goal.value) ? 'tolerated' : 'missed';
}

/** The value in the middle; the mean of the two in the middle when their number is even. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of nothing.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] as number;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] as number)) / 2 : upper;
}

/**
 * Measures several things in turns, A B C A B C …, so that whatever else the machine does falls on all of them.
 * Each is tried once before, for the caches and the compiler.
 *
 * @returns the results of each, by name, in the order of the rounds
 */
export async function inTurns<K extends string>(
  subjects: Readonly<Record<K, () => Promise<number>>>,
  rounds: number,
): Promise<Record<K, number[]>> {
  const names = Object.keys(subjects) as K[];
  for (const name of names) await subjects[name]();
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results[name].push(await subjects[name]());
  }
  return results;
}

/** The median of the ratios of rounds that were measured side by side. */
export function medianRatio(numerators: readonly number[], denominators: readonly number[]): number {
  return median(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));
}
