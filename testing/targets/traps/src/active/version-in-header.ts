import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const versionInHeader = defineActiveTrap({
  id: 'version-in-header',
  title: 'Writes that must say If-Match',
  why: 'Pages have an ETag, and a change without If-Match is answered 428 (RFC 6585), one with an old tag 412 (RFC 9110), whoever asks.',
  spec: describeWithAccounts('Pages', {
    ...shelfOperations('/pages', 'page_id', ['text'], { parameters: ['header If-Match'] }),
  }),
  expected: foreignWriteBy(['PATCH /pages/{page_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const pages = openShelf(world, { path: '/pages', noun: 'page', fields: ['text'] });
    const versions = new Map<string, number>();
    const tagOf = (id: string): string => `"v${versions.get(id) ?? 1}"`;
    app.get('/pages/:id', async (call, next) => {
      const page = pages.rows.get(call.req.param('id'));
      if (page === undefined || !isOwn(page, call.get('caller'))) return next();
      return call.json(page.shown, 200, { ETag: tagOf(page.id) });
    });
    app.patch('/pages/:id', async (call) => {
      const page = pages.rows.get(call.req.param('id'));
      if (page === undefined || !guardOf(variant)(page, call.get('caller'))) return missing(call);
      const match = call.req.header('If-Match');
      if (match === undefined) return call.json({ error: 'say If-Match' }, 428);
      if (match !== '*' && match !== tagOf(page.id)) return call.json({ error: 'the page has changed' }, 412);
      versions.set(page.id, (versions.get(page.id) ?? 1) + 1);
      Object.assign(page.shown, textsIn(await fieldsOf(call), ['text']));
      return call.json(page.shown);
    });
    pages.serve(app);
    return app;
  },
});
