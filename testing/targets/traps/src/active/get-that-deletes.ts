import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const getThatDeletes = defineActiveTrap({
  id: 'get-that-deletes',
  title: 'GETs that delete',
  why: 'Two operations change things although they are called GET: one empties the whole store. A scan that may write must not call them either; they take nothing that says what is the scan’s own.',
  spec: describeWithAccounts('Drafts', {
    ...shelfOperations('/drafts', 'draft_id', ['text']),
    'GET /drafts/purge': { summary: 'Deletes all drafts' },
    'GET /createdb': { summary: 'Creates the tables anew' },
  }),
  expected: foreignWriteBy(['PATCH /drafts/{draft_id}'], { never: ['/drafts/purge', '/createdb'] }),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const drafts = openShelf(world, { path: '/drafts', noun: 'draft', fields: ['text'] });
    for (const path of ['/drafts/purge', '/createdb']) {
      app.get(path, (call) => {
        drafts.rows.clear();
        return call.json({ message: 'done' });
      });
    }
    drafts.serve(app, { change: guardOf(variant) });
    return app;
  },
});
