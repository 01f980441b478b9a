import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap } from '../trap.ts';

const deliveries = [
  kept(alice, idOf('delivery/alice'), { hint: 'Ring twice at the side door; my father is hard of hearing.' }),
  kept(bob, idOf('delivery/bob'), { hint: 'Put it into the shed, the code is on the beam above.' }),
];

export const throttledForGood = defineTrap({
  id: 'throttled-for-good',
  title: 'A quota that is used up',
  why: 'The quota of the second user is used up, so he is answered 429 whatever he asks for, and asking again does not help. He was never refused for who he is, so nothing is known of the owner check.',
  spec: describeApi('Deliveries', { 'GET /deliveries': {}, 'GET /deliveries/{delivery_id}': {} }),
  identities: aliceAndBob,
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    inconclusive: [
      { check: 'bola/foreign-object-read', operation: 'GET /deliveries/{delivery_id}' },
      { check: 'bola/existence-oracle', operation: 'GET /deliveries/{delivery_id}' },
    ],
  },

  api(variant) {
    const app = smallApi();
    listOwn(app, '/deliveries', deliveries);
    app.use('/deliveries/:id', async (call, next) => {
      if (call.get('caller').id !== bob.id) return next();
      return call.json({ error: 'quota used up' }, 429, { 'Retry-After': '0' });
    });
    readOne(app, '/deliveries', deliveries, variant);
    return app;
  },
});
