import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { isOwn, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const operation = 'PATCH /requests/{request_id}';

export const extraFieldsEchoed = defineActiveTrap({
  id: 'extra-fields-echoed',
  title: 'Extra fields that are only echoed',
  why: 'The answer to a PATCH repeats the whole body, with "approved" and everything else that a client should not decide. One twin stores that; the other stores the text alone.',
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
      const { id: _, ...fields } = await fieldsOf(call);
      Object.assign(request.shown, variant === 'vulnerable' ? fields : textsIn(fields, ['text']));
      return call.json({ ...request.shown, ...fields });
    });
    requests.serve(app);
    return app;
  },
});
