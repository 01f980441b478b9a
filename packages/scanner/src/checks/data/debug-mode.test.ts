import { testCheck } from '@middlebrick/testing';
import check from './debug-mode.ts';

const console_ =
  '<title>Console // Werkzeug Debugger</title><h1>Interactive Console</h1><script>var CONSOLE_MODE = true, EVALEX = true</script>';
const debuggerPage =
  '<title>ValueError // Werkzeug Debugger</title><script>var CONSOLE_MODE = false, EVALEX = true</script>';
const page = (html: string, status = 200) => new Response(html, { status, headers: { 'content-type': 'text/html' } });

/** A small service with one more place. */
const at = (path: string, answer: () => Response) => (request: Request) => {
  const url = new URL(request.url);
  if (url.pathname === path) return answer();
  return url.pathname === '/notes'
    ? Response.json([{ id: 'n-1' }])
    : Response.json({ error: 'not found' }, { status: 404 });
};

testCheck(check, {
  vulnerable: [
    {
      name: 'the console of Werkzeug is open',
      operations: ['GET /notes'],
      api: at('/console', () => page(console_)),
      message: 'dangerous',
      confidence: 'confirmed',
    },
    {
      name: 'an error opens the debugger',
      operations: ['GET /notes'],
      api: (request) => (request.url.includes('limit=abc') ? page(debuggerPage, 500) : at('', () => page(''))(request)),
      message: 'dangerous',
    },
    {
      name: 'Django says that DEBUG is on',
      operations: ['GET /notes'],
      api: (request) =>
        request.url.includes('limit=abc')
          ? page('<code>DEBUG = True</code> in your Django settings', 500)
          : at('', () => page(''))(request),
      message: 'revealing',
    },
    {
      name: 'the environment of Spring',
      operations: ['GET /notes'],
      api: at('/actuator/env', () => Response.json({ activeProfiles: [], propertySources: [] })),
      message: 'dangerous',
    },
  ],
  hardened: [
    {
      name: 'nothing is at the usual places',
      operations: ['GET /notes'],
      api: at('', () => page('')),
      message: 'clean',
    },
    {
      name: 'health alone is public',
      operations: ['GET /notes'],
      api: at('/actuator', () => Response.json({ _links: { health: { href: '/actuator/health' } } })),
    },
    {
      name: 'a note about the debugger',
      operations: ['GET /notes'],
      api: (_: Request) => Response.json([{ text: debuggerPage }]),
    },
    {
      name: 'the documentation page answers every path',
      operations: ['GET /notes'],
      api: (request) => (request.url.includes('/notes') ? Response.json([]) : page('<title>GraphiQL</title>')),
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
