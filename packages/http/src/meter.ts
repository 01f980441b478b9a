import { type Budget, BudgetExhausted, bytesInWords, durationInWords } from './budget.ts';
import type { ClientStats } from './contract.ts';
import type { Running, Stop } from './stop.ts';

/** Counts what the scan uses up, and ends it when a budget is spent. */
export interface Meter {
  readonly stats: ClientStats;
  /** Counts one request; throws when the scan has ended or ends with this one. */
  spendRequest(): void;
  spendBytes(bytes: number): void;
  /** Body bytes that one more answer may have. */
  room(wanted: number): number;
  /** Stops the clock. */
  close(): void;
}

/** Longest delay of a timer; a longer time budget is as good as none. */
const longestTimerMs = 2 ** 31 - 1;

export function createMeter(budget: Budget, stop: Stop): Meter {
  const stats: ClientStats = { requests: 0, bytes: 0, retries: 0, throttled: 0 };
  const end = (reason: string, running: Running): void =>
    stop.end(reason, new BudgetExhausted(`The scan ended: ${reason}.`), running);
  const timer =
    budget.totalTimeoutMs > longestTimerMs
      ? undefined
      : setTimeout(
          () => end(`the time budget of ${durationInWords(budget.totalTimeoutMs)} is used up`, 'drop'),
          budget.totalTimeoutMs,
        );
  // The scan itself keeps the process alive for as long as there is something to do.
  timer?.unref();

  return {
    stats,
    spendRequest: () => {
      if (stats.requests >= budget.maxRequests)
        end(`the budget of ${budget.maxRequests} requests is used up`, 'finish');
      else if (stats.bytes >= budget.maxTotalBytes)
        end(`the budget of ${bytesInWords(budget.maxTotalBytes)} is used up`, 'finish');
      if (stop.error !== undefined) throw stop.error;
      stats.requests++;
    },
    spendBytes: (bytes) => {
      stats.bytes += bytes;
    },
    room: (wanted) => Math.max(0, Math.min(wanted, budget.maxTotalBytes - stats.bytes)),
    close: () => clearTimeout(timer),
  };
}
