/** Many events as one: what comes in quick succession is waited for. */
export interface Pulses {
  /** Something happened. */
  signal(): void;
  /** Nothing more is waited for. */
  end(): void;
  /** Whether something happened; false after the end. Comes when all has been quiet for a while. */
  next(): Promise<boolean>;
}

/** @param quiet milliseconds without a further event */
export function pulses(quiet: number): Pulses {
  let timer: NodeJS.Timeout | undefined;
  let [isDue, isOver] = [false, false];
  let wake: (() => void) | undefined;
  const settle = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    signal() {
      if (isOver) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isDue = true;
        settle();
      }, quiet);
    },
    end() {
      isOver = true;
      clearTimeout(timer);
      settle();
    },
    async next() {
      while (!isDue && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      isDue = false;
      return !isOver;
    },
  };
}
