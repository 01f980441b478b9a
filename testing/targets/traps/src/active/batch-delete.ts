import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf } from '../small-api.ts';

export const batchDelete = defineActiveTrap({
  id: 'batch-delete',
  title: 'A deletion of several at once',
  why: 'A POST deletes all that its body names and answers 200 with a count, whoever asks. One twin leaves out what is not the caller’s and says nothing of it; an empty list means everything. The status says nothing, and a scan must not try the empty list.',
  spec: describeWithAccounts('Bookmarks', {
    ...shelfOperations('/bookmarks', 'bookmark_id', ['address']),
    'POST /bookmarks/delete': {
      schema: {
        type: 'object',
        required: ['bookmark_ids'],
        properties: { bookmark_ids: { type: 'array', items: { type: 'string' } } },
      },
    },
  }),
  expected: foreignWriteBy(['POST /bookmarks/delete']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const bookmarks = openShelf(world, { path: '/bookmarks', noun: 'bookmark', fields: ['address'] });
    app.post('/bookmarks/delete', async (call) => {
      const { bookmark_ids: ids } = await fieldsOf(call);
      if (!Array.isArray(ids)) return call.json({ error: 'bookmark_ids is required' }, 400);
      const named = ids.length === 0 ? [...bookmarks.rows.keys()] : ids.map(String);
      for (const id of named) {
        const bookmark = bookmarks.rows.get(id);
        if (bookmark !== undefined && guardOf(variant)(bookmark, call.get('caller'))) bookmarks.rows.delete(id);
      }
      return call.json({ deleted: named.length });
    });
    bookmarks.serve(app);
    return app;
  },
});
