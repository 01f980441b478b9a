import type { Carrier, Listener, WireAnswer, WireRequest } from './carrier.ts';
import { classify, type Failure, failureOf } from './failure.ts';

/** What became of one request on the wire. */
export interface Attempt {
  answer: WireAnswer | undefined;
  failure: Failure | undefined;
  /** Milliseconds since the epoch. */
  startedAt: number;
  milliseconds: number;
}

/** The requests that are on the wire. One sweep for all of them replaces a timer for each. */
export interface Flights {
  /** Sends a request and waits for its end. Rejects only when the flights are ended. */
  run(request: WireRequest): Promise<Attempt>;
  /** Drops what is on the wire; every run rejects with this error. */
  end(error: Error): void;
}

const noCleanUp = (): void => {};

/** Owns one request from its start until its end is told. */
class Flight implements Listener {
  readonly startedAt = Date.now();
  readonly begin = performance.now();
  readonly #running: Set<Flight>;
  readonly #resolve: (attempt: Attempt) => void;
  readonly #reject: (error: Error) => void;
  #isAnswering = false;
  #isOver = false;
  drop: () => void = noCleanUp;

  constructor(running: Set<Flight>, resolve: (attempt: Attempt) => void, reject: (error: Error) => void) {
    this.#running = running;
    this.#resolve = resolve;
    this.#reject = reject;
    running.add(this);
  }

  answering(): void {
    this.#isAnswering = true;
  }

  answered(answer: WireAnswer): void {
    this.#settle(answer, undefined);
  }

  failed(error: unknown): void {
    this.#settle(undefined, classify(error));
  }

  timeOut(): void {
    this.#settle(undefined, failureOf(this.#isAnswering ? 'TOO_SLOW' : 'TIMEOUT'));
    this.drop();
  }

  end(error: Error): void {
    if (!this.#leave()) return;
    this.#reject(error);
    this.drop();
  }

  #settle(answer: WireAnswer | undefined, failure: Failure | undefined): void {
    if (!this.#leave()) return;
    const { startedAt } = this;
    this.#resolve({ answer, failure, startedAt, milliseconds: performance.now() - this.begin });
  }

  #leave(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#running.delete(this);
    return true;
  }
}

export function createFlights(carrier: Carrier, timeoutMs: number): Flights {
  const running = new Set<Flight>();
  const period = Math.min(250, Math.max(5, timeoutMs / 10));
  let sweep: NodeJS.Timeout | undefined;

  function sweepNow(): void {
    const oldest = performance.now() - timeoutMs;
    // In order of their start, so the first that is young enough ends the search.
    for (const flight of running) {
      if (flight.begin > oldest) break;
      flight.timeOut();
    }
    if (running.size === 0) stopSweep();
  }

  function stopSweep(): void {
    clearInterval(sweep);
    sweep = undefined;
  }

  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        sweep ??= setInterval(sweepNow, period);
        const flight = new Flight(running, resolve, reject);
        flight.drop = carrier.start(request, flight);
      }),
    end: (error) => {
      for (const flight of [...running]) flight.end(error);
      stopSweep();
    },
  };
}
