import { setTimeout } from 'node:timers/promises';
import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

export const loginSlowsDown = defineActiveTrap({
  id: 'login-slows-down',
  title: 'A login that takes longer and longer',
  why: 'No guess is refused, but each takes longer than the one before, until guessing is no use. Statuses and texts show nothing of it.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: {
    vulnerable: [{ check: 'auth/no-login-throttle', operation: 'POST /login', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/no-login-throttle', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      throttle: async (_, wrong) => {
        if (variant === 'hardened' && wrong > 14) await setTimeout(550);
        return undefined;
      },
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
