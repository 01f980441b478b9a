import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const versionInBody = defineActiveTrap({
  id: 'version-in-body',
  title: 'Writes that must name the version',
  why: 'Whoever changes a page says which version it is a change of; any other is answered 409, for the owner as for strangers. A refusal of the version is no refusal of the caller.',
  spec: describeWithAccounts('Pages', {
    ...shelfOperations('/pages', 'page_id', ['text'], { method: 'PUT' }),
    'PUT /pages/{page_id}': {
      schema: {
        type: 'object',
        required: ['text', 'version'],
        properties: { text: { type: 'string' }, version: { type: 'integer' } },
      },
    },
  }),
  expected: foreignWriteBy(['PUT /pages/{page_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const pages = openShelf(world, { path: '/pages', noun: 'page', fields: ['text'], also: { version: 1 } });
    app.put('/pages/:id', async (call) => {
      const page = pages.rows.get(call.req.param('id'));
      if (page === undefined || !guardOf(variant)(page, call.get('caller'))) return missing(call);
      const fields = await fieldsOf(call);
      if (fields.version !== page.shown.version) return call.json({ error: 'version conflict' }, 409);
      Object.assign(page.shown, textsIn(fields, ['text']), { version: Number(page.shown.version) + 1 });
      return call.json(page.shown);
    });
    pages.serve(app);
    return app;
  },
});
