import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const mailboxes = [
  kept(alice, idOf('mailbox/alice'), {
    newest: 'Your sister has asked us not to tell you, but we think you should know.',
  }),
  kept(bob, idOf('mailbox/bob'), { newest: 'The committee has decided against your appeal, with regret.' }),
];

export const idInHeader = defineTrap({
  id: 'id-in-header',
  title: 'An id that stands in a header',
  why: 'The address is the same for everybody, and a header says which mailbox is meant. Scanners that exchange parts of the address send the same request again and again.',
  spec: describeApi('Mail', {
    'GET /mailboxes': {},
    'GET /mailbox': { parameters: ['header X-Mailbox-Id'] },
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /mailbox'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/mailboxes', mailboxes);
    app.get('/mailbox', (call) => {
      const mailbox = find(mailboxes, call.req.header('X-Mailbox-Id'), variant, call.get('caller'));
      return mailbox === undefined ? missing(call) : call.json(mailbox.shown);
    });
    return app;
  },
});
