import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { unauthorized } from '../small-api.ts';

export const loginLocks = defineActiveTrap({
  id: 'login-locks',
  title: 'A login that locks the account',
  why: 'After ten wrong passwords the right one is refused, too, with the very answer to a wrong one: nothing but the right password tells that guessing has ended. The other twin takes guesses without end.',
  spec: describeWithAccounts('Notes', { ...shelfOperations('/notes', 'note_id', ['text']) }),
  expected: {
    vulnerable: [{ check: 'auth/no-login-throttle', operation: 'POST /login', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/no-login-throttle', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      throttle: (call, wrong) => (variant === 'hardened' && wrong >= 10 ? unauthorized(call) : undefined),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
