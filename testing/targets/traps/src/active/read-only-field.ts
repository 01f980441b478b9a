import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { isOwn, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const operation = 'PATCH /invoices/{invoice_id}';

export const readOnlyField = defineActiveTrap({
  id: 'read-only-field',
  title: 'A field that is described as read-only',
  why: 'The description says that "balance" is read-only. One twin believes its own description and takes it from clients all the same.',
  spec: describeWithAccounts('Invoices', {
    ...shelfOperations('/invoices', 'invoice_id', ['text']),
    [operation]: {
      schema: {
        type: 'object',
        properties: { text: { type: 'string' }, balance: { type: 'number', readOnly: true } },
      },
    },
  }),
  expected: {
    vulnerable: [{ check: 'property/mass-assignment', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'property/mass-assignment', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const invoices = openShelf(world, { path: '/invoices', noun: 'invoice', fields: ['text'], also: { balance: 0 } });
    app.patch('/invoices/:id', async (call) => {
      const invoice = invoices.rows.get(call.req.param('id'));
      if (invoice === undefined || !isOwn(invoice, call.get('caller'))) return missing(call);
      const fields = await fieldsOf(call);
      const { balance } = fields;
      Object.assign(invoice.shown, textsIn(fields, ['text']));
      if (variant === 'vulnerable' && typeof balance === 'number') invoice.shown.balance = balance;
      return call.json(invoice.shown);
    });
    invoices.serve(app);
    return app;
  },
});
