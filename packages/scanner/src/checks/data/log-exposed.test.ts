import { callerOf, testCheck } from '@middlebrick/testing';
import check from './log-exposed.ts';

const lines = (rest: string) =>
  Array.from({ length: 4 }, (_, index) => `2026-01-15 10:00:0${index} INFO app ${rest}`).join('\n');
const at = (path: string, answer: (request: Request) => Response) => (request: Request) => {
  const { pathname } = new URL(request.url);
  if (pathname === path) return answer(request);
  return pathname === '/notes' ? Response.json([{ id: 'n-1' }]) : new Response('not found', { status: 404 });
};

testCheck(check, {
  vulnerable: [
    {
      name: 'the log is served and holds passwords',
      operations: ['GET /notes'],
      api: at('/logs', () => new Response(lines('login user=a password=hunter2'))),
      message: 'secrets',
      confidence: 'confirmed',
    },
    {
      name: 'the log shows the requests of others',
      operations: ['GET /notes'],
      api: at('/app.log', () => new Response(lines('GET /users/42 200'))),
      message: 'requests',
    },
    {
      name: 'metrics of the process',
      operations: ['GET /notes'],
      api: at(
        '/metrics',
        () => new Response('# HELP process_cpu_seconds_total Total CPU\n# TYPE process_cpu_seconds_total counter\n'),
      ),
      message: 'events',
    },
    {
      name: 'an operation serves its log to every user, with the token of the caller in it',
      operations: ['GET /admin/recent'],
      api: at('/admin/recent', (request) =>
        callerOf(request) === null
          ? new Response('', { status: 401 })
          : Response.json({ lines: lines(`auth ${request.headers.get('authorization')}`).split('\n') }),
      ),
      message: 'secrets',
    },
  ],
  hardened: [
    {
      name: 'nothing is at the usual places',
      operations: ['GET /notes'],
      api: at('', () => new Response('')),
      message: 'clean',
    },
    {
      name: 'a note that quotes one line of a log',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json([{ text: '2026-01-15 10:00:00 ERROR app boom' }]),
    },
    {
      name: 'the log wants an administrator',
      operations: ['GET /notes'],
      api: at('/logs', () => new Response(lines('x'), { status: 403 })),
    },
  ],
  inconclusive: [
    {
      name: 'nothing is answered',
      operations: ['GET /notes'],
      api: (_: Request) => Promise.reject(new Error('connection lost')),
      message: 'unanswered',
    },
  ],
});
