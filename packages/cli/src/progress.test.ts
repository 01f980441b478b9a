import type { ScanEvent } from '@middlebrick/scanner';
import { describe, expect, test } from 'vitest';
import { type ProgressKind, progressKind, showProgress } from './progress.ts';

const events: ScanEvent[] = [
  { type: 'start', target: 'http://x/\u001b[2J', mode: 'read-only', seed: 7, scanId: 's' },
  { type: 'surface', operations: 1, source: '/openapi.json', warnings: ['odd'] },
  {
    type: 'identities',
    identities: [
      { name: 'alice', credential: 'bearer', subjects: [], isPrivileged: false, isAlive: true, proof: 'GET /me' },
      { name: 'bob', credential: 'bearer', subjects: [], isPrivileged: false, isAlive: false, proof: 'no proof' },
    ],
  },
  { type: 'survey-progress', done: 1, total: 2 },
  { type: 'survey-progress', done: 2, total: 2 },
  { type: 'survey', objects: 1, owned: 0, requests: 9 },
  { type: 'check-progress', done: 2, total: 2, requests: 12, isWriting: false },
  { type: 'warning', message: 'slow' },
  { type: 'end', requests: 12, milliseconds: 1250, stopReason: 'interrupted' },
];

/** What only an active scan tells. */
const deeds: ScanEvent[] = [
  { type: 'registering' },
  { type: 'registered', registration: { accounts: 2, how: 'POST /register, then POST /login' } },
  { type: 'made', objects: 1 },
  { type: 'check-progress', done: 2, total: 2, requests: 30, isWriting: true },
  { type: 'cleaning-up' },
  { type: 'cleaned-up', removed: 3, leftovers: [{ what: 'note 1', operation: 'POST /notes', reason: '403' }] },
];

function shown(kind: ProgressKind, columns = 80, all = events): string {
  let text = '';
  const stream = {
    isTTY: true,
    columns,
    write: (more: string) => {
      text += more;
      return true;
    },
  };
  const progress = showProgress(stream as NodeJS.WriteStream, kind);
  for (const event of all) progress.onEvent(event);
  progress.clear();
  return text;
}

describe('progress', () => {
  test('is plain lines where it is kept', () => {
    expect(shown('plain')).toBe(`middlebrick · http://x/\\u001b[2J · read-only · seed 7
  surface     1 operation from /openapi.json (1 warning; --verbose shows them)
  identities  alice, bob (not proven: no proof), anonymous
  survey      1 object, 0 with a known owner
  warning     slow
  checks      12 requests · 1.3 s · ended early: interrupted

`);
  });

  test('is one line on a terminal, and leaves only warnings', () => {
    const drawn = shown('live').split('\r\u001b[K');
    expect(drawn.at(-1)).toBe('  warning     slow\n');
    expect(drawn).toContain(`  survey      ${'━'.repeat(30)}  2/2`);
    expect(drawn).toContain(`  checks      ${'━'.repeat(30)}  2/2 · 12 requests`);
  });

  test('never wraps, however narrow the terminal', () => {
    const widest = shown('live', 30)
      .replaceAll('\r\u001b[K', '\n')
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widest)).toBeLessThan(30);
  });

  test('tells what an active scan makes and removes', () => {
    expect(shown('plain', 80, deeds)).toBe(`  registered  2 users: POST /register, then POST /login
  made        1 object
  removed     3 things that the scan made, 1 left over
`);
    expect(shown('live', 80, deeds).split('\r\u001b[K')).toEqual([
      '',
      '  registering users of the scan’s own …',
      '  making      objects as each user …',
      '  identities  proving who is signed in …',
      `  checks      ${'━'.repeat(30)}  2/2 · 30 requests · writing`,
      '  removing    what the scan made …',
      '',
    ]);
  });

  test('says what to give instead of a registration that failed', () => {
    const registration = { accounts: 0, how: 'it wants a captcha', remedy: 'give users that exist' };
    expect(shown('plain', 80, [{ type: 'registered', registration }])).toBe(
      '  registered  nobody: it wants a captcha; instead, give users that exist\n',
    );
  });

  test.each<ProgressKind>(['live', 'plain', 'none'])('knows when ending leaves something behind (%s)', (kind) => {
    const progress = showProgress(
      { isTTY: true, columns: 80, write: () => true } as unknown as NodeJS.WriteStream,
      kind,
    );
    const states = [...events.slice(0, 2), ...deeds].map((event) => {
      progress.onEvent(event);
      return progress.atInterrupt();
    });
    const tidies = Array.from({ length: 4 }, () => 'ends-and-tidies');
    expect(states).toEqual(['ends', 'ends', ...tidies, 'tidying', 'ends']);
  });

  test('is nothing when nobody wants it', () => expect(shown('none')).toBe(''));

  test.each<[string, boolean, object, boolean, NodeJS.ProcessEnv, ProgressKind]>([
    ['a terminal', true, {}, true, {}, 'live'],
    ['a terminal beside a report for machines', true, {}, false, {}, 'live'],
    ['a pipe', false, {}, true, {}, 'plain'],
    ['a pipe beside a report for machines', false, {}, false, {}, 'none'],
    ['a build', true, {}, true, { CI: '1' }, 'plain'],
    ['a terminal that cannot', true, {}, true, { TERM: 'dumb' }, 'plain'],
    ['--quiet', true, { isQuiet: true }, true, {}, 'none'],
  ])('%s', (_name, isTTY, quiet, isForPeople, environment, kind) => {
    expect(progressKind({ isTTY }, { isQuiet: false, ...quiet, isForPeople }, environment)).toBe(kind);
  });
});
