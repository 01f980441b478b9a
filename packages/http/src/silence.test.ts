import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import type { Attempt } from './flights.ts';
import { createSilenceWatch } from './silence.ts';
import { createStop } from './stop.ts';

const timing = { startedAt: 0, milliseconds: 1 };
const silent: Attempt = { answer: undefined, failure: failureOf('TIMEOUT'), ...timing };
const endless: Attempt = { answer: undefined, failure: failureOf('TOO_SLOW'), ...timing };
const reset: Attempt = { answer: undefined, failure: failureOf('CONNECTION_RESET'), ...timing };
const answered: Attempt = {
  answer: { status: 500, headers: [], body: new Uint8Array(), encoding: '', truncated: false },
  failure: undefined,
  ...timing,
};

/** The reason and the error after these attempts. */
function after(...attempts: Attempt[]): [string | undefined, string | undefined] {
  const stop = createStop();
  const watch = createSilenceWatch('http://127.0.0.1:5000', stop);
  for (const attempt of attempts) watch.observe(attempt);
  return [stop.reason, stop.error?.message];
}

const times = (count: number, attempt: Attempt): Attempt[] => Array.from({ length: count }, () => attempt);

test('a target that never answers is given up after four requests', () => {
  expect(after(...times(3, silent))).toEqual([undefined, undefined]);
  expect(after(...times(3, silent), endless)).toEqual([
    'the target does not answer',
    'http://127.0.0.1:5000 accepts connections, but the first 4 requests were not answered: The answer did not end within the time allowed.',
  ]);
});

test('a target that stops answering ends the scan, and one answer makes up for the silence before', () => {
  const reason = 'the target stopped answering (40 requests in a row)';
  expect(after(answered, ...times(39, silent), answered, ...times(39, silent))).toEqual([undefined, undefined]);
  expect(after(answered, ...times(40, silent))).toEqual([reason, `The scan ended: ${reason}.`]);
});

test('failures that cost no time are got over', () => {
  expect(after(...times(100, reset))).toEqual([undefined, undefined]);
  expect(after(silent, silent, silent, reset, silent, silent, silent)).toEqual([undefined, undefined]);
});
