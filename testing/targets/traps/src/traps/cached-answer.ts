import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import type { JsonObject } from '../trap.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const receipts = [
  kept(alice, idOf('receipt/alice'), { goods: 'One night at the Hotel Seeblick, single room, paid in cash.' }),
  kept(bob, idOf('receipt/bob'), { goods: 'Engraving of a ring, twelve letters, to be collected.' }),
];

export const cachedAnswer = defineTrap({
  id: 'cached-answer',
  title: 'Cached answers without Vary',
  why: 'Answers may be kept by the client and do not say that they depend on the caller, so a client with a cache hands one user what it fetched for another. The flawed twin keeps them itself, by address alone: strangers are refused until the owner has read.',
  spec: describeApi('Receipts', { 'GET /receipts': {}, 'GET /receipts/{receipt_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /receipts/{receipt_id}'),

  api(variant) {
    const cache = new Map<string, JsonObject>();
    const app = smallApi();
    listOwn(app, '/receipts', receipts);
    app.get('/receipts/:id', (call) => {
      const caller = call.get('caller');
      const address = call.req.path;
      const key = variant === 'vulnerable' ? address : `${caller.id} ${address}`;
      const shown = cache.get(key) ?? find(receipts, call.req.param('id'), 'hardened', caller)?.shown;
      if (shown === undefined) return missing(call);
      const state = cache.has(key) ? 'HIT' : 'MISS';
      cache.set(key, shown);
      return call.json(shown, 200, { 'Cache-Control': 'private, max-age=600', 'X-Cache': state });
    });
    return app;
  },
});
