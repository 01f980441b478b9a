import { type Audited, audit, auditReport, correlate, discover, surfaceOf } from '@middlebrick/auditor';
import type { Finding, Report } from '@middlebrick/model';
import { checks, type ScanOptions, scan } from '@middlebrick/scanner';
import { type StartedTarget, startTarget } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFlaskTarget } from '../targets/flask-dynamodb/start.ts';
import { expectedOfActive } from './expected-active.ts';
import { type Expected, expectedFindings } from './expected-findings.ts';
import { found, lines } from './found.ts';
import { optionsOf } from './scan-target.ts';

/*
 * What a scan finds that was given the code: of the Flask twins, started without a description, by the code alone.
 */

type Variant = 'vulnerable' | 'hardened';

const folder = new URL('../targets/flask-dynamodb/', import.meta.url).pathname;
const reads = async (variant: Variant): Promise<Audited> => audit(await discover(`${folder}${variant}`));
const modes = ['with two users and an administrator', 'active, with nothing given'] as const;

function optionsFor(mode: (typeof modes)[number], target: StartedTarget): ScanOptions {
  if (mode !== 'active, with nothing given') return optionsOf(target);
  return { target: target.url, identities: [], checks, seed: 7, version: '0.0.0', active: true };
}

async function scanned(options: ScanOptions, audited: Audited): Promise<Report> {
  const routes = { operations: surfaceOf(audited), source: 'the code' };
  const startedAt = new Date('2026-11-21T09:30:00Z');
  return correlate(
    await scan({ ...options, routes }),
    audited,
    auditReport(audited, { target: 'notes', version: '0.0.0', startedAt }),
  );
}

const isObjectLevel = ({ check }: { check: string }): boolean => check.startsWith('bola/');

/** The file, and what stands in the line that is meant. */
function lineOf({ code }: Finding): string | undefined {
  if (code === undefined) return undefined;
  const { place, frame } = code;
  return `${place.path}: ${frame.lines[place.line - frame.startLine]?.trim()}`;
}

/**
 * What only a description can tell: without one nobody knows which topics there are, so that an active scan sees no
 * posts but those of its own two users.
 */
const onlyDescribed = (mode: (typeof modes)[number], { check, kind }: Expected): boolean =>
  mode === 'active, with nothing given' && check === 'bola/predictable-identifiers' && kind === 'user_id';

const placesOf: Readonly<Record<string, string>> = {
  'bola/cursor-tampering GET /api/feed': 'feed.py: page = posts.query(**query)',
  'bola/foreign-collection GET /api/topics/{topic}/posts':
    'posts.py: page = posts.query(IndexName="by-topic", KeyConditionExpression=Key("topic").eq(topic))',
  'bola/foreign-object-read GET /api/users/{user_id}':
    'users.py: item = users.get_item(Key={"user_id": user_id}).get("Item")',
  'bola/foreign-object-read GET /api/users/{user_id}/posts':
    'posts.py: page = posts.query(KeyConditionExpression=Key("user_id").eq(user_id))',
  'bola/foreign-object-write DELETE /api/users/{user_id}': 'users.py: users.delete_item(Key={"user_id": user_id})',
  'bola/foreign-object-write DELETE /api/users/{user_id}/posts/{post_id}':
    'posts.py: posts.delete_item(Key={"user_id": user_id, "post_id": post_id})',
  'bola/foreign-object-write PATCH /api/users/{user_id}': 'users.py: answer = users.update_item(',
  'bola/foreign-object-write POST /api/users/{user_id}/posts': 'posts.py: posts.put_item(Item=post)',
  'bola/foreign-object-write PUT /api/users/{user_id}/password': 'users.py: answer = users.update_item(',
  'bola/foreign-object-write PUT /api/users/{user_id}/posts/{post_id}': 'posts.py: answer = posts.update_item(',
  'bola/nested-parent-mismatch GET /api/users/{user_id}/posts/{post_id}':
    'posts.py: page = posts.query(IndexName="by-post", KeyConditionExpression=Key("post_id").eq(post_id))',
  'bola/owner-filter-override GET /api/posts': 'posts.py: items = posts.scan()["Items"]',
};

describe('flask-dynamodb/vulnerable by its code', () => {
  let target: StartedTarget;
  let audited: Audited;
  beforeAll(async () => {
    [target, audited] = await Promise.all([
      startFlaskTarget({ variant: 'vulnerable', servesSpec: false }),
      reads('vulnerable'),
    ]);
  });
  afterAll(() => target.close());

  test.each(modes)('%s: the object-level findings are those of its description, each with its line', async (mode) => {
    const before = await target.digest();
    const report = await scanned(optionsFor(mode, target), audited);
    const expected = mode === modes[0] ? expectedFindings['flask-dynamodb'] : expectedOfActive('flask-dynamodb');
    const proven = report.findings.filter(isObjectLevel);
    expect(lines(proven.map(found))).toEqual(
      lines(expected.filter((one) => isObjectLevel(one) && !onlyDescribed(mode, one))),
    );
    const places = proven.map((finding) => [`${finding.check} ${finding.places[0]?.operation}`, lineOf(finding)]);
    const single = places.filter(([name]) => !name?.startsWith('bola/predictable-identifiers'));
    expect(Object.fromEntries(single)).toEqual(
      Object.fromEntries(Object.entries(placesOf).filter(([name]) => single.some(([other]) => other === name))),
    );
    expect(places.filter(([, line]) => line === undefined)).toEqual([]);
    expect(report.coverage.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    expect(report.correlation).toMatchObject({
      routes: 27,
      onlyInCode: [{ operation: 'GET /openapi.json', reason: 'everybody is answered 404' }],
      onlyAtTarget: [],
    });
    expect(await target.digest()).toEqual(before);
  });
});

test('hono-dynamodb/vulnerable, which describes itself: the code adds the lines, and takes nothing away', async () => {
  const target = await startTarget({ variant: 'vulnerable' });
  try {
    const audited = await audit(
      await discover(new URL('../targets/hono-dynamodb/src/vulnerable', import.meta.url).pathname),
    );
    const report = await scanned(optionsOf(target), audited);
    const proven = report.findings.filter(isObjectLevel);
    expect(lines(proven.map(found))).toEqual(lines(expectedFindings['hono-dynamodb'].filter(isObjectLevel)));
    expect(proven.filter(({ code }) => code === undefined)).toEqual([]);
    const saidByBoth = proven.filter(({ code }) => code?.said !== undefined).map(({ check }) => check);
    expect([...new Set(saidByBoth)].sort()).toEqual([
      'bola/cursor-tampering',
      'bola/foreign-collection',
      'bola/foreign-object-read',
      'bola/nested-parent-mismatch',
      'bola/owner-filter-override',
    ]);
    expect(report.correlation).toMatchObject({
      routes: 28,
      onlyInCode: [{ operation: 'GET /openapi.json', reason: 'the description of the API does not have it' }],
      onlyAtTarget: [],
    });
  } finally {
    await target.close();
  }
});

describe('flask-dynamodb/hardened by its code', () => {
  test.each(modes)('%s: nothing above info, in the API and in its code', async (mode) => {
    const target = await startFlaskTarget({ variant: 'hardened', servesSpec: false });
    try {
      const report = await scanned(optionsFor(mode, target), await reads('hardened'));
      expect(lines(report.findings.filter(({ severity }) => severity !== 'info').map(found))).toEqual([]);
      expect(report.coverage.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    } finally {
      await target.close();
    }
  });
});
