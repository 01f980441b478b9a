import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

export const loginThrottles = defineActiveTrap({
  id: 'login-throttles',
  title: 'A login that asks to come back later',
  why: 'After twelve wrong passwords one twin answers 429 and wants ten minutes of rest. A scan that obeys waits; one that does not ask for the first answer never sees it.',
  spec: describeWithAccounts('Notes', { ...shelfOperations('/notes', 'note_id', ['text']) }),
  expected: {
    vulnerable: [{ check: 'auth/no-login-throttle', operation: 'POST /login', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/no-login-throttle', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      throttle: (call, wrong) =>
        variant === 'hardened' && wrong >= 12
          ? call.json({ error: 'too many attempts' }, 429, { 'Retry-After': '600' })
          : undefined,
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
