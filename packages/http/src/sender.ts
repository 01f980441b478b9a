import type { Carrier, WireAnswer } from './carrier.ts';
import { decodeBody } from './decode-body.ts';
import { classify } from './failure.ts';
import { type Attempt, createFlights } from './flights.ts';
import { createGate } from './gate.ts';
import { createLatencyWatch } from './latency.ts';
import type { Meter } from './meter.ts';
import { nextStep, type Tries } from './retry.ts';
import type { SignedRequest } from './sign.ts';
import type { SilenceWatch } from './silence.ts';
import type { Stop } from './stop.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface SenderOptions {
  carrier: Carrier;
  concurrency: number;
  ratePerSecond: number;
  requestTimeoutMs: number;
  /** Gives up on a target that does not answer; left out where there is no network. */
  silence?: SilenceWatch | undefined;
}

export interface SendLimits {
  maxBytes: number;
  /** `false` gives the first attempt as it is. */
  retry: boolean;
}

/** Brings one request to the target politely, and gives the last attempt with its body decoded. */
export type Sender = (request: SignedRequest, limits: SendLimits) => Promise<Attempt>;

/** Concurrency, rate, pauses, timeouts and repetition around a carrier. Rejects only when the scan ends. */
export function createSender(options: SenderOptions, meter: Meter, stop: Stop): Sender {
  const { carrier, concurrency, ratePerSecond, silence } = options;
  // A tenth of a second's worth at once keeps timers off the path of fast scans.
  const gate = createGate(concurrency, createTokenBucket(ratePerSecond, ratePerSecond / 10));
  const flights = createFlights(carrier, options.requestTimeoutMs);
  const latency = createLatencyWatch(concurrency);
  let hasAnswered = false;
  stop.onEnd((error, running) => {
    gate.close(error);
    if (running === 'drop') flights.end(error);
  });

  async function attempt(request: SignedRequest, maxBytes: number): Promise<Attempt> {
    const entering = gate.enter();
    if (entering !== undefined) await entering;
    try {
      meter.spendRequest();
      const { method, origin, path, body, certificate } = request;
      const headers = request.seal === undefined ? request.headers : await request.seal();
      return await flights.run({ method, origin, path, headers, body, certificate, maxBytes: meter.room(maxBytes) });
    } finally {
      gate.leave();
    }
  }

  function learn(result: Attempt): void {
    silence?.observe(result);
    if (result.answer === undefined) return;
    hasAnswered = true;
    meter.spendBytes(result.answer.body.length);
    const limit = latency.observe(result.milliseconds);
    if (limit !== undefined) gate.setLimit(limit);
  }

  /** Waits as long as the target needs; says whether the request is to be sent again. */
  async function isRepeated(method: string, result: Attempt, tries: Tries): Promise<boolean> {
    const step = nextStep(method, result, tries, hasAnswered);
    if (step.kind === 'done') return false;
    if (step.kind === 'repeat') {
      tries.broken++;
      await stop.sleep(step.milliseconds);
      return true;
    }
    tries.throttled++;
    meter.stats.throttled++;
    gate.pause(step.milliseconds);
    return step.repeat;
  }

  /** What a body unfolds to counts as received: small answers that unfold to large ones must not fill the memory. */
  async function unpacked(result: Attempt, answer: WireAnswer, maxBytes: number): Promise<Attempt> {
    const clear = await decoded(result, answer, meter.room(maxBytes));
    meter.spendBytes(Math.max(0, (clear.answer?.body.length ?? 0) - answer.body.length));
    return clear;
  }

  return async (request, limits) => {
    const tries = { throttled: 0, broken: 0 };
    for (;;) {
      const result = await attempt(request, limits.maxBytes);
      learn(result);
      if (!limits.retry || isUsual(result) || !(await isRepeated(request.method, result, tries))) {
        return result.answer?.encoding ? unpacked(result, result.answer, limits.maxBytes) : result;
      }
      meter.stats.retries++;
    }
  };
}

/** Nothing to wait for: spares the common case a turn of the event loop. */
function isUsual({ answer }: Attempt): boolean {
  return answer !== undefined && answer.status !== 429 && answer.status !== 503;
}

async function decoded(result: Attempt, answer: WireAnswer, maxBytes: number): Promise<Attempt> {
  try {
    const { body, truncated } = await decodeBody(answer.body, answer.encoding, maxBytes, answer.truncated);
    return { ...result, answer: { ...answer, body, truncated } };
  } catch (error) {
    return { ...result, answer: undefined, failure: classify(error) };
  }
}
