import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, members } from '../people.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const profiles = new Map([
  [alice.id, { about: 'Paints boats, mostly other people’s.', phone: '+4915112345678' }],
  [bob.id, { about: 'Repairs accordions and argues about tuning.', phone: '+4366012345678' }],
]);

export const publicPart = defineTrap({
  id: 'public-part',
  title: 'A profile of which others see a part',
  why: 'Every member sees the name of another and what it says about itself; the rest is for the owner. Most of a profile coming back is no leak while it is what the API shows on purpose.',
  spec: describeApi('Members', { 'GET /users/{user_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /users/{user_id}', { safe: [] }),

  api(variant) {
    const app = smallApi();
    app.get('/users/:id', (call) => {
      const person = members.find(({ id }) => id === call.req.param('id'));
      if (person === undefined) return missing(call);
      const { about = '', phone = '' } = profiles.get(person.id) ?? {};
      const seen = { id: person.id, name: person.name, about };
      const isWhole = variant === 'vulnerable' || person.id === call.get('caller').id;
      return call.json(isWhole ? { ...seen, email: person.email, phone } : seen);
    });
    return app;
  },
});
