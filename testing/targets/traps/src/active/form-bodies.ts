import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';
import { missing } from '../small-api.ts';

const mediaType = 'application/x-www-form-urlencoded';

export const formBodies = defineActiveTrap({
  id: 'form-bodies',
  title: 'Writes by form',
  why: 'Entries are made and changed by forms, not by JSON, which is answered 415.',
  spec: describeWithAccounts('Guest books', {
    ...shelfOperations('/entries', 'entry_id', ['text'], { mediaType }),
    'POST /entries': { body: ['text'], mediaType },
  }),
  expected: foreignWriteBy(['PATCH /entries/{entry_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const entries = openShelf(world, { path: '/entries', noun: 'entry', fields: ['text'] });
    app.on(['POST', 'PATCH'], ['/entries', '/entries/:id'], async (call) => {
      if (call.req.header('Content-Type')?.startsWith(mediaType) !== true)
        return call.json({ error: 'unsupported media type' }, 415);
      const text = new URLSearchParams(await call.req.text()).get('text');
      if (text === null) return call.json({ error: 'text is required' }, 400);
      const id = call.req.param('id');
      if (id === undefined) return call.json(entries.add(call.get('caller'), { text }).shown, 201);
      const entry = entries.rows.get(id);
      if (entry === undefined || !(isOwn(entry, call.get('caller')) || guardOf(variant)(entry, call.get('caller'))))
        return missing(call);
      entry.shown.text = text;
      return call.json(entry.shown);
    });
    entries.serve(app);
    return app;
  },
});
