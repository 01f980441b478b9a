import { testCheck } from '@middlebrick/testing';
import check from './error-detail.ts';

const trace =
  'Traceback (most recent call last):\n  File "/app/api.py", line 9, in list_notes\n    int(limit)\nValueError: invalid literal';

const list = (answer: () => Response) => (request: Request) => {
  const limit = new URL(request.url).searchParams.get('limit');
  return limit === null || /^\d+$/.test(limit) ? Response.json([{ id: 'n-1', title: 'One' }]) : answer();
};
const error = (text: string, status = 500) => list(() => Response.json({ error: text }, { status }));

testCheck(check, {
  vulnerable: [
    {
      name: 'a traceback for a limit that is no number',
      operations: ['GET /notes'],
      api: error(trace),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'the text of an exception with status 400',
      operations: ['GET /notes?limit'],
      api: error("invalid literal for int() with base 10: 'abc'", 400),
      message: 'exposed',
    },
    {
      name: 'the normal request already fails with a stack',
      operations: ['GET /notes'],
      api: (_: Request) =>
        new Response('Error: x\n    at list (/srv/api/notes.js:3:9)\n    at next (/srv/api/router.js:7:1)', {
          status: 500,
        }),
      message: 'exposed',
    },
    {
      name: 'a database explains the statement',
      operations: ['GET /notes'],
      api: error('SQLSTATE[42S22]: Column not found'),
      message: 'exposed',
    },
  ],
  hardened: [
    {
      name: 'errors have a text of their own',
      operations: ['GET /notes'],
      api: error('Error: limit is invalid', 400),
      message: 'clean',
    },
    {
      name: 'a note holds a traceback',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json([{ id: 'n-1', text: trace }]),
    },
    {
      name: 'the text of the store belongs to another check',
      operations: ['GET /notes'],
      api: error('Object of type Decimal is not JSON serializable'),
    },
    {
      name: 'the debug page belongs to another check',
      operations: ['GET /notes'],
      api: list(() => new Response(`<title>// Werkzeug Debugger</title>EVALEX = true ${trace}`, { status: 500 })),
    },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json({ error: 'no' }, { status: 403 }),
      message: 'noControl',
    },
    {
      name: 'malformed requests are never answered',
      operations: ['GET /notes'],
      api: (request: Request) =>
        request.url.includes('?') ? Promise.reject(new Error('connection lost')) : Response.json([]),
      message: 'unanswered',
    },
  ],
});
