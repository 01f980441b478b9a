import type { ScanEvent } from '@middlebrick/scanner';
import { afterEach, expect, test, vi } from 'vitest';
import { interruptibly } from './scan.ts';

afterEach(() => vi.restoreAllMocks());

/** Presses Ctrl-C after these events: whether the scan is ended, and what is said. */
async function interrupted(events: readonly ScanEvent[]): Promise<{ isEnded: boolean; said: string }> {
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const before = process.listeners('SIGINT');
  const isEnded = await interruptibly('none', ({ signal, onEvent }) => {
    for (const event of events) onEvent(event);
    for (const listener of process.listeners('SIGINT')) if (!before.includes(listener)) listener('SIGINT');
    return Promise.resolve(signal.aborted);
  });
  return { isEnded, said };
}

test('Ctrl-C ends a scan that only reads', async () => {
  expect(await interrupted([])).toEqual({
    isEnded: true,
    said: 'middlebrick: Stopping; what was learnt follows. Ctrl-C again ends at once.\n',
  });
});

test('Ctrl-C ends a scan that made something, which is removed first', async () => {
  expect(await interrupted([{ type: 'registering' }])).toEqual({
    isEnded: true,
    said: 'middlebrick: Stopping, and removing what the scan made; what was learnt follows. Ctrl-C again ends at once and leaves it.\n',
  });
});

test('Ctrl-C does not end the removal of what was made', async () => {
  expect(await interrupted([{ type: 'registering' }, { type: 'cleaning-up' }])).toEqual({
    isEnded: false,
    said: 'middlebrick: The scan is done and is removing what it made. Ctrl-C again ends at once and leaves it.\n',
  });
});
