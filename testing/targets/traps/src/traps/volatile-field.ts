import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const memos = [
  kept(alice, idOf('memo/alice'), { text: 'The second offer is the better one, but do not let them see that.' }),
  kept(bob, idOf('memo/bob'), { text: 'If anybody asks, the meeting was about the coffee machine.' }),
];

export const volatileField = defineTrap({
  id: 'volatile-field',
  title: 'A counter in an object of three fields',
  why: 'One of three fields counts the readings and so never has the same value twice. Two thirds of the fields agree at best, too few for a threshold on similarity, and no two bodies are alike.',
  spec: describeApi('Memos', { 'GET /memos': {}, 'GET /memos/{memo_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /memos/{memo_id}'),

  api(variant) {
    const readings = new Map<string, number>();
    const app = smallApi();
    listOwn(app, '/memos', memos);
    app.get('/memos/:id', (call) => {
      const memo = find(memos, call.req.param('id'), variant, call.get('caller'));
      if (memo === undefined) return missing(call);
      const count = (readings.get(memo.id) ?? 0) + 1;
      readings.set(memo.id, count);
      return call.json({ ...memo.shown, readings: count });
    });
    return app;
  },
});
