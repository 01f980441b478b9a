import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const statements = [
  kept(alice, idOf('statement/alice'), { text: 'I was at home that evening, and my sister can confirm it.' }),
  kept(bob, idOf('statement/bob'), { text: 'I saw the van twice, once before and once after the fire.' }),
];

export const otherRefusalStatus = defineTrap({
  id: 'other-refusal-status',
  title: 'Refusals with 403 and 422',
  why: 'Without a token a gateway answers 403, with a broken one the library behind it answers 422; 401 never occurs. Whoever waits for 401 reports missing authentication, or cannot tell a live session from a dead one.',
  spec: describeApi('Statements', { 'GET /statements': {}, 'GET /statements/{statement_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /statements/{statement_id}', {
    safe: [
      { check: 'bola/foreign-object-read', operation: 'GET /statements/{statement_id}' },
      { check: 'auth/missing-authentication', operation: 'GET /statements/{statement_id}' },
      { check: 'auth/declared-not-enforced', operation: 'GET /statements' },
    ],
  }),

  api(variant) {
    const app = smallApi({
      refuse: (call, token) =>
        token === undefined
          ? call.json({ message: 'Missing Authentication Token' }, 403)
          : call.json({ msg: 'Not enough segments' }, 422),
    });
    listOwn(app, '/statements', statements);
    readOne(app, '/statements', statements, variant);
    return app;
  },
});
