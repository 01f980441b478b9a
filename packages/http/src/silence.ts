import { ScanError } from '@middlebrick/model';
import { BudgetExhausted } from './budget.ts';
import type { FailureCode } from './failure.ts';
import type { Attempt } from './flights.ts';
import type { Stop } from './stop.ts';

/** Requests in a row without an answer, when there never was one, after which nobody is thought to be there. */
const mostUnanswered = 4;
/** The same for a target that did answer before: more than any check sends to one slow operation. */
const mostSilent = 40;

/** Failures that cost the whole time allowed; the others come at once, and a scan soon gets over them. */
const slow: ReadonlySet<string | undefined> = new Set<FailureCode>(['TIMEOUT', 'TOO_SLOW']);

/** Gives up on a target that accepts connections and does not answer, instead of waiting for every single request. */
export interface SilenceWatch {
  observe(attempt: Attempt): void;
}

/**
 * Ends the scan when too many requests in a row had no answer: with a ScanError when there never was an answer,
 * else like a budget that is used up, so that what was learnt is kept.
 */
export function createSilenceWatch(origin: string, stop: Stop): SilenceWatch {
  let hasAnswered = false;
  let silent = 0;

  return {
    observe: ({ answer, failure }) => {
      if (answer !== undefined || !slow.has(failure?.code)) {
        hasAnswered ||= answer !== undefined;
        silent = 0;
        return;
      }
      silent++;
      if (!hasAnswered && silent >= mostUnanswered) {
        const problem = `${origin} accepts connections, but the first ${silent} requests were not answered: ${failure?.message ?? ''}`;
        stop.end('the target does not answer', new ScanError('TARGET_UNREACHABLE', problem.trim(), { help }), 'drop');
      }
      if (hasAnswered && silent >= mostSilent) {
        const reason = `the target stopped answering (${silent} requests in a row)`;
        stop.end(reason, new BudgetExhausted(`The scan ended: ${reason}.`), 'drop');
      }
    },
  };
}

const help = 'Check that this is the port of the API, or give it longer with --timeout <seconds>.';
