import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, members } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const profiles = new Map([
  [alice.id, { bio: 'Paints boats, mostly other people’s.', town: 'Flensburg' }],
  [bob.id, { bio: 'Repairs accordions and argues about tuning.', town: 'Graz' }],
]);
const wishes = new Map([
  [alice.id, { owner: alice.id, text: 'A week without anybody asking how the treatment is going.' }],
  [bob.id, { owner: bob.id, text: 'That the letter from the court would finally arrive.' }],
]);

export const publicProfile = defineTrap({
  id: 'public-profile',
  title: 'A profile that is there for everybody',
  why: "One user reads another user's profile by id, with its owner's name in it. It is meant for everybody, signed in or not; the wish list of the same user is not.",
  spec: describeApi('Profiles', { 'GET /users/{user_id}': { isOpen: true }, 'GET /users/{user_id}/wishes': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /users/{user_id}/wishes'),

  api(variant) {
    const app = smallApi({ open: [/^\/users\/[^/]+$/] });
    app.get('/users/:id', (call) => {
      const person = members.find(({ id }) => id === call.req.param('id'));
      if (person === undefined) return missing(call);
      return call.json({ id: person.id, name: person.name, ...profiles.get(person.id) });
    });
    app.get('/users/:id/wishes', (call) => {
      const wish = wishes.get(call.req.param('id'));
      if (wish === undefined || !mayRead(variant, wish, call.get('caller'))) return missing(call);
      return call.json({ text: wish.text });
    });
    return app;
  },
});
