import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inProcessTransport } from '@middlebrick/http';
import type { Report } from '@middlebrick/model';
import { checks, identityConfigSchema, scan } from '@middlebrick/scanner';
import { notesApi, notesOf, refusal, served, smallSpec } from '@middlebrick/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Notes that every signed-in user may read, whatever else there is: lists by owner, a debug page, errors with details. */
const api = notesApi({
  read: ({ note }) => (note === undefined ? refusal(404, 'not found') : served(note)),
  list: (me, url) =>
    served({ items: notesOf(url.searchParams.get('owner_id') ?? me), next_cursor: btoa(`{"owner_id":"${me}"}`) }),
  other: (me, url) =>
    url.pathname === '/users'
      ? served([
          { username: 'alice', password: 'Tr0ub4dor&3' },
          { username: 'bob', password: 'c0rrect-h0rse' },
        ])
      : refusal(500, `Traceback (most recent call last):\n  File "/app/notes.py", line 7, in ${me}\nKeyError`),
});
const operations = [
  'GET /me',
  'GET /notes?owner_id&cursor',
  'GET /notes/{id}',
  'GET /users',
  'GET /users/{user_id}/notes/{id}',
  'GET /broken',
];

/** The scan of an API whose answers take their time, each another one. */
async function slowScan(delays: () => number, spec: string | undefined): Promise<Report> {
  return scan({
    target: 'http://slow.test',
    ...(spec === undefined ? {} : { spec }),
    identities: ['alice', 'bob'].map((name) =>
      identityConfigSchema.parse({ name, bearer: `token-${name}`, subjects: [name] }),
    ),
    checks,
    seed: 7,
    version: '0.0.0',
    transport: inProcessTransport(async (request) => {
      await wait(delays());
      return api(request);
    }),
  });
}

/** Everything that must not depend on which of two requests is answered first. */
function lasting({
  findings,
  coverage,
  surface,
  identities,
  survey,
  score,
  checks: summaries,
  gaps,
  requests,
}: Report): unknown {
  const proofs = findings.map(({ proof, ...finding }) => ({
    ...finding,
    proof: proof.map(({ exchange, ...step }) => ({
      ...step,
      identity: exchange.identity,
      request: {
        ...exchange.request,
        headers: exchange.request.headers.filter(([name]) => name !== 'X-Middlebrick-Scan'),
      },
      response: exchange.response,
    })),
  }));
  return { proofs, coverage, surface, identities, survey, score, summaries, gaps, requests };
}

test.each([
  'described by a specification',
  'found by links',
])('an API %s is judged alike, however fast its answers are', async (how) => {
  const path = join(folder, 'openapi.json');
  await writeFile(path, JSON.stringify(smallSpec(operations)));
  const spec = how === 'found by links' ? undefined : path;
  const calm = await slowScan(() => 0, spec);
  if (spec !== undefined) expect(calm.findings.length).toBeGreaterThan(4);
  const [delays = []] = fc.sample(
    fc.array(fc.array(fc.nat(12), { minLength: 97, maxLength: 97 }), { minLength: 4, maxLength: 4 }),
    { seed: 7, numRuns: 1 },
  );
  for (const row of delays) {
    let count = 0;
    expect(lasting(await slowScan(() => row[count++ % row.length] ?? 0, spec))).toEqual(lasting(calm));
  }
});
