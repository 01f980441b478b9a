import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { alice, bob } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Ticket {
  id: number;
  owner: string;
  text: string;
}

export const numbersForIds = defineActiveTrap({
  id: 'numbers-for-ids',
  title: 'Small numbers for ids, also in bodies',
  why: 'Tickets are numbered from 1, and a change names its ticket by a number in the body. The numbers of other people are next door: a scan that guesses writes to theirs.',
  spec: describeWithAccounts('Tickets', {
    'POST /tickets': { body: ['text'] },
    'GET /tickets': {},
    'GET /tickets/{ticket_id}': {},
    'DELETE /tickets/{ticket_id}': {},
    'POST /tickets/rename': {
      schema: {
        type: 'object',
        required: ['ticket_id', 'text'],
        properties: { ticket_id: { type: 'integer' }, text: { type: 'string' } },
      },
    },
  }),
  expected: foreignWriteBy(['POST /tickets/rename', 'DELETE /tickets/{ticket_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const first: Ticket[] = [alice, bob].map(({ id: owner, email }, index) => ({ id: index + 1, owner, text: email }));
    const tickets = world.table('ticket', first, ({ id }) => String(id));
    let last = first.length;
    const found = (id: string, caller: string, isLoose = false): Ticket | undefined => {
      const ticket = tickets.get(id);
      return ticket !== undefined && (isLoose || ticket.owner === caller) ? ticket : undefined;
    };
    app.post('/tickets/rename', async (call) => {
      const { ticket_id: id, text } = await fieldsOf(call);
      if (typeof id !== 'number' || typeof text !== 'string')
        return call.json({ error: 'ticket_id must be a number, text a text' }, 400);
      const ticket = found(String(id), call.get('caller').id, variant === 'vulnerable');
      if (ticket === undefined) return missing(call);
      ticket.text = text;
      return call.json({ message: 'renamed' });
    });
    app.post('/tickets', async (call) => {
      const { text } = await fieldsOf(call);
      if (typeof text !== 'string') return call.json({ error: 'text is required' }, 400);
      const ticket = { id: ++last, owner: call.get('caller').id, text };
      tickets.set(String(ticket.id), ticket);
      return call.json({ id: ticket.id, text }, 201);
    });
    app.get('/tickets', (call) => {
      const own = [...tickets.values()].filter(({ owner }) => owner === call.get('caller').id);
      return call.json({ items: own.map(({ id, text }) => ({ id, text })) });
    });
    app.get('/tickets/:id', (call) => {
      const ticket = found(call.req.param('id'), call.get('caller').id);
      return ticket === undefined ? missing(call) : call.json({ id: ticket.id, text: ticket.text });
    });
    app.delete('/tickets/:id', (call) => {
      const ticket = found(call.req.param('id'), call.get('caller').id, variant === 'vulnerable');
      if (ticket === undefined) return missing(call);
      tickets.delete(String(ticket.id));
      return call.body(null, 204);
    });
    return app;
  },
});
