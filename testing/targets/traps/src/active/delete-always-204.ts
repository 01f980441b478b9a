import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf } from '../shelf.ts';

export const deleteAlways204 = defineActiveTrap({
  id: 'delete-always-204',
  title: 'A DELETE that always succeeds',
  why: 'DELETE answers 204 for what is there, for what is not and for what belongs to somebody else, so neither the success of a stranger nor that of the tidying up says anything.',
  spec: describeWithAccounts('Photographs', {
    'POST /photos': { body: ['caption'] },
    'GET /photos': {},
    'GET /photos/{photo_id}': {},
    'DELETE /photos/{photo_id}': {},
  }),
  expected: foreignWriteBy(['DELETE /photos/{photo_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const photos = openShelf(world, { path: '/photos', noun: 'photo', fields: ['caption'] });
    app.delete('/photos/:id', (call) => {
      const photo = photos.rows.get(call.req.param('id'));
      if (photo !== undefined && guardOf(variant)(photo, call.get('caller'))) photos.rows.delete(photo.id);
      return call.body(null, 204);
    });
    photos.serve(app);
    return app;
  },
});
