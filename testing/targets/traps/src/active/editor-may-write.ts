import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const editorMayWrite = defineActiveTrap({
  id: 'editor-may-write',
  title: 'Documents with editors',
  why: 'A document names who may edit it, and whom its owner names may write to it. A new document names nobody, so that the writes of strangers to it are still a flaw.',
  spec: describeWithAccounts('Documents', {
    ...shelfOperations('/documents', 'document_id', ['text']),
    'POST /documents/{document_id}/editors': { body: ['email'] },
  }),
  expected: foreignWriteBy(['PATCH /documents/{document_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const documents = openShelf(world, { path: '/documents', noun: 'document', fields: ['text'] });
    const editors = new Map<string, string[]>();
    app.post('/documents/:id/editors', async (call) => {
      const document = documents.rows.get(call.req.param('id'));
      const { email } = await fieldsOf(call);
      if (document === undefined || !isOwn(document, call.get('caller'))) return missing(call);
      if (typeof email !== 'string') return call.json({ error: 'email is required' }, 400);
      editors.set(document.id, [...(editors.get(document.id) ?? []), email]);
      return call.json({ document_id: document.id, editors: editors.get(document.id) ?? [] });
    });
    documents.serve(app, {
      change: (document, caller) =>
        guardOf(variant)(document, caller) || editors.get(document.id)?.includes(caller.email) === true,
    });
    return app;
  },
});
