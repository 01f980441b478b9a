import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const writeAnswers500 = defineActiveTrap({
  id: 'write-answers-500',
  title: 'A write that works and answers 500',
  why: 'The reminder is changed before the mail about it fails, for its owner and, in one twin, for everybody. Whoever believes the status sees neither the damage nor that the refusal of strangers is one.',
  spec: describeWithAccounts('Reminders', shelfOperations('/reminders', 'reminder_id', ['text'])),
  expected: foreignWriteBy(['PATCH /reminders/{reminder_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const reminders = openShelf(world, { path: '/reminders', noun: 'reminder', fields: ['text'] });
    app.patch('/reminders/:id', async (call) => {
      const reminder = reminders.rows.get(call.req.param('id'));
      if (reminder === undefined || !guardOf(variant)(reminder, call.get('caller'))) return missing(call);
      Object.assign(reminder.shown, textsIn(await fieldsOf(call), ['text']));
      return call.json({ error: 'something went wrong' }, 500);
    });
    reminders.serve(app);
    return app;
  },
});
