import { expect, test } from 'vitest';
import { chosen } from './choose.ts';

const all = ['throughput', 'start', 'memory'];

test('all benchmarks run unless some are named', () => {
  expect(chosen(all, [])).toEqual(all);
});

test('named ones run once and in their own order', () => {
  expect(chosen(all, ['memory', 'throughput', 'memory'])).toEqual(['throughput', 'memory']);
});

test('a name that none has is refused with those that there are', () => {
  expect(() => chosen(all, ['speed'])).toThrow('There is no benchmark "speed". There are: throughput, start, memory.');
});
