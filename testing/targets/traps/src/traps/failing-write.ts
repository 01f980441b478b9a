import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, listOwn, readOne } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

export const failingWrite = defineTrap({
  id: 'failing-write',
  title: 'A write that works and answers 500',
  why: 'The record is changed before the mail about it fails, so the answer is 500 and the damage is done. A status says the write did not happen, and a scan that only meant to look has changed data.',
  spec: describeApi('Reminders', {
    'GET /reminders': {},
    'GET /reminders/{reminder_id}': {},
    'PATCH /reminders/{reminder_id}': { body: ['text'] },
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /reminders/{reminder_id}', { notTested: ['PATCH /reminders/{reminder_id}'] }),

  api(variant) {
    const reminders = [
      kept(alice, idOf('reminder/alice'), { text: 'Ring the lawyer back before she leaves for the holidays.' }),
      kept(bob, idOf('reminder/bob'), { text: 'Take the old insulin out of the fridge at work.' }),
    ];
    const app = smallApi();
    listOwn(app, '/reminders', reminders);
    readOne(app, '/reminders', reminders, variant);
    app.patch('/reminders/:id', async (call) => {
      const reminder = find(reminders, call.req.param('id'), variant, call.get('caller'));
      if (reminder === undefined) return missing(call);
      const body: unknown = await call.req.json().catch(() => undefined);
      if (typeof body === 'object' && body !== null && 'text' in body) reminder.shown.text = String(body.text);
      return call.json({ error: 'something went wrong' }, 500);
    });
    return app;
  },
});
