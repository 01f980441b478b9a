import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { discover } from '@middlebrick/auditor';
import { type Finding, type Report, ScanError } from '@middlebrick/model';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { auditOf, sampleAudit } from '../../../../testing/kit/src/sample-audit.ts';
import { emptyFolder } from '../e2e/cli.ts';
import { differenceLines } from './difference.ts';
import { foldersOf, watchFolders } from './folders.ts';
import { pulses } from './pulses.ts';
import { watchOn } from './watch.ts';

describe('events in quick succession', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('are one, when all is quiet', async () => {
    const events = pulses(100);
    const seen: boolean[] = [];
    const next = events.next().then((one) => seen.push(one));
    for (let time = 0; time < 5; time++) {
      events.signal();
      await vi.advanceTimersByTimeAsync(99);
    }
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await next;
    expect(seen).toEqual([true]);
  });

  test('that come while nobody waits are kept, as one', async () => {
    const events = pulses(100);
    for (let time = 0; time < 3; time++) {
      events.signal();
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(await events.next()).toBe(true);
    const next = events.next();
    events.end();
    expect(await next).toBe(false);
    events.signal();
    expect(vi.getTimerCount()).toBe(0);
    expect(await events.next()).toBe(false);
  });
});

const [first, second, third] = sampleAudit().findings as [Finding, Finding, Finding, ...Finding[]];
const nameOf = ({ severity, check, code, places: [place] }: Finding): string =>
  `${severity.toUpperCase().padEnd(8)}  ${check}  ${code?.place.path}:${code?.place.line}${place === undefined ? '' : `  ${place.operation}`}`;

test('what is new and what is gone is said, and how it stands', () => {
  const before = auditOf([first, second]);
  expect(differenceLines(before, auditOf([second, third], ['a.py line 3: this does not parse.']))).toEqual([
    `- ${nameOf(first)}`,
    `+ ${nameOf(third)}`,
    '! a.py line 3: this does not parse.',
    expect.stringMatching(/^2 findings: \d/),
  ]);
  expect(differenceLines(before, before)).toEqual([expect.stringMatching(/^2 findings: /)]);
  expect(differenceLines(before, auditOf([]))).toHaveLength(3);
});

test('what was accepted is as gone, and nothing in a path steers the terminal', () => {
  const odd = {
    ...first,
    code: first.code && { ...first.code, place: { ...first.code.place, path: 'a\u001b[2J.py' } },
  };
  const accepted = [
    { ...odd, suppressed: { reason: 'so' } },
    { ...second, isKnown: true },
  ];
  const [gone, alsoGone, state] = differenceLines(auditOf([odd, second]), auditOf(accepted));
  expect([gone?.includes('a\\u001b[2J.py'), alsoGone, state]).toEqual([true, `- ${nameOf(second)}`, 'no findings']);
});

describe('watching', () => {
  const found = (text: string) => ({ code: [{ path: 'a.py', text }], documents: [], warnings: [] });

  test('audits again what changed, and says nothing where nothing did', async () => {
    const steps = [found('1'), found('2'), new ScanError('FILE_UNREADABLE', 'it is gone.'), found('2'), found('3')];
    const reports: Record<string, Report> = { 2: auditOf([first]), 3: auditOf([]) };
    const said: string[] = [];
    const audited: string[] = [];
    let step = 0;
    await watchOn(found('1'), auditOf([]), {
      next: async () => step < steps.length,
      discover: async () => {
        const now = steps[step++];
        if (now === undefined || now instanceof ScanError) throw now;
        return now;
      },
      audit: async ({ code }) => {
        const text = code[0]?.text ?? '';
        audited.push(text);
        return reports[text] ?? auditOf([]);
      },
      onFound: () => undefined,
      write: (text) => said.push(text),
    });
    expect(audited).toEqual(['2', '3']);
    expect(said).toEqual([
      `\n+ ${nameOf(first)}\n1 finding: 1 ${first.severity}\n`,
      '\n! it is gone.\n',
      `\n- ${nameOf(first)}\nno findings\n`,
    ]);
  });

  test('what is no trouble of the files ends it', async () => {
    const bug = new Error('bug');
    const tools = {
      next: async () => true,
      discover: async () => found('2'),
      audit: () => Promise.reject(bug),
      onFound: () => undefined,
      write: () => undefined,
    };
    await expect(watchOn(found('1'), auditOf([]), tools)).rejects.toBe(bug);
  });
});

test('folders are those of the files and between', () => {
  const root = join('/', 'r');
  const at = (...parts: string[]): string => join(root, ...parts);
  expect(foldersOf(root, ['a.py', 'b/c/d.py', 'b/c/e.py'])).toEqual(new Set([root, at('b'), at('b', 'c')]));
});

test('changes are told of, also in folders that came later', async () => {
  await using folder = await emptyFolder();
  const at = (path: string): string => join(folder.path, path);
  let told = (): void => undefined;
  using folders = watchFolders(
    () => told(),
    () => undefined,
  );
  const change = async (make: () => Promise<unknown>): Promise<void> => {
    const event = new Promise<void>((resolve) => {
      told = resolve;
    });
    await make();
    await event;
  };
  folders.add(
    foldersOf(
      folder.path,
      (await discover(folder.path)).code.map(({ path }) => path),
    ),
  );
  // Each of these is one event, so that none is taken for that of a later change.
  await change(() => mkdir(at('first')));
  await mkdir(at('.new/deep'), { recursive: true });
  await change(() => rename(at('.new'), at('new')));
  await mkdir(at('new/.b'));
  await change(() => rename(at('new/.b'), at('new/deep/b')));
  await change(() => rename(at('new'), at('.old')));
  await mkdir(at('.again/deep'), { recursive: true });
  await change(() => rename(at('.again'), at('new')));
  await change(() => mkdir(at('new/deep/c')));
});
