import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const documents = [
  {
    id: idOf('document/alice/shared'),
    owner_id: alice.id,
    shared_with: [bob.id],
    text: 'Plan for the garden: the plum tree goes, the pond stays where it is.',
  },
  {
    id: idOf('document/alice/private'),
    owner_id: alice.id,
    shared_with: [],
    text: 'What I shall say to Bob about the garden if he insists on the pond.',
  },
  {
    id: idOf('document/bob/private'),
    owner_id: bob.id,
    shared_with: [],
    text: 'Three reasons for a pond that Alice has not heard yet.',
  },
];

export const sharedObject = defineTrap({
  id: 'shared-object',
  title: 'An object shared with the other user',
  why: "The other user reads the owner's document because the owner shared it with him, as the document itself and his own list say. Only the documents that were not shared can show a missing check.",
  spec: describeApi('Documents', { 'GET /documents': {}, 'GET /documents/{document_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /documents/{document_id}'),

  api(variant) {
    const app = smallApi();
    app.get('/documents', (call) => {
      const caller = call.get('caller').id;
      const visible = documents.filter(({ owner_id, shared_with }) => [owner_id, ...shared_with].includes(caller));
      return call.json({ documents: visible.map(({ id, owner_id }) => ({ id, owner_id })) });
    });
    app.get('/documents/:id', (call) => {
      const caller = call.get('caller');
      const document = documents.find(({ id }) => id === call.req.param('id'));
      if (document === undefined) return missing(call);
      const isGuest = document.shared_with.includes(caller.id);
      return isGuest || mayRead(variant, { owner: document.owner_id }, caller) ? call.json(document) : missing(call);
    });
    return app;
  },
});
