import { contexts, severities, severityRank } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastKey, severityInContext, severityOfDisclosure, worstClass } from './severity.ts';

const ssn = { path: 'user.ssn', value: '219-09-9998' };
const mail = { path: 'items[].email', value: 'someone@example.org' };
const text = { path: 'title', value: 'Rivers of the north' };

test('the worst class of the values decides', () => {
  expect(worstClass([text, mail, ssn])).toBe('identityDocument');
  expect(worstClass([text, mail])).toBe('contact');
  expect(worstClass([text])).toBe('opaque');
  expect(worstClass([])).toBe('opaque');
});

describe('severity of a disclosure', () => {
  test('follows the worst class', () => {
    expect([ssn, mail, text].map((value) => severityOfDisclosure([value]))).toEqual(['critical', 'high', 'high']);
    expect(severityOfDisclosure([text, ssn])).toBe('critical');
  });

  test('is shifted by the context and never exceeds the ceiling', () => {
    expect(severityInContext('high', 'critical', [mail], 'financial')).toBe('critical');
    expect(severityInContext('high', 'high', [mail], 'financial')).toBe('high');
    expect(severityInContext('high', 'critical', [mail], 'public')).toBe('medium');
    expect(severityInContext('high', 'critical', [mail], undefined)).toBe('high');
    expect(severityInContext('high', 'critical', [], 'public')).toBe('high');
    expect(severityInContext('critical', 'low', [ssn], undefined)).toBe('low');
    expect(severityInContext('high', 'critical', [mail], 'medical')).toBe('critical');
    expect(severityInContext('high', 'critical', [mail], 'internal')).toBe('medium');
    expect(severityInContext('high', 'critical', [text], 'public')).toBe('medium');
    expect(severityInContext('high', 'critical', [text], 'internal')).toBe('high');
    expect(severityInContext('info', 'critical', [text], 'public')).toBe('info');
  });

  test('stays on the scale', () => {
    const severity = fc.constantFrom(...severities);
    fc.assert(
      fc.property(
        severity,
        severity,
        fc.subarray([ssn, mail, text]),
        fc.option(fc.constantFrom(...contexts), { nil: undefined }),
        (seen, ceiling, values, context) => {
          const result = severityInContext(seen, ceiling, values, context);
          expect(severities).toContain(result);
          expect(severityRank(result)).toBeGreaterThanOrEqual(severityRank(ceiling));
        },
      ),
    );
  });
});

test('the last key of a path is the name of the field', () => {
  expect(['items[].owner.email', 'email', 'tags[]', ''].map(lastKey)).toEqual(['email', 'email', 'tags', '']);
});
