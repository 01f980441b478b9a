import type { Answer, Exchange, Headers } from '@middlebrick/model';
import type { WireAnswer } from './carrier.ts';
import type { SendMeta } from './contract.ts';
import type { Attempt } from './flights.ts';
import type { Redactor } from './redactor.ts';
import type { SignedRequest } from './sign.ts';

export interface ExchangeParts {
  id: string;
  request: SignedRequest;
  meta: SendMeta;
  attempt: Attempt;
  /** Body of the answer in clear; empty when there was none. */
  text: string;
}

/** The record of one request and its answer, with everything hidden that the redactor knows by now. */
export function exchangeOf({ id, request, meta, attempt, text }: ExchangeParts, redactor: Redactor): Exchange {
  const { answer, failure } = attempt;
  return {
    id,
    identity: meta.identity,
    purpose: meta.purpose,
    request: request.record,
    response: answer === undefined ? null : answerOf(answer, text, redactor),
    ...(failure === undefined ? {} : { failure }),
    startedAt: isoDate(attempt.startedAt),
    milliseconds: Math.round(attempt.milliseconds * 10) / 10,
  };
}

function answerOf(answer: WireAnswer, text: string, redactor: Redactor): Answer {
  const { status, truncated } = answer;
  const body = truncated ? redactor.redactCut(text) : redactor.redact(text);
  return { status, headers: redactedHeaders(answer.headers, redactor), body, bytes: answer.body.length, truncated };
}

/** The same headers when there is nothing to hide, which is nearly always. */
function redactedHeaders(headers: Headers, redactor: Redactor): Headers {
  const isClean = headers.every(([name, value]) => redactor.redact(value) === value && redactor.redact(name) === name);
  return isClean ? headers : headers.map(([name, value]) => [redactor.redact(name), redactor.redact(value)]);
}

let lastMs = Number.NaN;
let lastDate = '';

/** Many requests start within the same millisecond, and writing a date is slow. */
function isoDate(ms: number): string {
  if (ms !== lastMs) {
    lastMs = ms;
    lastDate = new Date(ms).toISOString();
  }
  return lastDate;
}
