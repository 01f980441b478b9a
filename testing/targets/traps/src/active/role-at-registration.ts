import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

const operation = 'POST /register';

export const roleAtRegistration = defineActiveTrap({
  id: 'role-at-registration',
  title: 'A role that is asked for at registration',
  why: 'The description of the registration knows name, address and password. One twin takes a role besides, and makes administrators of those who ask.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: {
    vulnerable: [{ check: 'property/mass-assignment', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [],
    unproven: [{ check: 'property/mass-assignment', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      decide: ({ role }) => (variant === 'vulnerable' && role === 'admin' ? { role } : {}),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
