import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { alice, bob, idOf } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Message {
  id: string;
  to: string;
  sender: string;
  text: string;
}

export const messageToAUser = defineActiveTrap({
  id: 'message-to-a-user',
  title: 'Messages to others, which are meant',
  why: 'Everybody may put a message into the box of everybody: that is what messages are for. Whoever takes every creation below somebody else for a flaw reports the post. The one twin also lets everybody throw away the messages of others.',
  spec: describeWithAccounts('Messages', {
    'POST /users/{user_id}/messages': { body: ['text'] },
    'GET /users/{user_id}/messages': {},
    'GET /messages/{message_id}': {},
    'DELETE /messages/{message_id}': {},
  }),
  expected: {
    vulnerable: [
      { check: 'bola/foreign-object-write', operation: 'DELETE /messages/{message_id}', confidence: 'confirmed' },
    ],
    hardened: [],
    safe: [{ check: 'bola/foreign-object-write', operation: 'DELETE /messages/{message_id}' }],
    inconclusive: [
      {
        check: 'bola/foreign-object-write',
        operation: 'POST /users/{user_id}/messages',
        reason: 'whether that is meant cannot be told',
      },
    ],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const first = [alice, bob].map(
      ({ id, email }): Message => ({ id: idOf(`message of ${email}`), to: id, sender: 'The house', text: email }),
    );
    const messages = world.table('message', first, ({ id }) => id);
    let count = 0;
    app.post('/users/:user/messages', async (call) => {
      const { text } = await fieldsOf(call);
      if (typeof text !== 'string') return call.json({ error: 'text is required' }, 400);
      const { name } = call.get('caller');
      const message = { id: idOf(`message ${++count}`), to: call.req.param('user'), sender: name, text };
      messages.set(message.id, message);
      return call.json(message, 201);
    });
    app.get('/users/:user/messages', (call) => {
      const { id } = call.get('caller');
      if (call.req.param('user') !== id) return missing(call);
      return call.json({ items: [...messages.values()].filter(({ to }) => to === id) });
    });
    app.get('/messages/:id', (call) => {
      const message = messages.get(call.req.param('id'));
      return message?.to === call.get('caller').id ? call.json(message) : missing(call);
    });
    app.delete('/messages/:id', (call) => {
      const message = messages.get(call.req.param('id'));
      if (message === undefined || (variant === 'hardened' && message.to !== call.get('caller').id))
        return missing(call);
      messages.delete(message.id);
      return call.body(null, 204);
    });
    return app;
  },
});
