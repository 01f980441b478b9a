import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { isOwn, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const operation = 'PATCH /requests/{request_id}';

export const extraFieldsRefused = defineActiveTrap({
  id: 'extra-fields-refused',
  title: 'Extra fields that are refused',
  why: 'One twin answers 400 to every body with a field that it does not know, so that a body with all extra fields at once tells nothing about the single ones. The other takes "approved" where it is the only one.',
  spec: describeWithAccounts('Accounts of a bank', shelfOperations('/requests', 'request_id', ['text'])),
  expected: {
    vulnerable: [{ check: 'property/mass-assignment', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'property/mass-assignment', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const requests = openShelf(world, {
      path: '/requests',
      noun: 'request',
      fields: ['text'],
      also: { approved: false },
    });
    app.patch('/requests/:id', async (call) => {
      const request = requests.rows.get(call.req.param('id'));
      if (request === undefined || !isOwn(request, call.get('caller'))) return missing(call);
      const { text, ...others } = await fieldsOf(call);
      const names = Object.keys(others);
      const isTaken = variant === 'vulnerable' && names.join(' ') === 'approved';
      if (names.length > 0 && !isTaken) return call.json({ error: `unknown field: ${names[0]}` }, 400);
      if (typeof text === 'string') request.shown.text = text;
      if (isTaken) Object.assign(request.shown, others);
      return call.json(request.shown);
    });
    requests.serve(app);
    return app;
  },
});
