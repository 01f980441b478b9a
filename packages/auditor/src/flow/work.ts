/*
 * What following code costs besides its steps: values that are copied, joined and searched. Whoever does so counts it
 * here, and the machine takes it off its steps, so that no code can make few steps take for ever.
 */

/** As much of it as one step. */
const perStep = 32;

let done = 0;

/** Counts parts of values that were looked at. */
export function work(amount: number): void {
  done += amount;
}

/** The steps that were worth the work since the last time. */
export function takeWork(): number {
  if (done < perStep) return 0;
  const steps = Math.floor(done / perStep);
  done -= steps * perStep;
  return steps;
}
