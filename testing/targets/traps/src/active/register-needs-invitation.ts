import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const registerNeedsInvitation = defineActiveTrap({
  id: 'register-needs-invitation',
  title: 'A registration by invitation',
  why: 'Whoever registers shows an invitation that somebody else sent. The description does not say so, and no made-up one is taken.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    accounts: 0,
    registration: 'invitation',
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      refuse: ({ invitation_code: code }, call) =>
        code === 'sent-by-a-friend' ? undefined : call.json({ error: 'a valid invitation code is required' }, 403),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
