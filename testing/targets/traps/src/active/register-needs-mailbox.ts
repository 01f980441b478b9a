import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const registerNeedsMailbox = defineActiveTrap({
  id: 'register-needs-mailbox',
  title: 'A registration that sends a link by mail',
  why: 'The account exists after registration, and signs in when the link in a mail was followed. The scan has no mailbox: it can do nothing but name the account that it leaves behind.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    accounts: 1,
    registration: 'confirm',
    leftovers: [{ noun: 'account', reason: 'cannot sign in' }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      refuseLogin: (call) => call.json({ error: 'confirm your email address first' }, 403),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
