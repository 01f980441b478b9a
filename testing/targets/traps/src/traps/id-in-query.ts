import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const certificates = [
  kept(alice, idOf('certificate/alice'), { finding: 'Not fit for night work until the end of the treatment.' }),
  kept(bob, idOf('certificate/bob'), { finding: 'May drive again, but not for hire and not at dusk.' }),
];

export const idInQuery = defineTrap({
  id: 'id-in-query',
  title: 'An id that stands in the query',
  why: 'The path holds no id: which certificate is meant stands in a query parameter. Scanners that look for templates in paths find nothing to exchange.',
  spec: describeApi('Certificates', {
    'GET /certificates': {},
    'GET /certificates/view': { parameters: ['query certificate_id'] },
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /certificates/view'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/certificates', certificates);
    app.get('/certificates/view', (call) => {
      const certificate = find(certificates, call.req.query('certificate_id'), variant, call.get('caller'));
      return certificate === undefined ? missing(call) : call.json(certificate.shown);
    });
    return app;
  },
});
