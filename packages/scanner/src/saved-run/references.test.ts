import type { Exchange } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoded, encoded } from './references.ts';

const exchange = (id: string): Exchange => ({
  id,
  identity: 'alice',
  purpose: 'baseline',
  request: { method: 'GET', url: 'http://127.0.0.1/', headers: [] },
  response: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 1,
});
const recorded = [exchange('x1'), exchange('x2')];
const options = {
  numberOf: (part: object) => {
    const number = recorded.indexOf(part as Exchange);
    return number < 0 ? undefined : number;
  },
  redact: (text: string) => text.replaceAll('s3cr3t-value', '$ALICE_TOKEN'),
};
const throughFile = (value: unknown): unknown =>
  decoded(JSON.parse(JSON.stringify(encoded(value, options))), (number) => {
    const found = recorded[number];
    if (found === undefined) throw new RangeError('no such exchange');
    return found;
  });

describe('evidence in a file', () => {
  test('refers to recorded exchanges, and holds a changed copy whole', () => {
    const copy = { ...exchange('x1'), failure: { code: 'SESSION_ENDED', message: 'signed out' } };
    const text = JSON.stringify(encoded({ asked: recorded[1], copy }, options));
    expect(text).toContain('{"$exchange":1}');
    expect(text).toContain('SESSION_ENDED');
    expect(throughFile({ asked: recorded[1], copy })).toEqual({ asked: recorded[1], copy });
  });

  test('comes back as it was, whatever the target calls its keys', () => {
    const key = fc.oneof(fc.constantFrom('$exchange', '$$exchange', '__proto__', 'constructor', 'toJSON'), fc.string());
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(...recorded),
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
          .map(Object.fromEntries),
      ),
    }));
    fc.assert(
      fc.property(value, (evidence) => {
        // JSON knows no negative zero.
        expect(JSON.stringify(throughFile(evidence))).toBe(JSON.stringify(evidence));
      }),
    );
  });

  test('hides secrets in values and in keys', () => {
    const text = JSON.stringify(encoded({ 's3cr3t-value': ['a s3cr3t-value'] }, options));
    expect(text).toBe('{"$ALICE_TOKEN":["a $ALICE_TOKEN"]}');
  });

  test('ends where a value goes in a circle', () => {
    const circle: Record<string, unknown> = { name: 'node' };
    circle.child = [circle];
    expect(throughFile(circle)).toEqual({ name: 'node', child: [null] });
  });

  test('is refused when it refers to nothing, or is nested too deep', () => {
    expect(() => throughFileRaw('{"$exchange":7}')).toThrow(RangeError);
    expect(() => throughFileRaw(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toThrow(RangeError);
  });
});

function throughFileRaw(text: string): unknown {
  return decoded(JSON.parse(text), () => {
    throw new RangeError('no such exchange');
  });
}
