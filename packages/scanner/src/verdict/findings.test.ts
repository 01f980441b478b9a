import { answered } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Check, Hit, Vulnerable } from '../define-check.ts';
import { findingsOf } from './findings.ts';

const checkOf = (id: string): Check =>
  ({
    id,
    title: id,
    category: 'bolaAuthorization',
    severity: 'critical',
    cwe: [639],
    owasp: 'API1:2023',
    sends: 'reads',
    per: 'operation',
    needs: [],
    messages: {},
    remediation: 'Ask whose it is.',
  }) as unknown as Check;

const hit = (
  name: string,
  severity: Vulnerable<string>['severity'] & string,
  confidence: Vulnerable<string>['confidence'],
  { path = '/notes', kind }: { path?: string; kind?: string } = {},
): Hit => ({
  check: checkOf(`bola/${name}`),
  operation: { id: `GET ${path}` } as Hit['operation'],
  judgment: {
    outcome: 'vulnerable',
    message: 'found',
    confidence,
    severity,
    proof: [{ role: 'other', label: 'bob', exchange: answered({}) }],
    ...(kind === undefined ? {} : { kind }),
  },
});

const inOrder = (hits: readonly Hit[]): string[] =>
  findingsOf(hits, {
    context: undefined,
    replayOf: () => ({ variables: [], curl: [] }),
    remediationFor: () => undefined,
  }).map(({ check, severity, confidence, places, kind }) =>
    [check, severity, confidence, places[0]?.operation ?? 'everywhere', ...(kind === undefined ? [] : [kind])].join(
      ' ',
    ),
  );

const sorted: Hit[] = [
  hit('z', 'critical', 'confirmed'),
  hit('y', 'critical', 'firm'),
  hit('x', 'critical', 'tentative'),
  hit('a', 'high', 'confirmed', { path: '/b' }),
  hit('b', 'high', 'confirmed', { path: '/a' }),
  hit('b', 'high', 'confirmed', { path: '/b', kind: 'first' }),
  hit('b', 'high', 'confirmed', { path: '/b', kind: 'second' }),
  hit('a', 'low', 'confirmed'),
];
const expected = [
  'bola/z critical confirmed GET /notes',
  'bola/y critical firm GET /notes',
  'bola/x critical tentative GET /notes',
  'bola/a high confirmed GET /b',
  'bola/b high confirmed GET /a',
  'bola/b high confirmed GET /b first',
  'bola/b high confirmed GET /b second',
  'bola/a low confirmed GET /notes',
];

test('the worst comes first, then the most certain, then by check, place and kind, whatever the order of the facts', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (hits) => {
      expect(inOrder(hits)).toEqual(expected);
    }),
  );
});

test('of the same finding the most certain one is kept, whichever came first', () => {
  const hits = [hit('a', 'high', 'tentative'), hit('a', 'high', 'confirmed'), hit('a', 'high', 'firm')];
  expect(inOrder(hits)).toEqual(['bola/a high confirmed GET /notes']);
  expect(inOrder(hits.toReversed())).toEqual(['bola/a high confirmed GET /notes']);
});

test('of the same finding the worst is kept, and between equals the first', () => {
  expect(inOrder([hit('a', 'low', 'confirmed'), hit('a', 'high', 'tentative')])).toEqual([
    'bola/a high tentative GET /notes',
  ]);
  const [first, second] = [hit('a', 'high', 'firm'), hit('a', 'high', 'firm')];
  first.judgment.details = { which: 'first' };
  second.judgment.details = { which: 'second' };
  const [kept] = findingsOf([first, second], {
    context: undefined,
    replayOf: () => ({ variables: [], curl: [] }),
    remediationFor: () => undefined,
  });
  expect(kept?.details).toEqual({ which: 'first' });
});

test('a finding of the whole target has no place', () => {
  const everywhere: Hit = { ...hit('a', 'high', 'firm'), operation: undefined };
  expect(inOrder([everywhere, hit('a', 'high', 'firm')])).toEqual([
    'bola/a high firm everywhere',
    'bola/a high firm GET /notes',
  ]);
  expect(inOrder([])).toEqual([]);
});
