import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, ownOf } from '../records.ts';
import { selfOf, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const notes = [
  kept(alice, idOf('note/alice'), {
    title: 'Before the move',
    text: 'The spare key is under the third flowerpot until the caretaker comes back.',
  }),
  kept(bob, idOf('note/bob'), {
    title: 'Birthday',
    text: 'I ordered the small telescope, she must not find the invoice.',
  }),
];

export const callerEchoed = defineTrap({
  id: 'caller-echoed',
  title: 'Every answer names the caller',
  why: "Each answer holds the caller's id, name and address beside the data, so a stranger's copy is never byte for byte the owner's, and half of what the owner is shown is not about the object.",
  spec: describeApi('Notes', { 'GET /notes': {}, 'GET /notes/{note_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /notes/{note_id}'),

  api(variant) {
    const app = smallApi();
    app.get('/notes', (call) => {
      const caller = call.get('caller');
      return call.json({ viewer: selfOf(caller), notes: ownOf(notes, caller).map(({ id = null }) => ({ id })) });
    });
    app.get('/notes/:id', (call) => {
      const caller = call.get('caller');
      const note = find(notes, call.req.param('id'), variant, caller);
      if (note === undefined) return call.json({ viewer: selfOf(caller), error: 'not found' }, 404);
      return call.json({ viewer: selfOf(caller), note: note.shown });
    });
    return app;
  },
});
