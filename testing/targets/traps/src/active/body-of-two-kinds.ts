import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf } from '../small-api.ts';
import type { JsonObject } from '../trap.ts';

export const bodyOfTwoKinds = defineActiveTrap({
  id: 'body-of-two-kinds',
  title: 'A body that is one of two',
  why: 'A contact is a person or a firm (oneOf), and a body that mixes the two is refused. The first of the two is out of use.',
  spec: describeWithAccounts('Contacts', {
    ...shelfOperations('/contacts', 'contact_id', ['note']),
    'POST /contacts': { schema: { oneOf: [kindOf('person', 'surname'), kindOf('firm', 'company')] } },
  }),
  expected: foreignWriteBy(['PATCH /contacts/{contact_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const contacts = openShelf(world, { path: '/contacts', noun: 'contact', fields: ['note'] });
    app.post('/contacts', async (call) => {
      const { kind, company, surname, note } = await fieldsOf(call);
      if (kind !== 'firm' || typeof company !== 'string' || surname !== undefined || typeof note !== 'string')
        return call.json({ error: 'only firms are taken, with company and note' }, 400);
      const contact = contacts.add(call.get('caller'), { note });
      Object.assign(contact.shown, { kind, company });
      return call.json(contact.shown, 201);
    });
    contacts.serve(app, { change: guardOf(variant) });
    return app;
  },
});

function kindOf(kind: string, name: string): JsonObject {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['kind', name, 'note'],
    properties: { kind: { type: 'string', enum: [kind] }, [name]: text, note: text },
  };
}
