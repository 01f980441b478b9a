import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const messages = [
  kept(alice, idOf('message/alice'), { text: 'The result came by post; I have put it into the blue folder unopened.' }),
  kept(bob, idOf('message/bob'), { text: 'Tell the others it was my idea, she has trouble enough.' }),
];

export const eventualConsistency = defineTrap({
  id: 'eventual-consistency',
  title: 'A store that lags behind',
  why: 'The first reading of every record comes from a copy that has not received it yet: 404, to the owner as well. Whoever asks once concludes that the record is gone, or that the stranger was refused.',
  spec: describeApi('Messages', { 'GET /messages': {}, 'GET /messages/{message_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /messages/{message_id}'),

  api(variant) {
    const arrived = new Set<string>();
    const app = smallApi();
    listOwn(app, '/messages', messages);
    app.get('/messages/:id', (call) => {
      const message = find(messages, call.req.param('id'), variant, call.get('caller'));
      if (message === undefined) return missing(call);
      if (arrived.has(message.id)) return call.json(message.shown);
      arrived.add(message.id);
      return missing(call);
    });
    return app;
  },
});
