import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf } from '../small-api.ts';

const operation = 'POST /requests';

export const extraFieldsAtCreation = defineActiveTrap({
  id: 'extra-fields-at-creation',
  title: 'Extra fields that are taken when something is made',
  why: 'A PATCH takes the text alone. A POST stores the whole body in one twin, so that whoever makes a request can approve it in the same breath.',
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
    app.post('/requests', async (call, next) => {
      const { id: _, ...fields } = await fieldsOf(call);
      if (variant === 'hardened' || typeof fields.text !== 'string') return next();
      const request = requests.add(call.get('caller'), fields);
      Object.assign(request.shown, fields);
      return call.json(request.shown, 201);
    });
    requests.serve(app);
    return app;
  },
});
