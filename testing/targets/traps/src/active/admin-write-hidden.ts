import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const operation = 'PATCH /admin/notices/{notice_id}';

export const adminWriteHidden = defineActiveTrap({
  id: 'admin-write-hidden',
  title: 'A write for administrators that others do not find',
  why: 'One twin answers 404 to everybody but administrators, so that nobody learns what there is. From outside that looks like an operation that does not exist, and proves nothing; the other answers 404 as well, after the work is done.',
  spec: describeWithAccounts('Notices', {
    ...shelfOperations('/notices', 'notice_id', ['text']),
    [operation]: { body: ['text'] },
  }),
  expected: {
    vulnerable: [{ check: 'bfla/privileged-write', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [],
    unproven: [{ check: 'bfla/privileged-write', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const notices = openShelf(world, { path: '/notices', noun: 'notice', fields: ['text'] });
    app.patch('/admin/notices/:id', async (call) => {
      const notice = notices.rows.get(call.req.param('id'));
      const { text } = await fieldsOf(call);
      const isAllowed = variant === 'vulnerable' || call.get('caller').role === 'admin';
      if (notice !== undefined && typeof text === 'string' && isAllowed) notice.shown.text = text;
      return missing(call);
    });
    notices.serve(app);
    return app;
  },
});
