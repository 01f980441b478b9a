import { inProcessTransport } from '@middlebrick/http';
import { describe, expect, test } from 'vitest';
import { checks } from './checks/index.ts';
import { identityConfigSchema } from './identities/identity-config.ts';
import { type ScanOptions, scan } from './run.ts';

const owners: Readonly<Record<string, string>> = { 'Bearer alice-1': 'alice', 'Bearer bob-22': 'bob' };
const notes = [
  { id: 'n-7f3a91', owner: 'alice', text: 'Alice keeps her spare key at 17 Elm Row' },
  { id: 'n-c04b52', owner: 'bob', text: 'Bob sold the blue Volvo to 4412 Mill Lane' },
];
const operation = { security: [{ token: [] }], responses: { 200: { description: 'ok' } } };
const parameters = [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }];
const spec = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/me': { get: operation },
    '/notes': { get: operation },
    '/notes/{note_id}': { get: { ...operation, parameters } },
  },
};

function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  const caller = owners[request.headers.get('authorization') ?? ''];
  if (pathname === '/openapi.json') return Response.json(spec);
  if (caller === undefined) return Response.json({ error: 'sign in' }, { status: 401 });
  if (pathname === '/me') return Response.json({ username: caller });
  if (pathname === '/notes') return Response.json(notes.filter(({ owner }) => owner === caller));
  const note = notes.find(({ id }) => pathname === `/notes/${id}`);
  return note === undefined ? Response.json({}, { status: 404 }) : Response.json(note);
}

const options: ScanOptions = {
  target: 'http://notes.test',
  identities: Object.entries(owners).map(([header, name]) =>
    identityConfigSchema.parse({ name, bearer: header.replace('Bearer ', '') }),
  ),
  checks,
  seed: 7,
  version: '0',
};

/** The reason why a scan stopped, or the name of the error when it had nothing to report. Stray rejections fail the run. */
async function endOf(more: Partial<ScanOptions>, onRequest: () => void = () => undefined): Promise<string | undefined> {
  const transport = inProcessTransport((request) => {
    onRequest();
    return answer(request);
  });
  try {
    return (await scan({ ...options, ...more, transport })).scan.stopReason;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const moments = [1, 2, 4, 6, 8, 10, 12, 14, 17, 20, 23, 26, 30, 35, 40, 50, 60, 80];

describe('a scan ends with what was learnt', () => {
  test.each(moments)('when it is interrupted with request %i', async (moment) => {
    const controller = new AbortController();
    let requests = 0;
    const reason = await endOf({ signal: controller.signal }, () => {
      requests++;
      if (requests === moment) controller.abort();
    });
    expect(reason).toBe(moment <= 4 ? 'AbortError' : 'interrupted');
  });

  test.each(moments)('when %i requests are all it may send', async (maxRequests) => {
    const reason = await endOf({ budget: { maxRequests } });
    expect(reason).toBe(maxRequests <= 4 ? 'BudgetExhausted' : `the budget of ${maxRequests} requests is used up`);
  });
});
