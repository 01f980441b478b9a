import type { Carrier } from './carrier.ts';
import type { Transport, TransportAnswer, TransportRequest } from './contract.ts';

/** Makes a given transport carry the requests of a client. */
export function carrierOf(transport: Transport): Carrier {
  // Asynchronous, so that a transport that throws at once fails like one that rejects.
  const dispatch = async (request: TransportRequest): Promise<TransportAnswer> => transport.dispatch(request);

  return {
    start: (request, listener) => {
      const controller = new AbortController();
      const { method, origin, path, body, maxBytes } = request;
      const headers = pairs(request.headers);
      const { signal } = controller;
      const sent = dispatch({
        method,
        origin,
        path,
        headers,
        ...(body === undefined ? {} : { body }),
        signal,
        maxBytes,
      });
      const ifWanted =
        <T>(tell: (value: T) => void) =>
        (value: T): void => {
          if (!signal.aborted) tell(value);
        };
      sent.then(
        ifWanted((answer) => listener.answered({ ...answer, headers: inLowerCase(answer.headers), encoding: '' })),
        ifWanted((error: unknown) => listener.failed(error)),
      );
      return () => controller.abort();
    },
    reach: async () => {},
    addressOf: () => undefined,
    close: async () => {},
  };
}

function pairs(flat: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) result.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return result;
}

function inLowerCase(headers: readonly (readonly [string, string])[]): [string, string][] {
  return headers.map(([name, value]) => [name.toLowerCase(), value]);
}
