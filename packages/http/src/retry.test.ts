import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import type { Attempt } from './flights.ts';
import { nextStep, retryAfterMs } from './retry.ts';

const now = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT');

test.each([
  ['0', 0],
  [' 120 ', 120_000],
  ['Sun, 06 Nov 1994 08:49:40 GMT', 3000],
  ['Sunday, 06-Nov-94 08:49:40 GMT', 3000],
  ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['9'.repeat(400), undefined],
  ['Sun, 99 Nov 1994 08:49:00 GMT', undefined],
])('Retry-After: %s asks for %s ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

function answered(status: number, retryAfter?: string): Attempt {
  const headers: [string, string][] = retryAfter === undefined ? [] : [['retry-after', retryAfter]];
  const answer = { status, headers, body: new Uint8Array(0), encoding: '', truncated: false };
  return { answer, failure: undefined, startedAt: 0, milliseconds: 1 };
}

function failed(code: 'CONNECTION_RESET' | 'CONNECTION_REFUSED' | 'TIMEOUT'): Attempt {
  return { answer: undefined, failure: failureOf(code), startedAt: 0, milliseconds: 1 };
}

const fresh = { throttled: 0, broken: 0 };

test.each([
  ['a success', 'GET', answered(200, '5'), fresh, { kind: 'done' }],
  ['429', 'GET', answered(429, '2'), fresh, { kind: 'pause', milliseconds: 2000, repeat: true }],
  ['429 for long', 'GET', answered(429, '3600'), fresh, { kind: 'pause', milliseconds: 10_000, repeat: true }],
  ['429 without a time', 'HEAD', answered(429), fresh, { kind: 'pause', milliseconds: 1000, repeat: true }],
  ['429 to a write', 'POST', answered(429, '2'), fresh, { kind: 'pause', milliseconds: 2000, repeat: false }],
  [
    'the fourth 429',
    'GET',
    answered(429, '2'),
    { throttled: 3, broken: 0 },
    { kind: 'pause', milliseconds: 2000, repeat: false },
  ],
  ['503 with a time', 'GET', answered(503, '1'), fresh, { kind: 'pause', milliseconds: 1000, repeat: true }],
  ['503 without a time', 'GET', answered(503), fresh, { kind: 'done' }],
  ['a reset', 'GET', failed('CONNECTION_RESET'), fresh, { kind: 'repeat', milliseconds: 50 }],
  [
    'the second reset',
    'GET',
    failed('CONNECTION_RESET'),
    { throttled: 0, broken: 1 },
    { kind: 'repeat', milliseconds: 200 },
  ],
  ['the third reset', 'GET', failed('CONNECTION_RESET'), { throttled: 0, broken: 2 }, { kind: 'done' }],
  ['a reset of a write', 'DELETE', failed('CONNECTION_RESET'), fresh, { kind: 'done' }],
  ['a refusal after success', 'GET', failed('CONNECTION_REFUSED'), fresh, { kind: 'repeat', milliseconds: 50 }],
  ['a timeout', 'GET', failed('TIMEOUT'), fresh, { kind: 'done' }],
] as const)('after %s of %s', (_name, method, attempt, tries, expected) => {
  expect(nextStep(method, attempt, tries, true)).toEqual(expected);
});

test('a target that never answered is not asked again when it refuses', () => {
  expect(nextStep('GET', failed('CONNECTION_REFUSED'), fresh, false)).toEqual({ kind: 'done' });
});
