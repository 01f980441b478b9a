import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const scripts = [
  kept(alice, idOf('script/alice'), { author: alice.id, source: 'copy the logbook, but not the pages about June' }),
  kept(bob, idOf('script/bob'), { author: bob.id, source: 'retune all reeds to 442 and tell nobody about it' }),
];

export const openIndex = defineTrap({
  id: 'open-index',
  title: 'An index of ids that everybody sees',
  why: 'A list shows every member which scripts there are and whose; what is in them is for their authors. Rows of others that are refused one by one are no leak while they hold ids alone, and a refusal with another status gives away nothing that the list does not.',
  spec: describeApi('Scripts', { 'GET /scripts': {}, 'GET /scripts/{script_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /scripts/{script_id}', {
    safe: [
      { check: 'bola/foreign-object-read', operation: 'GET /scripts/{script_id}' },
      { check: 'bola/existence-oracle', operation: 'GET /scripts/{script_id}' },
    ],
    inconclusive: [{ check: 'bola/foreign-collection', operation: 'GET /scripts' }],
  }),

  api(variant) {
    const app = smallApi();
    app.get('/scripts', (call) =>
      call.json(scripts.map(({ shown: { id = '', author = '' } }) => ({ script_id: id, author }))),
    );
    app.get('/scripts/:id', (call) => {
      const script = scripts.find(({ id }) => id === call.req.param('id'));
      if (script === undefined) return missing(call);
      if (!mayRead(variant, script, call.get('caller'))) return call.json({ error: 'for its author alone' }, 403);
      return call.json(script.shown);
    });
    return app;
  },
});
