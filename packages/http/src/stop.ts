/** What becomes of the requests on the wire when the end comes. */
export type Running = 'finish' | 'drop';

/** The end of a client, whatever brings it: a budget, the person at the keyboard, or being closed. */
export interface Stop {
  /**
   * The first reason stays; an end that drops what is running may still follow one that let it finish.
   * Without a reason the scan was simply over.
   */
  end(reason: string | undefined, error: Error, running: Running): void;
  readonly reason: string | undefined;
  readonly error: Error | undefined;
  /** Called at every end, unless the function given back was called before. */
  onEnd(listener: EndListener): () => void;
  /** Waits; rejects when the end comes first. */
  sleep(milliseconds: number): Promise<void>;
}

export type EndListener = (error: Error, running: Running) => void;

export function createStop(): Stop {
  const listeners = new Set<EndListener>();
  let ended: { reason: string | undefined; error: Error } | undefined;

  function onEnd(listener: EndListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    end: (reason, error, running) => {
      ended ??= { reason, error };
      for (const listener of [...listeners]) listener(ended.error, running);
    },
    get reason() {
      return ended?.reason;
    },
    get error() {
      return ended?.error;
    },
    onEnd,
    sleep: (milliseconds) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended.error);
        const timer = setTimeout(() => {
          forget();
          resolve();
        }, milliseconds);
        const forget = onEnd((error) => {
          clearTimeout(timer);
          forget();
          reject(error);
        });
      }),
  };
}

/** The error by which the platform says that somebody aborted. */
export function abortError(): Error {
  return new DOMException('The scan was interrupted.', 'AbortError');
}
