import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, mayRead, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

export const idempotentDelete = defineTrap({
  id: 'idempotent-delete',
  title: 'A DELETE that always succeeds',
  why: 'DELETE answers 204 for what is there, for what is not and for what belongs to somebody else, so its status proves nothing; a scan that tries it destroys data and then misses the objects it wanted to read.',
  spec: describeApi('Photographs', {
    'GET /photos': {},
    'GET /photos/{photo_id}': {},
    'DELETE /photos/{photo_id}': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /photos/{photo_id}', { notTested: ['DELETE /photos/{photo_id}'] }),

  api(variant) {
    const photos = [
      kept(alice, idOf('photo/alice'), { caption: 'Mother in the garden of the clinic, two days before.' }),
      kept(bob, idOf('photo/bob'), { caption: 'The dent in the door of the car that I have not reported.' }),
    ];
    const app = smallApi();
    listOwn(app, '/photos', photos);
    readOne(app, '/photos', photos, variant);
    app.delete('/photos/:id', (call) => {
      const index = photos.findIndex(({ id }) => id === call.req.param('id'));
      const photo = photos[index];
      if (photo !== undefined && mayRead(variant, photo, call.get('caller'))) photos.splice(index, 1);
      return call.body(null, 204);
    });
    return app;
  },
});
