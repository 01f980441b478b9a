import { type Exchange, jsonOf } from '@middlebrick/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemo } from './memo.ts';

const exchange = (id: string, body: string | null): Exchange => ({
  id,
  identity: 'alice',
  purpose: 'test',
  request: { method: 'GET', url: `http://127.0.0.1/${id}`, headers: [['Accept', '*/*']] },
  response:
    body === null
      ? null
      : { status: 200, headers: [['content-type', 'application/json']], body, bytes: body.length, truncated: false },
  ...(body === null ? { failure: { code: 'TIMEOUT', message: 'no answer' } } : {}),
  startedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 1.5,
});

const never = () => Promise.reject(new Error('was asked for again'));
/** Next to nothing stays open, so that all is packed. */
const tight = { open: 1000, block: 3000 };

test('asks once for one key', async () => {
  const memo = createMemo();
  const first = memo.once('a', async () => exchange('1', '{}'));
  expect(memo.once('a', never)).toBe(first);
  expect(await memo.once('b', async () => exchange('2', '{}'))).toEqual(exchange('2', '{}'));
});

test('says what is known without asking, packed or not', async () => {
  const memo = createMemo(tight);
  expect(memo.known('a')).toBeUndefined();
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await memo.once(id, async () => exchange(id, '{}'));
  for (const id of ['a', 'f']) expect(await memo.known(id)).toEqual(exchange(id, '{}'));
  expect(memo.known('g')).toBeUndefined();
});

test('gives packed exchanges as they were, whatever they hold', async () => {
  const body = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('\ud800')), { nil: null });
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 30 }), async (bodies) => {
      const memo = createMemo(tight);
      const sent = bodies.map((text, index) => exchange(String(index), text));
      for (const entry of sent) await memo.once(entry.id, async () => entry);
      for (const entry of [...sent, ...sent.toReversed()]) expect(await memo.once(entry.id, never)).toEqual(entry);
    }),
    { numRuns: 50 },
  );
});

test('packs what is older and keeps the latest as it is', async () => {
  const memo = createMemo({ open: 10_000, block: 2000 });
  const sent = Array.from({ length: 40 }, (_, index) => exchange(String(index), JSON.stringify({ index })));
  for (const entry of sent) await memo.once(entry.id, async () => entry);
  const again = await Promise.all(sent.map((entry) => memo.once(entry.id, never)));
  expect(again).toEqual(sent);
  expect(again[0]).not.toBe(sent[0]);
  expect(again.at(-1)).toBe(sent.at(-1));
  expect(again.map(jsonOf)).toEqual(sent.map((_, index) => ({ index })));
});

test('a failure stays the answer', async () => {
  const memo = createMemo(tight);
  await expect(memo.once('a', () => Promise.reject(new Error('the scan ended')))).rejects.toThrow('the scan ended');
  await expect(memo.once('a', async () => exchange('1', '{}'))).rejects.toThrow('the scan ended');
});
