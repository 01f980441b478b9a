import type { RequestSpec } from '@middlebrick/model';

const overrideHeaders = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'] as const;
const override = (method: string): [string, string][] => overrideHeaders.map((name) => [name, method]);

const overridden =
  (method: string, by: string) =>
  (request: RequestSpec): RequestSpec => ({
    ...request,
    method,
    headers: [...(request.headers ?? []), ...override(by)],
  });

/** Safe spellings of the same question. A filter may look at one of method and override, and the router at the other. */
export const methodSpellings: readonly { kind: string; change(request: RequestSpec): RequestSpec }[] = [
  { kind: 'OPTIONS', change: (request) => ({ ...request, method: 'OPTIONS' }) },
  { kind: 'OPTIONS overridden to GET', change: overridden('OPTIONS', 'GET') },
  { kind: 'GET overridden to OPTIONS', change: overridden('GET', 'OPTIONS') },
  { kind: 'GET overridden to HEAD', change: overridden('GET', 'HEAD') },
];

/**
 * Two requests that tell whether an operation treats methods as another one does: where overrides are ignored they are
 * plain OPTIONS and HEAD; a filter or a router that obeys them answers at least one of the two otherwise than GET.
 */
export const methodSamples: readonly { kind: string; change(request: RequestSpec): RequestSpec }[] = [
  { kind: 'OPTIONS overridden to GET', change: overridden('OPTIONS', 'GET') },
  { kind: 'HEAD overridden to OPTIONS', change: overridden('HEAD', 'OPTIONS') },
];
