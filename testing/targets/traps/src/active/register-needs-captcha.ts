import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const registerNeedsCaptcha = defineActiveTrap({
  id: 'register-needs-captcha',
  title: 'A registration that asks for a captcha',
  why: 'Only a person can register. A scan that sends made-up answers is refused for ever; it has to say what stands in the way, and report nothing.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    accounts: 0,
    registration: 'captcha',
  },

  api(variant, world) {
    const app = apiWithAccounts(world, {
      refuse: ({ captcha_token: token }, call) =>
        token === 'solved' ? undefined : call.json({ error: 'captcha verification failed' }, 400),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
