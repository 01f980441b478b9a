/** Whether something holds; `perhaps` where it depends on something that the templates do not say. */
export type Truth = 'yes' | 'no' | 'perhaps';

/** Holds when all do. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('perhaps') ? 'perhaps' : 'yes';
}

/** Holds when one does. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('perhaps') ? 'perhaps' : 'no';
}

/** Holds when it does not. */
export function not(truth: Truth): Truth {
  if (truth === 'perhaps') return truth;
  return truth === 'yes' ? 'no' : 'yes';
}

/** The truth of something that is known. */
export function truthOf(holds: boolean): Truth {
  return holds ? 'yes' : 'no';
}
