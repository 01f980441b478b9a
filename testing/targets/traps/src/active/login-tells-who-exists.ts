import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

export const loginTellsWhoExists = defineActiveTrap({
  id: 'login-tells-who-exists',
  title: 'A login that tells who exists',
  why: 'A wrong password and an unknown address are answered with one text and status in the one twin, and with two in the other. The answers carry a number of their own, so that no two are the same byte for byte.',
  spec: describeWithAccounts('Notes', { ...shelfOperations('/notes', 'note_id', ['text']) }),
  expected: {
    vulnerable: [{ check: 'auth/account-enumeration', operation: 'POST /login', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/account-enumeration', operation: '(target)' }],
  },

  api(variant, world) {
    let requests = 0;
    const app = apiWithAccounts(world, {
      wrong: (call, isKnown) => {
        requests += 1;
        const error = variant === 'vulnerable' && isKnown ? 'wrong password' : 'unknown address or wrong password';
        return call.json({ error, request_id: `request-${requests}` }, 401, { 'WWW-Authenticate': 'Bearer' });
      },
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
