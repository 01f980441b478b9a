import type { Exchange } from '@middlebrick/model';
import { sameAnswer } from './compare.ts';

/**
 * Whether an answer is that of a path which nothing serves, but for the path that each of them may repeat: a gateway or
 * a page that answers just anything must not pass for an operation.
 */
export function isAnsweredAlike(exchange: Exchange, absent: Exchange): boolean {
  return sameAnswer(exchange, absent, { echoesA: lastSegment(exchange), echoesB: lastSegment(absent) });
}

function lastSegment({ request }: Exchange): string[] {
  return new URL(request.url).pathname.split('/').slice(-1);
}
