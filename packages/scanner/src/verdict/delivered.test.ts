import { answered, refusedWith, unanswered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { type DeliveryEvidence, judgeDelivery } from './delivered.ts';

const open = answered({ id: 'o-1', status: 'open' });
const paid = answered({ id: 'o-1', status: 'paid' });
const twins = (status: string): DeliveryEvidence['twin'] => {
  const before = answered({ id: 'o-2', status: 'open' });
  return { before: [before, before], after: answered({ id: 'o-2', status }) };
};
const delivered = (exchange: DeliveryEvidence['after']): DeliveryEvidence['deliveries'] => [
  { exchange, sent: { order_id: 'o-1', status: 'paid' } },
];
const evidence = (parts: Partial<DeliveryEvidence> = {}): DeliveryEvidence => ({
  owner: 'alice',
  before: [open, open],
  deliveries: delivered(answered({})),
  after: open,
  twin: twins('open'),
  ...parts,
});

test.each<[string, DeliveryEvidence, string]>([
  ['it took the value of the event', evidence({ after: paid }), 'vulnerable believed as sent'],
  ['it took another value', evidence({ after: answered({ id: 'o-1', status: 'closed' }) }), 'vulnerable believed'],
  ['its twin changed as well', evidence({ after: paid, twin: twins('paid') }), 'inconclusive noEffect'],
  [
    'it took the value of the event, without a twin',
    evidence({ after: paid, twin: null }),
    'vulnerable believed as sent',
  ],
  [
    'it took another value, without a twin',
    evidence({ after: answered({ status: 'closed' }), twin: null }),
    'inconclusive noEffect',
  ],
  ['nothing changed', evidence(), 'inconclusive noEffect'],
  ['401', evidence({ deliveries: delivered(refusedWith(401)) }), 'hardened refused'],
  [
    '400 for the signature',
    evidence({ deliveries: delivered(refusedWith(400, { error: 'bad signature' })) }),
    'hardened refused',
  ],
  ['404', evidence({ deliveries: delivered(refusedWith(404)) }), 'inconclusive otherwiseRefused'],
  ['no answer', evidence({ deliveries: delivered(unanswered()) }), 'inconclusive noAnswer'],
  ['no reading afterwards', evidence({ after: unanswered() }), 'inconclusive noAnswer'],
])('%s', (_, given, expected) => {
  const { outcome, rule, isAsSent } = judgeDelivery(given);
  expect([outcome, rule, ...(isAsSent ? ['as sent'] : [])].join(' ')).toBe(expected);
});

test('one delivery of several decides', () => {
  const [plain] = delivered(answered({}));
  const [refusal] = delivered(refusedWith(404));
  const [unsigned] = delivered(refusedWith(403));
  const [lost] = delivered(unanswered());
  const decide = (...deliveries: (typeof plain)[]) => {
    const { outcome, rule } = judgeDelivery(
      evidence({ deliveries: deliveries.filter((entry) => entry !== undefined) }),
    );
    return `${outcome} ${rule}`;
  };
  expect(decide(lost, plain)).toBe('inconclusive noEffect');
  expect(decide(refusal, plain)).toBe('inconclusive noEffect');
  expect(decide(refusal, unsigned)).toBe('hardened refused');
  expect(decide(lost, lost)).toBe('inconclusive noAnswer');
  expect(decide(lost, refusal)).toBe('inconclusive noEffect');
});

test('one value of the event among those that changed is enough', () => {
  const after = answered({ id: 'o-1', status: 'paid', receipt: 'R-17' });
  expect(
    judgeDelivery(
      evidence({
        after,
        before: [
          answered({ id: 'o-1', status: 'open', receipt: 'none' }),
          answered({ id: 'o-1', status: 'open', receipt: 'none' }),
        ],
      }),
    ),
  ).toMatchObject({
    rule: 'believed',
    isAsSent: true,
    found: [
      { path: 'status', value: 'paid' },
      { path: 'receipt', value: 'R-17' },
    ],
  });
});

test('what its twin did by itself leaves the rest', () => {
  const before = answered({ status: 'open', step: 'one' });
  const after = answered({ status: 'paid', step: 'two' });
  const twin: DeliveryEvidence['twin'] = { before: [before, before], after: answered({ status: 'open', step: 'two' }) };
  expect(judgeDelivery(evidence({ before: [before, before], after, twin })).found).toEqual([
    { path: 'status', value: 'paid' },
  ]);
});

test('the words about a signature stand at the beginning of a refusal', () => {
  const far = `${'x '.repeat(1100)} bad signature`;
  expect(judgeDelivery(evidence({ deliveries: delivered(refusedWith(400, far)) })).rule).toBe('otherwiseRefused');
  expect(judgeDelivery(evidence()).found).toEqual([]);
});
