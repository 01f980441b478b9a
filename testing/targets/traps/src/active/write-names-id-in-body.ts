import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const writeNamesIdInBody = defineActiveTrap({
  id: 'write-names-id-in-body',
  title: 'A write that names its object in the body',
  why: 'Parcels are changed by a POST whose body holds the id. Scanners that look for ids in paths see a POST that makes something.',
  spec: describeWithAccounts('Parcels', {
    'POST /parcels': { body: ['content'] },
    'GET /parcels': {},
    'GET /parcels/{parcel_id}': {},
    'DELETE /parcels/{parcel_id}': {},
    'POST /parcels/relabel': { body: ['parcel_id', 'content'] },
  }),
  expected: foreignWriteBy(['POST /parcels/relabel']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const parcels = openShelf(world, { path: '/parcels', noun: 'parcel', fields: ['content'] });
    app.post('/parcels/relabel', async (call) => {
      const fields = await fieldsOf(call);
      const parcel = parcels.rows.get(String(fields.parcel_id));
      if (parcel === undefined || !guardOf(variant)(parcel, call.get('caller'))) return missing(call);
      Object.assign(parcel.shown, textsIn(fields, ['content']));
      return call.json(parcel.shown);
    });
    parcels.serve(app);
    return app;
  },
});
