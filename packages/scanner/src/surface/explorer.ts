import type { Credential, HttpClient } from '@middlebrick/http';
import { type Exchange, fnv1a64, type RequestSpec } from '@middlebrick/model';
import { type AnswerShape, answerShape } from './answer-shape.ts';

/** Sends the safe requests of a discovery, each path once and no more than a given number. */
export interface Explorer {
  readonly baseUrl: URL;
  /** How many requests may still be sent. */
  left(): number;
  /** The answers to GETs of these paths in their order; `undefined` for those beyond the number. */
  askAll(paths: readonly string[], purpose: string): Promise<(Exchange | undefined)[]>;
  ask(path: string, purpose: string): Promise<Exchange | undefined>;
  /** How a route below `prefix` that cannot exist is answered; asked for once per prefix. */
  unknownRoute(prefix: string): Promise<AnswerShape | undefined>;
}

export interface ExplorerOptions {
  credential?: Credential | undefined;
  maxRequests: number;
  signal?: AbortSignal | undefined;
}

export function createExplorer(client: HttpClient, options: ExplorerOptions): Explorer {
  const { credential, signal } = options;
  const answers = new Map<string, Promise<Exchange>>();
  let left = options.maxRequests;

  const ask = async (path: string, purpose: string): Promise<Exchange | undefined> => {
    signal?.throwIfAborted();
    const known = answers.get(path);
    if (known !== undefined) return known;
    if (left <= 0) return undefined;
    left--;
    const request: RequestSpec = { method: 'GET', path };
    const answer = client.send(request, credential, { identity: credential?.identity ?? 'anonymous', purpose });
    answers.set(path, answer);
    return answer;
  };

  return {
    baseUrl: client.baseUrl,
    left: () => left,
    ask,
    askAll: (paths, purpose) => Promise.all(paths.map((path) => ask(path, purpose))),
    async unknownRoute(prefix) {
      const exchange = await ask(unknownPath(prefix, client.baseUrl), 'calibration: a route that cannot exist');
      return exchange && answerShape(exchange);
    },
  };
}

/** A path that no API has, the same on every run against one target. */
export function unknownPath(prefix: string, baseUrl: URL): string {
  return `${prefix}/mb${fnv1a64(`${baseUrl.href} ${prefix}`).toString(36)}`;
}
