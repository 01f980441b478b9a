import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf, members } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const motto = new Map([
  [alice.id, 'Better a crooked picture than an empty wall.'],
  [bob.id, 'First the coffee, then the minutes of the meeting.'],
]);
const ballots = [
  kept(alice, idOf('ballot/alice'), { vote: 'Against the new statutes, and against the treasurer.' }),
  kept(bob, idOf('ballot/bob'), { vote: 'For the new statutes, with a bad conscience.' }),
];

export const memberDirectory = defineTrap({
  id: 'member-directory',
  title: 'A directory for all members',
  why: 'Members see each other in a directory and by id, visitors see nobody. The answer holds what a person wrote about herself and is refused to the anonymous, just as a leak would be.',
  spec: describeApi('Club', {
    'GET /members': {},
    'GET /members/{member_id}': {},
    'GET /ballots': {},
    'GET /ballots/{ballot_id}': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /ballots/{ballot_id}'),

  api(variant) {
    const app = smallApi();
    const entries = members.map(({ id, name }) => ({ id, name, motto: motto.get(id) ?? '' }));
    app.get('/members', (call) => call.json({ members: entries }));
    app.get('/members/:id', (call) => {
      const entry = entries.find(({ id }) => id === call.req.param('id'));
      return entry === undefined ? missing(call) : call.json(entry);
    });
    listOwn(app, '/ballots', ballots);
    readOne(app, '/ballots', ballots, variant);
    return app;
  },
});
