import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, mayRead, ownOf } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap } from '../trap.ts';

const scans = [
  kept(alice, idOf('scan/alice'), { reading: 'A shadow of four millimetres, to be looked at again in May.' }),
  kept(bob, idOf('scan/bob'), { reading: 'Old fracture of the wrist, healed, no further questions.' }),
];
const operation = 'GET /users/{user_id}/scans/{scan_id}';

export const nestedOwnerMismatch = defineTrap({
  id: 'nested-owner-mismatch',
  title: 'A parent that is checked and a child that is not',
  why: "The parent in the path must be the caller, so the owner's own address is refused to strangers and all looks well. Under the stranger's own parent the owner's child is served: the two were never compared.",
  spec: describeApi('Radiology', { 'GET /users/{user_id}/scans': {}, [operation]: {} }),
  identities: aliceAndBob,
  expected: {
    vulnerable: [{ check: 'bola/nested-parent-mismatch', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [
      { check: 'bola/nested-parent-mismatch', operation },
      { check: 'bola/foreign-object-read', operation },
    ],
  },

  api(variant) {
    const app = smallApi();
    app.use('/users/:user/*', (call, next) => {
      return call.req.param('user') === call.get('caller').id ? next() : Promise.resolve(missing(call));
    });
    app.get('/users/:user/scans', (call) => {
      return call.json({ scans: ownOf(scans, call.get('caller')).map(({ id = null }) => ({ id })) });
    });
    app.get('/users/:user/scans/:id', (call) => {
      const scan = scans.find(({ id }) => id === call.req.param('id'));
      return scan !== undefined && mayRead(variant, scan, call.get('caller')) ? call.json(scan.shown) : missing(call);
    });
    return app;
  },
});
