import { callerOf, smallSpec, testCheck } from '@middlebrick/testing';
import check from './declared-not-enforced.ts';

const status = (code: number): Response => Response.json({ error: 'refused' }, { status: code });
const secured = smallSpec(['GET /whoami', 'GET /stations'], {
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});
const stations = (): Response => Response.json([{ id: 4, place: 'Harbour bridge', level: 2.1 }]);

const api =
  (answer: (caller: string | null, request: Request) => Response) =>
  (request: Request): Response => {
    const caller = callerOf(request);
    if (new URL(request.url).pathname === '/whoami')
      return caller === null ? status(401) : Response.json({ login: caller });
    return new URL(request.url).pathname === '/stations' ? answer(caller, request) : status(404);
  };

testCheck(check, {
  vulnerable: [
    {
      name: 'never asks for the token it declares',
      spec: secured,
      api: api(stations),
      message: 'ignored',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'asks for it',
      spec: secured,
      api: api((caller) => (caller === null ? status(401) : stations())),
      message: 'enforced',
    },
    {
      name: 'refuses with 403',
      spec: secured,
      api: api((caller) => (caller === null ? status(403) : stations())),
      message: 'enforced',
    },
    {
      name: 'refuses a made-up token only',
      spec: secured,
      api: api((caller, request) =>
        caller === null && request.headers.has('authorization') ? status(422) : stations(),
      ),
      message: 'enforced',
    },
    {
      name: 'gives anonymous callers an empty list',
      spec: secured,
      api: api((caller) => (caller === null ? Response.json([]) : stations())),
      message: 'enforced',
    },
    {
      name: 'serves what is private, which is another finding',
      spec: secured,
      api: api(() => Response.json([{ name: 'Alice', ssn: '536-22-8145' }])),
      message: 'private',
    },
  ],
  inconclusive: [
    { name: 'is empty for everybody', spec: secured, api: api(() => Response.json([])), message: 'empty' },
    {
      name: 'breaks without a credential',
      spec: secured,
      api: api((caller) => (caller === null ? status(500) : stations())),
      message: 'unanswered',
    },
    {
      name: 'serves the same data at every path',
      spec: secured,
      api: () => stations(),
      message: 'everywhere',
    },
  ],
});
