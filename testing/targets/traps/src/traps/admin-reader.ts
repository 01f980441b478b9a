import { describeApi } from '../describe-api.ts';
import { alice, idOf, manager, withBearer } from '../people.ts';
import { find, kept } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const tickets = [
  kept(alice, idOf('ticket/alice'), {
    user_id: alice.id,
    text: 'I cannot sign in since my name changed with the divorce.',
  }),
  kept(manager, idOf('ticket/manager'), {
    user_id: manager.id,
    text: 'The auditor is coming on Thursday; nobody else needs to know before.',
  }),
];

export const adminReader = defineTrap({
  id: 'admin-reader',
  title: 'The second user is an administrator',
  why: 'One of the two users is an administrator, which only the answer to `/me` says. She lists and reads what everybody wrote, and is meant to. That an ordinary user reads hers is the flaw.',
  spec: describeApi('Tickets', { 'GET /tickets': {}, 'GET /tickets/{ticket_id}': {} }),
  identities: [withBearer('alice', alice), withBearer('mara', manager)],
  expected: foreignReadOf('GET /tickets/{ticket_id}'),

  api(variant) {
    const app = smallApi({ people: [alice, manager] });
    const isAdmin = (caller: typeof alice): boolean => caller.role === 'admin';
    app.get('/tickets', (call) => {
      const caller = call.get('caller');
      const visible = tickets.filter(({ owner }) => isAdmin(caller) || owner === caller.id);
      return call.json({ tickets: visible.map(({ shown: { id = null, user_id = null } }) => ({ id, user_id })) });
    });
    app.get('/tickets/:id', (call) => {
      const caller = call.get('caller');
      const ticket = find(tickets, call.req.param('id'), isAdmin(caller) ? 'vulnerable' : variant, caller);
      return ticket === undefined ? missing(call) : call.json(ticket.shown);
    });
    return app;
  },
});
