import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const markerNormalised = defineActiveTrap({
  id: 'marker-normalised',
  title: 'Texts that are kept otherwise than they were sent',
  why: 'What is written comes back trimmed, in small letters, escaped for HTML and inside a sentence. Whoever looks for the very text that was sent finds nothing.',
  spec: describeWithAccounts('Wishes', shelfOperations('/wishes', 'wish_id', ['text'])),
  expected: foreignWriteBy(['PATCH /wishes/{wish_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const wishes = openShelf(world, { path: '/wishes', noun: 'wish', fields: ['text'] });
    app.patch('/wishes/:id', async (call) => {
      const wish = wishes.rows.get(call.req.param('id'));
      if (wish === undefined || !guardOf(variant)(wish, call.get('caller'))) return missing(call);
      wish.shown.text = `&laquo;${escaped(
        String((await fieldsOf(call)).text)
          .trim()
          .toLowerCase(),
      )}&raquo;`;
      return call.json({ message: 'saved' });
    });
    wishes.serve(app);
    return app;
  },
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
