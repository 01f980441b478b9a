import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const claims = [
  kept(alice, idOf('claim/alice'), { cause: 'The washing machine flooded the flat below ours on Sunday night.' }),
  kept(bob, idOf('claim/bob'), { cause: 'My bicycle was taken from the yard of the music school.' }),
];

export const errorEchoesId = defineTrap({
  id: 'error-echoes-id',
  title: 'An error that repeats the id',
  why: "The refusal repeats the id that was asked for, as a field and in a sentence, with status 200. The owner's answer holds the same id, so a scanner that looks for it in the stranger's answer finds it.",
  spec: describeApi('Claims', { 'GET /claims': {}, 'GET /claims/{claim_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /claims/{claim_id}'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/claims', claims);
    app.get('/claims/:id', (call) => {
      const id = call.req.param('id');
      const claim = find(claims, id, variant, call.get('caller'));
      if (claim !== undefined) return call.json({ ...claim.shown, link: `/claims/${id}` });
      return call.json({ id, link: `/claims/${id}`, error: `There is no claim ${id} among yours.` });
    });
    return app;
  },
});
