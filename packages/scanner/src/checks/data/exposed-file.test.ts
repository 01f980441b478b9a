import { testCheck } from '@middlebrick/testing';
import check from './exposed-file.ts';

const files = (served: Record<string, string>) => (request: Request) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/notes') return Response.json([]);
  const text = served[pathname];
  return text === undefined
    ? new Response('not found', { status: 404 })
    : new Response(text, { headers: { 'content-type': 'text/plain' } });
};
const spa = '<!doctype html><title>App</title><script>A=1\nSECRET=1</script>';

testCheck(check, {
  vulnerable: [
    {
      name: 'the environment file',
      operations: ['GET /notes'],
      api: files({ '/.env': 'DEBUG=0\nDB_HOST=db\n' }),
      message: 'exposed',
      confidence: 'confirmed',
    },
    {
      name: 'credentials of AWS',
      operations: ['GET /notes'],
      api: files({ '/.aws/credentials': `[default]\naws_access_key_id = AKIA${'Q3EGTZ7WLKPX2M4N'}\n` }),
      message: 'withSecrets',
    },
    {
      name: 'the repository and a dump',
      operations: ['GET /notes'],
      api: files({
        '/.git/HEAD': 'ref: refs/heads/main\n',
        '/backup.sql': '-- PostgreSQL database dump\nCREATE TABLE users ();',
      }),
      message: 'exposed',
      count: 2,
    },
  ],
  hardened: [
    { name: 'nothing is served', operations: ['GET /notes'], api: files({}), message: 'clean' },
    {
      name: 'a web page answers every path',
      operations: ['GET /notes'],
      api: (request) => (request.url.endsWith('/notes') ? Response.json([]) : new Response(spa)),
    },
    {
      name: 'every path has the same text',
      operations: ['GET /notes'],
      api: (request) => (request.url.endsWith('/notes') ? Response.json([]) : new Response('MODE=maintenance\n')),
    },
    {
      name: 'the file is there and refused',
      operations: ['GET /notes'],
      api: (request) => (request.url.endsWith('/.env') ? new Response('A=secret', { status: 403 }) : Response.json([])),
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
