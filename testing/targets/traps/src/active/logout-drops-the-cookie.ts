import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { openShelf, shelfOperations } from '../shelf.ts';

const description = describeWithAccounts('Notes', {
  ...shelfOperations('/notes', 'note_id', ['text']),
  'POST /logout': {},
});

export const logoutDropsTheCookie = defineActiveTrap({
  id: 'logout-drops-the-cookie',
  title: 'A logout that only asks the client to forget',
  why: 'Sessions are cookies, and a logout answers with an expired one. A client that obeys is signed out; whoever kept the old cookie is so in one twin alone.',
  spec: {
    ...description,
    components: { securitySchemes: { bearer: { type: 'apiKey', in: 'cookie', name: 'session' } } },
  },
  expected: {
    vulnerable: [{ check: 'auth/token-survives-logout', operation: 'POST /logout', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'auth/token-survives-logout', operation: '(target)' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, { usesCookies: true, endsSessions: variant === 'hardened' });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app);
    return app;
  },
});
