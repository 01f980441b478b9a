import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf, type Person } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const entries = [
  entry(alice, 'monday-morning', 'Interview at the other firm, take the back entrance.'),
  entry(alice, 'friday-evening', 'Call the number that the midwife gave me.'),
  entry(bob, 'monday-morning', 'Physiotherapy, and nobody at work needs to know.'),
  entry(bob, 'friday-evening', 'Bring the letters back before she misses them.'),
];

export const compositeKey = defineTrap({
  id: 'composite-key',
  title: 'A key of two parts',
  why: 'An entry is named by its calendar and its slot together, and all calendars have the same slots. Whoever exchanges the last part alone asks for an entry of his own.',
  spec: describeApi('Calendars', { 'GET /entries': {}, 'GET /calendars/{calendar_id}/entries/{slot}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /calendars/{calendar_id}/entries/{slot}'),

  api(variant) {
    const app = smallApi();
    app.get('/entries', (call) => {
      const own = entries.filter(({ owner }) => owner === call.get('caller').id);
      return call.json({ entries: own.map(({ shown: { calendar_id, slot } }) => ({ calendar_id, slot })) });
    });
    app.get('/calendars/:calendar/entries/:slot', (call) => {
      const { calendar, slot } = call.req.param();
      const found = entries.find(({ shown }) => shown.calendar_id === calendar && shown.slot === slot);
      return found !== undefined && mayRead(variant, found, call.get('caller'))
        ? call.json(found.shown)
        : missing(call);
    });
    return app;
  },
});

function entry(owner: Person, slot: string, text: string) {
  return { owner: owner.id, shown: { calendar_id: idOf(`calendar of ${owner.email}`), slot, text } };
}
