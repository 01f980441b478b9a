import { describe, expect, test } from 'vitest';
import { type Exchange, exchangeSchema, headerOf, headersOf, isSuccess, jsonOf } from './exchange.ts';

function exchange(status: number | null, body = '', headers: [string, string][] = []): Exchange {
  return {
    id: 'x1',
    identity: 'alice',
    purpose: 'owner reads',
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [] },
    response: status === null ? null : { status, headers, body, bytes: body.length, truncated: false },
    startedAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
  };
}

describe('an exchange', () => {
  test('succeeds with 2xx and no other way', () => {
    expect([199, 200, 204, 299, 300, 404, 500, null].map((status) => isSuccess(exchange(status)))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('has headers by any spelling, repeated ones all', () => {
    const answer = exchange(200, '', [
      ['set-cookie', 'a=1'],
      ['etag', 'x'],
      ['set-cookie', 'b=2'],
    ]);
    expect([headerOf(answer, 'ETag'), headersOf(answer, 'Set-Cookie')]).toEqual(['x', ['a=1', 'b=2']]);
    expect([headerOf(exchange(null), 'etag'), headersOf(exchange(null), 'etag')]).toEqual([undefined, []]);
  });

  test('is read as JSON whatever its media type, and once', () => {
    const answer = exchange(200, '{"id":1}', [['content-type', 'text/html']]);
    expect(jsonOf(answer)).toEqual({ id: 1 });
    expect(jsonOf(answer)).toBe(jsonOf(answer));
    expect([exchange(200), exchange(null), exchange(200, 'x')].map(jsonOf)).toEqual([undefined, undefined, undefined]);
  });

  test('survives JSON', () => {
    const answer = exchange(200, '{"id":1}', [['etag', 'x']]);
    expect(exchangeSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  });
});
