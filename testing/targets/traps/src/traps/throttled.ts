import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const bookings = [
  kept(alice, idOf('booking/alice'), { wish: 'A room that my former husband would not think of.' }),
  kept(bob, idOf('booking/bob'), { wish: 'Two beds, and please no rose petals this time.' }),
];

export const throttled = defineTrap({
  id: 'throttled',
  title: 'Answers that ask to come back later',
  why: 'Every booking that a caller asks for is first answered 429, and properly when asked again. Taken for a refusal, 429 hides the flaw; taken for an answer, it is compared with the data.',
  spec: describeApi('Bookings', { 'GET /bookings': {}, 'GET /bookings/{booking_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /bookings/{booking_id}'),

  api(variant) {
    const asked = new Set<string>();
    const app = smallApi();
    listOwn(app, '/bookings', bookings);
    app.use('/bookings/:id', async (call, next) => {
      const question = `${call.get('caller').id} ${call.req.path}`;
      if (asked.has(question)) return next();
      asked.add(question);
      return call.json({ error: 'too many requests' }, 429, { 'Retry-After': '0' });
    });
    readOne(app, '/bookings', bookings, variant);
    return app;
  },
});
