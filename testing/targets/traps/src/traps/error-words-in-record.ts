import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const reports = [
  kept(alice, idOf('report/alice'), {
    title: 'Error: invalid',
    text: 'Error: invalid card. Access denied, it said, not found and failed, when I paid for the test at the pharmacy.',
  }),
  kept(bob, idOf('report/bob'), {
    title: 'Unauthorized',
    text: 'Forbidden: the machine at work showed an exception and kept my card overnight.',
  }),
];

export const errorWordsInRecord = defineTrap({
  id: 'error-words-in-record',
  title: 'A record that reads like an error',
  why: 'Users write down the error messages they saw. A scanner that knows refusals by their words throws away the very records that were disclosed, or takes a user’s words for an error of the server.',
  spec: describeApi('Incident reports', { 'GET /reports': {}, 'GET /reports/{report_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /reports/{report_id}'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/reports', reports, ['id', 'title']);
    readOne(app, '/reports', reports, variant);
    return app;
  },
});
