import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

export const logoutInNameOnly = defineActiveTrap({
  id: 'logout-in-name-only',
  title: 'A logout that ends nothing',
  why: 'Both twins answer 200 to a logout. In one of them the token is as good afterwards as before.',
  spec: describeWithAccounts('Notes', { ...shelfOperations('/notes', 'note_id', ['text']), 'POST /logout': {} }),
  expected: {
    vulnerable: [{ check: 'auth/token-survives-logout', operation: 'POST /logout', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/token-survives-logout', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, { endsSessions: variant === 'hardened' });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
