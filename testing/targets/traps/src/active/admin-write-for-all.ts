import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const operation = 'PATCH /admin/notices/{notice_id}';

export const adminWriteForAll = defineActiveTrap({
  id: 'admin-write-for-all',
  title: 'A write for administrators',
  why: 'Administrators may correct every notice. One twin asks for the role, the other for a token alone.',
  spec: describeWithAccounts('Notices', {
    ...shelfOperations('/notices', 'notice_id', ['text']),
    [operation]: { body: ['text'] },
  }),
  expected: {
    vulnerable: [{ check: 'bfla/privileged-write', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'bfla/privileged-write', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const notices = openShelf(world, { path: '/notices', noun: 'notice', fields: ['text'] });
    app.patch('/admin/notices/:id', async (call) => {
      if (variant === 'hardened' && call.get('caller').role !== 'admin')
        return call.json({ error: 'administrators only' }, 403);
      const notice = notices.rows.get(call.req.param('id'));
      const { text } = await fieldsOf(call);
      if (notice === undefined) return missing(call);
      if (typeof text === 'string') notice.shown.text = text;
      return call.json(notice.shown);
    });
    notices.serve(app);
    return app;
  },
});
