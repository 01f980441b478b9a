import { isSafe } from '@middlebrick/model';
import type { Attempt } from './flights.ts';

/** The longest that one Retry-After is obeyed for; the whole scan has a time budget as well. */
const longestPauseMs = 10_000;
/** For a 429 that does not say how long. */
const usualPauseMs = 1000;
const mostThrottledTries = 3;
const backoffMs = [50, 200];

export type NextStep =
  | { kind: 'done' }
  /** The target wants rest: the whole client pauses, and perhaps the request is repeated. */
  | { kind: 'pause'; milliseconds: number; repeat: boolean }
  /** Only this request waits, and is then repeated. */
  | { kind: 'repeat'; milliseconds: number };

export interface Tries {
  throttled: number;
  broken: number;
}

const done: NextStep = { kind: 'done' };

/**
 * What to do after one attempt. Only safe methods are repeated: a broken connection does not tell whether the
 * target has acted on the request (RFC 9110 section 9.2.2).
 *
 * @param hasAnswered whether the target ever answered, so that a refused connection is a passing state
 */
export function nextStep(method: string, attempt: Attempt, tries: Tries, hasAnswered: boolean): NextStep {
  const pause = attempt.answer === undefined ? undefined : pauseAskedFor(attempt.answer.status, attempt.answer.headers);
  if (pause !== undefined) {
    return { kind: 'pause', milliseconds: pause, repeat: isSafe(method) && tries.throttled < mostThrottledTries };
  }
  const code = attempt.failure?.code;
  const isPassing = code === 'CONNECTION_RESET' || (code === 'CONNECTION_REFUSED' && hasAnswered);
  const milliseconds = backoffMs[tries.broken];
  return isPassing && isSafe(method) && milliseconds !== undefined ? { kind: 'repeat', milliseconds } : done;
}

function pauseAskedFor(status: number, headers: readonly (readonly [string, string])[]): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const header = headers.find(([name]) => name === 'retry-after')?.[1];
  const asked = header === undefined ? undefined : retryAfterMs(header, Date.now());
  if (asked !== undefined) return Math.min(asked, longestPauseMs);
  return status === 429 ? usualPauseMs : undefined;
}

/**
 * Milliseconds that a Retry-After header asks for: seconds or a date (RFC 9110 section 10.2.3). A date that is over
 * asks for none; anything else gives `undefined`.
 */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
