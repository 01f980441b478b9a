import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const parcels = [
  kept(alice, idOf('parcel/alice'), { content: 'The papers of the adoption, all four folders.' }),
  kept(bob, idOf('parcel/bob'), { content: 'A wig, dark brown, and the glue for it.' }),
];

export const idInBody = defineTrap({
  id: 'id-in-body',
  title: 'An id that stands in the body',
  why: 'Parcels are looked up by a POST whose body holds the id, which the user declares to be a read. Scanners that take every POST for a write leave it out; those that do not, do not know the body for a place of ids.',
  spec: describeApi('Parcels', { 'GET /parcels': {}, 'POST /parcels/lookup': { body: ['parcel_id'] } }),
  identities: aliceAndBob,
  reads: ['POST /parcels/lookup'],
  expected: foreignReadOf('POST /parcels/lookup'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/parcels', parcels);
    app.post('/parcels/lookup', async (call) => {
      const body: unknown = await call.req.json().catch(() => undefined);
      const id = typeof body === 'object' && body !== null && 'parcel_id' in body ? String(body.parcel_id) : undefined;
      const parcel = find(parcels, id, variant, call.get('caller'));
      return parcel === undefined ? missing(call) : call.json(parcel.shown);
    });
    return app;
  },
});
