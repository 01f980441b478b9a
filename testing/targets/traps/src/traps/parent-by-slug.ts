import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const workshops = [
  { slug: 'marlow-boats', owner: alice.id, order: 41, text: 'Varnish for the dinghy of the mayor, off the books.' },
  { slug: 'winterfeld-reeds', owner: bob.id, order: 77, text: 'New reeds for the choir, payable when it can.' },
];

export const parentBySlug = defineTrap({
  id: 'parent-by-slug',
  title: 'A parent that is called by its name',
  why: 'The parameter of the parent is called like the resource, `{workshop}`, and takes its slug; the order below it takes a number. Scanners that look for ids by name do not get below the first level.',
  spec: describeApi('Workshops', {
    'GET /workshops': {},
    'GET /workshops/{workshop}/orders': {},
    'GET /workshops/{workshop}/orders/{order}': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /workshops/{workshop}/orders/{order}'),

  api(variant) {
    const app = smallApi();
    app.get('/workshops', (call) => {
      const own = workshops.filter(({ owner }) => owner === call.get('caller').id);
      return call.json(own.map(({ slug }) => ({ slug })));
    });
    app.get('/workshops/:slug/orders', (call) => {
      const workshop = workshops.find(({ slug }) => slug === call.req.param('slug'));
      if (workshop?.owner !== call.get('caller').id) return missing(call);
      return call.json([{ number: workshop.order }]);
    });
    app.get('/workshops/:slug/orders/:order', (call) => {
      const workshop = workshops.find(({ slug }) => slug === call.req.param('slug'));
      const isFound = workshop !== undefined && String(workshop.order) === call.req.param('order');
      if (!isFound || !mayRead(variant, workshop, call.get('caller'))) return missing(call);
      return call.json({ number: workshop.order, text: workshop.text });
    });
    return app;
  },
});
