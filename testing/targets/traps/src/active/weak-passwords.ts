import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

export const weakPasswords = defineActiveTrap({
  id: 'weak-passwords',
  title: 'Passwords of one letter',
  why: 'Both twins describe a password as a text. One of them takes every text.',
  spec: describeWithAccounts('Notes', { ...shelfOperations('/notes', 'note_id', ['text']) }),
  expected: {
    vulnerable: [{ check: 'auth/weak-password-accepted', operation: '(target)', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/weak-password-accepted', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, { leastPassword: variant === 'vulnerable' ? 1 : 12 });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
