import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, ownOf, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const parcels = [
  kept(alice, idOf('parcel/alice'), { contents: 'A walking frame, to be left with the neighbour on the left.' }),
  kept(bob, idOf('parcel/bob'), { contents: 'Two reed plates and the wrong size of leather straps.' }),
];

export const addressOnlyId = defineTrap({
  id: 'address-only-id',
  title: 'An id that stands only in the address of a record',
  why: 'The list is hypermedia: its rows have no id but an address of their own, `_links.self.href`. Scanners that look for fields called id find no object.',
  spec: describeApi('Parcels', { 'GET /parcels': {}, 'GET /parcels/{parcel_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /parcels/{parcel_id}'),

  api(variant) {
    const app = smallApi();
    app.get('/parcels', (call) => {
      const own = ownOf(parcels, call.get('caller'));
      const rows = own.map(({ id }) => ({ state: 'on its way', _links: { self: { href: `/parcels/${id}` } } }));
      return call.json({ _links: { self: { href: '/parcels' } }, _embedded: { parcels: rows } });
    });
    readOne(app, '/parcels', parcels, variant);
    return app;
  },
});
