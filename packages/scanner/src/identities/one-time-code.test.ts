import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type TotpConfig, totpSchema } from './credential-schemas.ts';
import { createCodeSource } from './one-time-code.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = (): boolean => false;
/** RFC 6238, appendix B: the secrets are the ASCII digits, as long as the hash. */
const secrets = {
  SHA1: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  SHA256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA====',
  SHA512: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA=',
};

test.each([
  [59, 'SHA1', '94287082'],
  [59, 'SHA256', '46119246'],
  [59, 'SHA512', '90693936'],
  [1111111109, 'SHA1', '07081804'],
  [20000000000, 'SHA256', '77737706'],
] as const)('at second %i the code by %s is that of the standard', async (second, algorithm, code) => {
  vi.setSystemTime(second * 1000);
  const config = totpSchema.parse({ secret: secrets[algorithm], algorithm, digits: 8 });
  expect(await createCodeSource(config).next(never)).toBe(code);
});

test('a secret may be given alone, in groups and in lower case', async () => {
  vi.setSystemTime(59_000);
  expect(totpSchema.parse('gezd gnbv')).toEqual({ secret: 'gezd gnbv', digits: 6, period: 30, algorithm: 'SHA1' });
  const config = totpSchema.parse('gezd gnbv gy3t qojq gezd-gnbv-gy3t-qojq');
  expect(await createCodeSource(config).next(never)).toBe('287082');
  expect(totpSchema.safeParse('not base32: 1890').success).toBe(false);
});

const config: TotpConfig = totpSchema.parse({ secret: secrets.SHA1, period: 30 });

test('no code is given twice: the second waits for the next period', async () => {
  vi.setSystemTime(59_000);
  const codes = createCodeSource(config);
  expect(await codes.next(never)).toBe('287082');
  let second: string | undefined;
  const waiting = codes.next(never).then((code) => {
    second = code;
  });
  await vi.advanceTimersByTimeAsync(900);
  expect(second).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  await waiting;
  expect(second).toMatch(/^\d{6}$/);
  expect(second).not.toBe('287082');
});

test('nobody waits on when the scan has ended', async () => {
  vi.setSystemTime(31_000);
  const codes = createCodeSource(config);
  await codes.next(never);
  let isOver = false;
  const waiting = codes.next(() => isOver);
  isOver = true;
  await vi.advanceTimersByTimeAsync(250);
  expect(await waiting).toMatch(/^\d{6}$/);
});
