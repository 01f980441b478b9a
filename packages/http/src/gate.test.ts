import { expect, test } from 'vitest';
import { createGate } from './gate.ts';
import { createTokenBucket } from './token-bucket.ts';

const unlimited = createTokenBucket(Number.POSITIVE_INFINITY, 1);

test('lets in as many as the limit, the others in their order', async () => {
  const gate = createGate(2, unlimited);
  const order: number[] = [];
  expect([gate.enter(), gate.enter()]).toEqual([undefined, undefined]);
  const waiting = [1, 2, 3].map((name) => gate.enter()?.then(() => order.push(name)));
  await Promise.resolve();
  expect(order).toEqual([]);
  gate.leave();
  await waiting[0];
  gate.setLimit(3);
  await waiting[1];
  gate.leave();
  await waiting[2];
  expect(order).toEqual([1, 2, 3]);
});

test('a smaller limit waits until enough have left', async () => {
  const gate = createGate(2, unlimited);
  gate.enter();
  gate.enter();
  gate.setLimit(1);
  let isIn = false;
  const waiting = gate.enter()?.then(() => {
    isIn = true;
  });
  gate.leave();
  await Promise.resolve();
  expect(isIn).toBe(false);
  gate.leave();
  await waiting;
  expect(isIn).toBe(true);
});

test('whoever waits is let in after a pause and by the rate', async () => {
  const gate = createGate(10, createTokenBucket(200, 1));
  gate.pause(10);
  const entries = Array.from({ length: 5 }, () => gate.enter());
  expect(entries.every((entry) => entry !== undefined)).toBe(true);
  await Promise.all(entries);
});

test('closing sends everybody away, at once and later', async () => {
  const gate = createGate(1, unlimited);
  gate.enter();
  const waiting = gate.enter();
  gate.close(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  await expect(gate.enter()).rejects.toThrow('over');
});
