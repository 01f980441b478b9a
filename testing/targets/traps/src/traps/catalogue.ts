import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const articles = [
  {
    id: idOf('article/1'),
    seller_id: alice.id,
    title: 'Oak shelf',
    text: 'Two metres wide, oiled by hand last spring.',
  },
  {
    id: idOf('article/2'),
    seller_id: bob.id,
    title: 'Cello bow',
    text: 'Silver mounted, with a small crack at the frog.',
  },
];
const offers = [
  kept(alice, idOf('offer/alice'), { text: 'I would go down to ninety if he collects it this week.', floor: 90 }),
  kept(bob, idOf('offer/bob'), { text: 'Ask for four hundred and accept three hundred and fifty.', floor: 350 }),
];

export const catalogue = defineTrap({
  id: 'catalogue',
  title: 'A catalogue that names its sellers',
  why: 'Articles bear the id of the user who sells them, and every user and visitor may read them all, with more in the detail than in the list. What the seller is ready to accept is another matter.',
  spec: describeApi('Market', {
    'GET /articles': { isSilent: true },
    'GET /articles/{article_id}': { isSilent: true },
    'GET /offers': {},
    'GET /offers/{offer_id}': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /offers/{offer_id}'),

  api(variant) {
    const app = smallApi({ open: [/^\/articles(?:\/[^/]+)?$/] });
    app.get('/articles', (call) => call.json({ articles: articles.map(({ id, title }) => ({ id, title })) }));
    app.get('/articles/:id', (call) => {
      const article = articles.find(({ id }) => id === call.req.param('id'));
      return article === undefined ? missing(call) : call.json(article);
    });
    listOwn(app, '/offers', offers);
    readOne(app, '/offers', offers, variant);
    return app;
  },
});
