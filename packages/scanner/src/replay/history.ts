import type { Recorder } from '@middlebrick/http';
import { type Exchange, isSafe, isSuccess } from '@middlebrick/model';

/** Exchanges that a later replay may have to repeat. */
export interface History {
  recorder: Recorder;
  exchanges(): readonly Exchange[];
}

/** Characters of an answer from which ids are taken; longer ones are not kept. */
const longestAnswer = 32_000;
const mostReadings = 300;
const mostWrites = 3000;

/** Keeps registrations, logins and accepted writes, and of readings the first ones, while everything goes on to `next`. */
export function openHistory(next: Recorder | undefined): History {
  const kept: Exchange[] = [];
  const asked = new Set<string>();
  let writes = 0;

  const isWanted = (exchange: Exchange): boolean => {
    const { identity, request, response, purpose } = exchange;
    const status = response?.status ?? 0;
    if (response === null || status >= 400 || response.body.length > longestAnswer) return false;
    if (purpose === 'registration' || purpose === 'login' || !isSafe(request.method)) return ++writes <= mostWrites;
    const question = `${identity} ${request.url}`;
    if (identity === 'anonymous' || identity.includes('+') || asked.has(question) || asked.size >= mostReadings)
      return false;
    if (request.method !== 'GET' || !isSuccess(exchange)) return false;
    asked.add(question);
    return true;
  };

  return {
    recorder: {
      congestion: () => next?.congestion?.(),
      close: () => next?.close() ?? Promise.resolve(),
      record: (exchange) => {
        next?.record(exchange);
        if (isWanted(exchange)) kept.push(exchange);
      },
    },
    exchanges: () => kept,
  };
}
