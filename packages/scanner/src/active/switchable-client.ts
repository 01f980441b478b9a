import type { HttpClient } from '@middlebrick/http';

export interface SwitchableClient extends HttpClient {
  /** From now on everything goes by this client, which must know the same secrets. */
  use(client: HttpClient): void;
}

/** A client that another one can take the place of: what is left to do after the end of a scan goes by a fresh one. */
export function switchable(first: HttpClient): SwitchableClient {
  let current = first;
  return {
    use: (client) => {
      current = client;
    },
    baseUrl: first.baseUrl,
    address: first.address,
    redactor: first.redactor,
    send: (...args) => current.send(...args),
    sendForSecrets: (...args) => current.sendForSecrets(...args),
    fetchDocument: (...args) => current.fetchDocument(...args),
    get stats() {
      return current === first
        ? first.stats
        : {
            requests: first.stats.requests + current.stats.requests,
            bytes: first.stats.bytes + current.stats.bytes,
            retries: first.stats.retries + current.stats.retries,
            throttled: first.stats.throttled + current.stats.throttled,
          };
    },
    // Of the first: why the scan ended, not how the tidying up went.
    stopReason: () => first.stopReason(),
    [Symbol.asyncDispose]: () => first[Symbol.asyncDispose](),
  };
}
