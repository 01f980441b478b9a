import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBody } from './decode-body.ts';

const text = Buffer.from('{"id":7,"note":"é"}'.repeat(20));
const whole = { body: text, truncated: false };

test.each([
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['GZIP', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
  ['identity', text],
  ['utf-8', text],
  ['gzip', Buffer.concat([gzipSync(text.subarray(0, 50)), gzipSync(text.subarray(50))])],
])('undoes %s', async (encoding, bytes) => {
  expect(await decodeBody(bytes, encoding, 10_000, false)).toEqual(whole);
});

test('an empty body is in any encoding', async () => {
  expect(await decodeBody(new Uint8Array(0), 'gzip', 100, false)).toEqual({
    body: new Uint8Array(0),
    truncated: false,
  });
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('stops a %s bomb at the limit', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(50_000_000));
  const before = process.memoryUsage().arrayBuffers;
  const decoded = await decodeBody(bomb, encoding, 65_536, false);
  expect([decoded.body.length, decoded.truncated]).toEqual([65_536, true]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test('gives the beginning of a body that was cut on the way', async () => {
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251));
  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const) {
    const encoded = compress(noise);
    const { body, truncated } = await decodeBody(encoded.subarray(0, encoded.length - 20), encoding, 10_000, true);
    expect([truncated, noise.subarray(0, body.length).equals(body)]).toEqual([true, true]);
  }
});

test.each([
  ['plain text', 'gzip', Buffer.from('{"id":7}')],
  ['plain text', 'br', Buffer.from('{"id":7}')],
  ['plain text', 'deflate', Buffer.from('{"id":7}')],
  ['an unfinished body', 'gzip', gzipSync(text).subarray(0, 30)],
  ['too many layers', 'gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(text))))],
])('%s is not %s', async (_name, encoding, bytes) => {
  await expect(decodeBody(bytes, encoding, 10_000, false)).rejects.toMatchObject({ code: 'BAD_ENCODING' });
});

test('no bytes whatever do more than fail', async () => {
  const encoding = fc.constantFrom('gzip', 'deflate', 'br', 'gzip,br', 'deflate,gzip,br');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), encoding, fc.boolean(), async (bytes, named, isCut) => {
      const result = await decodeBody(bytes, named, 1000, isCut).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toMatchObject({ code: 'BAD_ENCODING' });
      else expect((result as { body: Uint8Array }).body.length).toBeLessThanOrEqual(1000);
    }),
    { numRuns: 500 },
  );
});
