import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { alice, bob, idOf } from '../people.ts';
import { type Kept, kept } from '../records.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

const comments = '/articles/{article_id}/comments';

export const commentInOwnName = defineActiveTrap({
  id: 'comment-in-own-name',
  title: 'Comments of others, which are meant',
  why: 'Everybody may read articles and comment on them. Adding a comment below the article of somebody else is what comments are for; doing it in the name of somebody else, by a field of the body, is not.',
  spec: describeWithAccounts('Articles', {
    ...shelfOperations('/articles', 'article_id', ['text']),
    [`POST ${comments}`]: {
      schema: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' }, author_id: { type: 'string' } },
      },
    },
    [`GET ${comments}`]: {},
    'DELETE /comments/{comment_id}': {},
  }),
  expected: {
    vulnerable: [{ check: 'bola/foreign-object-write', operation: `POST ${comments}`, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'bola/foreign-object-write', operation: `POST ${comments}` }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const articles = openShelf(world, { path: '/articles', noun: 'article', fields: ['text'] });
    const first = [alice, bob].map((person) =>
      commentOf(person.id, `comment of ${person.email}`, 'none', 'Well said.'),
    );
    const rows = world.table<Kept>('comment', first, ({ id }) => id);
    let count = 0;
    app.get('/articles', (call) => call.json({ items: [...articles.rows.values()].map(({ shown }) => shown) }));
    app.post('/articles/:article/comments', async (call) => {
      const article = articles.rows.get(call.req.param('article'));
      const { text, author_id: named } = await fieldsOf(call);
      if (article === undefined) return missing(call);
      if (typeof text !== 'string') return call.json({ error: 'text is required' }, 400);
      const author = variant === 'vulnerable' && typeof named === 'string' ? named : call.get('caller').id;
      const comment = commentOf(author, `comment ${++count}`, article.id, text);
      rows.set(comment.id, comment);
      return call.json(comment.shown, 201);
    });
    app.get('/articles/:article/comments', (call) => {
      const below = [...rows.values()].filter(({ shown }) => shown.article_id === call.req.param('article'));
      return call.json({ items: below.map(({ shown }) => shown) });
    });
    app.delete('/comments/:id', (call) => {
      const comment = rows.get(call.req.param('id'));
      if (comment === undefined || comment.owner !== call.get('caller').id) return missing(call);
      rows.delete(comment.id);
      return call.body(null, 204);
    });
    articles.serve(app, { read: () => true });
    return app;
  },
});

function commentOf(author: string, name: string, article: string, text: string): Kept {
  return { ...kept(alice, idOf(name), { article_id: article, author_id: author, text }), owner: author };
}
