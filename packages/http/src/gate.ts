import type { TokenBucket } from './token-bucket.ts';

/** Lets requests through, in the order they came: so many at once, so many a second, none during a pause. */
export interface Gate {
  /** `undefined` when the way is free; else a promise for it, rejected when the gate closes. */
  enter(): Promise<void> | undefined;
  /** To be called once for every entry. */
  leave(): void;
  /** Lets nobody in for so long. */
  pause(milliseconds: number): void;
  setLimit(limit: number): void;
  readonly limit: number;
  close(error: Error): void;
}

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

export function createGate(initialLimit: number, bucket: TokenBucket): Gate {
  const waiters: Waiter[] = [];
  let head = 0;
  let limit = initialLimit;
  let inside = 0;
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed: Error | undefined;

  /** Milliseconds until one more may enter; 0 counts it in. */
  function admit(): number {
    const now = performance.now();
    const wait = now < pausedUntil ? pausedUntil - now : bucket.take(now);
    if (wait === 0) inside++;
    return wait;
  }

  function openLater(milliseconds: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      letIn();
    }, Math.ceil(milliseconds));
  }

  function letIn(): void {
    while (head < waiters.length && inside < limit && timer === undefined) {
      const wait = admit();
      if (wait > 0) {
        openLater(wait);
        return;
      }
      waiters[head++]?.resolve();
      if (head === waiters.length) {
        waiters.length = 0;
        head = 0;
      } else if (head > 1024) {
        waiters.splice(0, head);
        head = 0;
      }
    }
  }

  function wait(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiters.push({ resolve, reject });
    letIn();
    return promise;
  }

  return {
    enter: () => {
      if (closed !== undefined) return Promise.reject(closed);
      if (head < waiters.length || inside >= limit || timer !== undefined) return wait();
      return admit() === 0 ? undefined : wait();
    },
    leave: () => {
      inside--;
      letIn();
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + milliseconds);
    },
    setLimit: (wanted) => {
      limit = wanted;
      letIn();
    },
    get limit() {
      return limit;
    },
    close: (error) => {
      closed ??= error;
      clearTimeout(timer);
      for (const waiter of waiters.splice(0).slice(head)) waiter.reject(error);
      head = 0;
    },
  };
}
