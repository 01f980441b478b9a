import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const letters = [
  kept(alice, idOf('letter/alice'), {
    to: 'Dr. Ines Falk',
    text: 'The tablets help, but I would rather not tell my brother about them yet.',
  }),
  kept(bob, idOf('letter/bob'), {
    to: 'Housing office',
    text: 'Please keep my new address out of the register until the hearing is over.',
  }),
];

export const redirectWithBody = defineTrap({
  id: 'redirect-with-body',
  title: 'A redirect that carries the data',
  why: 'The handler sets a redirect to the login page and then goes on to write the answer. Whoever reads the status sees a refusal; whoever follows the redirect never sees the body.',
  spec: describeApi('Letters', { 'GET /letters': {}, 'GET /letters/{letter_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /letters/{letter_id}'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/letters', letters);
    app.get('/letters/:id', (call) => {
      const id = call.req.param('id');
      const own = find(letters, id, 'hardened', call.get('caller'));
      if (own !== undefined) return call.json(own.shown);
      const foreign = find(letters, id, variant, call.get('caller'));
      return call.json(foreign?.shown ?? {}, 302, { Location: `/login?next=/letters/${encodeURIComponent(id)}` });
    });
    return app;
  },
});
