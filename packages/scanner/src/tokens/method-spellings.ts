import type { RequestSpec } from '@middlebrick/model';

const overrideHeaders = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'] as const;
const override = (method: string): [string, string][] => overrideHeaders.map((name) => [name, method]);

/** Safe spellings of the same question. A filter may look at one of method and override, and the router at the other. */
export const methodSpellings: readonly { kind: string; change(request: RequestSpec): RequestSpec }[] = [
  { kind: 'OPTIONS', change: (request) => ({ ...request, method: 'OPTIONS' }) },
  {
    kind: 'OPTIONS overridden to GET',
    change: (request) => ({ ...request, method: 'OPTIONS', headers: [...(request.headers ?? []), ...override('GET')] }),
  },
  {
    kind: 'GET overridden to OPTIONS',
    change: (request) => ({ ...request, headers: [...(request.headers ?? []), ...override('OPTIONS')] }),
  },
  {
    kind: 'GET overridden to HEAD',
    change: (request) => ({ ...request, headers: [...(request.headers ?? []), ...override('HEAD')] }),
  },
];
