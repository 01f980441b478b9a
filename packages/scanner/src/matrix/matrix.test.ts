import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import { type AccessCell, type CoverageCell, type Report, reportSchema } from '@middlebrick/model';
import { type Api, defaultIdentities, notesApi, reading, refusal, served, smallSpec } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { checks } from '../checks/index.ts';
import { identityConfigSchema } from '../identities/identity-config.ts';
import { type ScanOptions, scan } from '../run.ts';
import { matrixOf } from './matrix.ts';

const operations = ['GET /me', 'GET /notes', 'GET /notes/{id}', 'DELETE /notes/{id}', 'GET /health'];
const open = notesApi({
  ...reading((note) => served(note)),
  other: (_, url) => (url.pathname === '/health' ? served({ status: 'fine', uptime: 71 }) : undefined),
  anonymous: ({ url }) => (url.pathname === '/health' ? served({ status: 'fine', uptime: 71 }) : undefined),
});

interface Scanned {
  report: Report;
  /** `<method> <path> <authorization>` of every request, sorted. */
  sent: string[];
}

async function scanned(api: Api, options: Partial<ScanOptions> = {}): Promise<Scanned> {
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  const sent: string[] = [];
  try {
    const spec = join(folder, 'openapi.json');
    await writeFile(spec, JSON.stringify(smallSpec(operations)));
    const report = await scan({
      target: 'http://small.test',
      spec,
      identities: defaultIdentities.map((identity) => identityConfigSchema.parse(identity)),
      checks: checks.filter(({ id }) => id === 'bola/foreign-object-read'),
      seed: 7,
      version: '0.0.0',
      transport: inProcessTransport((request) => {
        sent.push(`${request.method} ${request.url} ${request.headers.get('authorization') ?? ''}`);
        return api(request);
      }),
      ...options,
    });
    return { report, sent: sent.sort() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `<identity> <whose>: <observed> <reason>` of the cells of an operation. */
function cellsOf({ matrix }: Report, operation: string): string[] {
  return (matrix?.cells ?? [])
    .filter((cell) => cell.operation === operation)
    .map(
      ({ identity, whose, observed, reason }) =>
        `${identity} ${whose}: ${observed}${observed === 'unknown' ? ` (${reason})` : ''}`,
    );
}

describe('the matrix of an ordinary scan', () => {
  test('sends nothing that the scan would not have sent', async () => {
    const every = new Map([['bola/foreign-object-read', new Set(operations)]]);
    const [watched, unwatched] = [await scanned(open), await scanned(open, { only: every })];
    expect(watched.sent).toEqual(unwatched.sent);
    expect(unwatched.report.matrix).toBeUndefined();
    expect(watched.report.matrix).toBeDefined();
  });

  test('tells what the checks asked for, and that the rest was not asked', async () => {
    const { report } = await scanned(open);
    expect(cellsOf(report, 'GET /notes/{id}')).toEqual([
      'alice own: allowed',
      'alice foreign: unknown (not asked)',
      'bob own: allowed',
      'bob foreign: allowed',
      'anonymous foreign: denied',
    ]);
    expect(cellsOf(report, 'DELETE /notes/{id}').every((cell) => cell.endsWith('unknown (not asked)'))).toBe(true);
    expect(cellsOf(report, 'GET /health')).toEqual([
      'alice none: allowed',
      'bob none: allowed',
      'anonymous none: allowed',
    ]);
    expect(() => reportSchema.parse(JSON.parse(JSON.stringify(report)))).not.toThrow();
  });

  test('has every operation and caller once for each kind of object', async () => {
    const { report } = await scanned(open);
    const keys = (report.matrix?.cells ?? []).map((cell) =>
      JSON.stringify([cell.operation, cell.identity, cell.whose]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(3 * 3 + 2 * 5);
  });
});

describe('the whole matrix', () => {
  test('is asked for with matrix, without a check', async () => {
    const { report } = await scanned(open, { matrix: true, checks: [] });
    expect(cellsOf(report, 'GET /notes/{id}')).toEqual([
      'alice own: allowed',
      'alice foreign: allowed',
      'bob own: allowed',
      'bob foreign: allowed',
      'anonymous foreign: denied',
    ]);
  });

  test('denies where the API asks whose it is, whatever the status', async () => {
    for (const answer of [refusal(403), refusal(404), served({ error: 'not yours' }), served({})]) {
      const api = notesApi(reading((note, me) => (note.owner_id === me ? served(note) : answer.clone())));
      const { report } = await scanned(api, { matrix: true, checks: [] });
      expect(cellsOf(report, 'GET /notes/{id}').filter((cell) => cell.includes('foreign: denied'))).toHaveLength(3);
    }
  });

  test('is the same for the same seed', async () => {
    const [first, second] = [await scanned(open, { matrix: true }), await scanned(open, { matrix: true })];
    expect(second.report.matrix).toEqual(first.report.matrix);
  });

  test('takes what is expected from the policy where that names the operation', async () => {
    const { report } = await scanned(open, { policy: { 'GET /notes/{id}': { own: ['alice'], foreign: ['bob'] } } });
    const expected = (report.matrix?.cells ?? [])
      .filter(({ operation }) => operation === 'GET /notes/{id}')
      .map(({ identity, whose, expected: what, basis }) => `${identity} ${whose} ${what} ${basis}`);
    expect(expected).toEqual([
      'alice own allowed policy',
      'alice foreign denied policy',
      'bob own denied policy',
      'bob foreign allowed policy',
      'anonymous foreign denied policy',
    ]);
    const others = (report.matrix?.cells ?? []).filter(({ operation }) => operation === 'DELETE /notes/{id}');
    expect(others.map(({ basis }) => basis)).toEqual(Array.from({ length: 5 }, () => 'default'));
  });

  test('has no cell for an API that fails or hangs in the middle of it', async () => {
    let asked = 0;
    const failing: Api = (request) => (++asked > 12 ? new Response('', { status: 500 }) : open(request));
    const { report } = await scanned(failing, { matrix: true, checks: [] });
    const foreign = (report.matrix?.cells ?? []).filter(({ whose }) => whose === 'foreign');
    expect(foreign.filter(({ observed }) => observed === 'allowed')).toEqual([]);
  });
});

describe('what is shared', () => {
  const shared = notesApi(
    reading((note, me) =>
      note.owner_id === me || note.owner_id === 'alice' ? served({ ...note, members: ['alice', 'bob'] }) : refusal(404),
    ),
  );
  const ofBob = ({ matrix }: Report): AccessCell | undefined =>
    matrix?.cells.find(
      (cell) => cell.operation === 'GET /notes/{id}' && cell.identity === 'bob' && cell.whose === 'foreign',
    );

  test('is allowed and no flaw by itself', async () => {
    const { report } = await scanned(shared, { matrix: true, checks: [] });
    expect(ofBob(report)).toMatchObject({ observed: 'allowed', isShared: true, reason: 'shared with this caller' });
    expect(ofBob(report)).not.toHaveProperty('expected');
  });

  test('is one where a policy says so', async () => {
    const { report } = await scanned(shared, { policy: { 'GET /notes/{id}': { own: ['alice', 'bob'] } }, checks: [] });
    expect(ofBob(report)).toMatchObject({ observed: 'allowed', expected: 'denied', basis: 'policy' });
  });
});

describe('readings of one cell', () => {
  const cell = (observed: AccessCell['observed'], identity = 'alice'): AccessCell => ({
    operation: 'GET /notes/{id}',
    identity,
    whose: 'foreign',
    observed,
    reason: 'seen',
  });

  async function cellOf(cells: AccessCell[], lost: string[] = [], coverage: CoverageCell[] = []) {
    const { report } = await scanned(open);
    const facts = {
      surface: { operations: [{ ...parameterised, security: null }] },
      end: { cells, lost, identities: report.identities.filter(({ name }) => name !== 'anonymous'), policy: null },
    };
    const matrix = matrixOf(facts as unknown as Parameters<typeof matrixOf>[0], coverage);
    return matrix?.cells.find(({ identity, whose }) => identity === 'alice' && whose === 'foreign');
  }
  const observedOf = async (cells: AccessCell[], lost: string[] = []) => (await cellOf(cells, lost))?.observed;

  const parameterised = {
    id: 'GET /notes/{id}',
    method: 'GET',
    path: '/notes/{id}',
    parameters: [{ name: 'id', in: 'path', required: true, examples: [] }],
    responses: [],
    tags: [],
    deprecated: false,
    source: 'openapi',
  };

  test('an access outweighs a refusal, and both what is not known', async () => {
    expect(await observedOf([cell('denied'), cell('allowed'), cell('unknown')])).toBe('allowed');
    expect(await observedOf([cell('unknown'), cell('denied')])).toBe('denied');
  });

  test('a refusal of somebody who was signed out unnoticed proves nothing, an access does', async () => {
    expect(await observedOf([cell('denied')], ['alice'])).toBe('unknown');
    expect(await observedOf([cell('allowed')], ['alice'])).toBe('allowed');
    expect(await observedOf([cell('denied')], ['bob'])).toBe('denied');
  });

  test('where a write could not be decided, the reason is that of its check', async () => {
    const doubt: CoverageCell = {
      check: 'bola/foreign-object-write',
      operation: 'GET /notes/{id}',
      outcome: 'inconclusive',
      reason: 'No body could be made.',
    };
    const others = [cell('allowed', 'bob')];
    expect((await cellOf(others, [], [doubt]))?.reason).toBe('No body could be made.');
    expect((await cellOf(others, [], [{ ...doubt, check: 'bola/foreign-object-read' }]))?.reason).toBe('not asked');
    expect((await cellOf(others, [], [{ ...doubt, outcome: 'hardened' }]))?.reason).toBe('not asked');
  });
});
