import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob } from '../people.ts';
import { find, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const diaries = [
  {
    owner: alice.id,
    id: 'Walks with Grandfather',
    text: 'He asked me again where his wife was, and I said at the market.',
  },
  {
    owner: bob.id,
    id: 'Notes from the night shift',
    text: 'Nobody noticed that the second pump had stopped for an hour.',
  },
].map(({ owner, id, text }) => ({ owner, id, shown: { diary_title: id, text } }));

export const clientChosenId = defineTrap({
  id: 'client-chosen-id',
  title: 'Ids that users make up',
  why: 'A diary is found by the title its author gave it: words with spaces and capitals under no name that ends in “id”. Guessed numbers and UUIDs miss it, and an unencoded one is another path.',
  spec: describeApi('Diaries', { 'GET /diaries': {}, 'GET /diaries/{diary_title}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /diaries/{diary_title}'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/diaries', diaries, ['diary_title']);
    app.get('/diaries/:title', (call) => {
      const diary = find(diaries, call.req.param('title'), variant, call.get('caller'));
      return diary === undefined ? missing(call) : call.json(diary.shown);
    });
    return app;
  },
});
