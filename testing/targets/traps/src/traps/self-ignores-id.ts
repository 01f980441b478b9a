import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const settings = new Map([
  [alice.id, { language: 'de', signature: 'With kind regards from the fourth floor, Alice', newsletter: true }],
  [bob.id, { language: 'en', signature: 'Sent while walking the dog, Bob', newsletter: false }],
]);
const drafts = [
  kept(alice, idOf('draft/alice'), { text: 'I have decided to leave the choir after the winter concert.' }),
  kept(bob, idOf('draft/bob'), { text: 'Could we talk about the loan before my sister comes?' }),
];

export const selfIgnoresId = defineTrap({
  id: 'self-ignores-id',
  title: 'An id in the path that is ignored',
  why: "The settings of the caller are served whatever id the path holds. Every user gets 200 for every id, in the shape of the owner's answer, and never sees anything but the own settings.",
  spec: describeApi('Drafts', { 'GET /users/{user_id}/settings': {}, 'GET /drafts': {}, 'GET /drafts/{draft_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /drafts/{draft_id}', {
    safe: [
      { check: 'bola/foreign-object-read', operation: 'GET /drafts/{draft_id}' },
      { check: 'bola/foreign-object-read', operation: 'GET /users/{user_id}/settings' },
    ],
  }),

  api(variant) {
    const app = smallApi();
    app.get('/users/:id/settings', (call) => call.json({ ...settings.get(call.get('caller').id) }));
    listOwn(app, '/drafts', drafts);
    readOne(app, '/drafts', drafts, variant);
    return app;
  },
});
