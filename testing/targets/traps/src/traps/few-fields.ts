import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const records = [
  kept(alice, idOf('claim/alice'), {
    reason: 'Water from the flat above, twice since Easter.',
    ssn: '219-45-6789',
    street: 'Am Hafen 12, second floor',
    expert: 'Comes on Tuesday, rings twice',
    remark: 'Do not call during the night shift.',
  }),
  kept(bob, idOf('claim/bob'), {
    reason: 'The bellows were torn on the way back from Linz.',
    ssn: '323-54-9876',
    street: 'Mondscheingasse 4, in the yard',
    expert: 'Has seen it and was not amused',
    remark: 'The receipt is lost, the witness is not.',
  }),
];

export const fewFields = defineTrap({
  id: 'few-fields',
  title: 'One field too many',
  why: 'Others get a short form of the record with one field of five in it, and that is the social security number. A threshold for how much has to come back misses it.',
  spec: describeApi('Claims', { 'GET /claims': {}, 'GET /claims/{claim_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /claims/{claim_id}', { safe: [] }),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/claims', records);
    app.get('/claims/:id', (call) => {
      const claim = records.find(({ id }) => id === call.req.param('id'));
      if (claim === undefined) return missing(call);
      if (mayRead('hardened', claim, call.get('caller'))) return call.json(claim.shown);
      const { id = '', ssn = '' } = claim.shown;
      return call.json(variant === 'vulnerable' ? { id, state: 'open', ssn } : { id, state: 'open' });
    });
    return app;
  },
});
