/** Hands out the numbers after the last one in use. */
export type Sequence = () => string;

/** Counts on from `last`. */
export function countFrom(last: number): Sequence {
  let current = last;
  return () => {
    current += 1;
    return String(current);
  };
}
