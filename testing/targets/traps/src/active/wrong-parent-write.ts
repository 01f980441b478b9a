import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { alice, bob, idOf } from '../people.ts';
import { type Kept, kept } from '../records.ts';
import { isOwn, textsIn } from '../shelf.ts';
import { type Call, fieldsOf, missing } from '../small-api.ts';

const item = '/users/{user_id}/posts/{post_id}';

export const wrongParentWrite = defineActiveTrap({
  id: 'wrong-parent-write',
  title: 'Writes that look at the parent alone',
  why: 'Whoever names somebody else in the path is refused. Whoever names himself and the post of somebody else is refused by one twin, too; the other looks at the parent and then takes the post by its id.',
  spec: describeWithAccounts('Posts', {
    'POST /users/{user_id}/posts': { body: ['text'] },
    'GET /users/{user_id}/posts': {},
    [`GET ${item}`]: {},
    [`PUT ${item}`]: { body: ['text'] },
    [`DELETE ${item}`]: {},
  }),
  expected: {
    vulnerable: ['PUT', 'DELETE'].map((method) => ({
      check: 'bola/foreign-object-write',
      operation: `${method} ${item}`,
      confidence: 'confirmed' as const,
    })),
    hardened: [],
    safe: ['PUT', 'DELETE'].map((method) => ({ check: 'bola/foreign-object-write', operation: `${method} ${item}` })),
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const first = [alice, bob].map((person) => kept(person, idOf(`post of ${person.email}`), { text: person.name }));
    const posts = world.table('post', first, ({ id }) => id);
    let count = 0;
    const isSelf = (call: Call): boolean => call.req.param('user') === call.get('caller').id;
    const found = (call: Call, isLoose: boolean): Kept | undefined => {
      const post = posts.get(call.req.param('id') ?? '');
      return isSelf(call) && post !== undefined && (isLoose || isOwn(post, call.get('caller'))) ? post : undefined;
    };
    app.post('/users/:user/posts', async (call) => {
      if (!isSelf(call)) return missing(call);
      const post = kept(call.get('caller'), idOf(`post ${++count}`), textsIn(await fieldsOf(call), ['text']));
      posts.set(post.id, post);
      return call.json(post.shown, 201);
    });
    app.get('/users/:user/posts', (call) => {
      if (!isSelf(call)) return missing(call);
      return call.json({
        items: [...posts.values()].filter((post) => isOwn(post, call.get('caller'))).map(({ shown }) => shown),
      });
    });
    app.get('/users/:user/posts/:id', (call) => {
      const post = found(call, false);
      return post === undefined ? missing(call) : call.json(post.shown);
    });
    app.put('/users/:user/posts/:id', async (call) => {
      const post = found(call, variant === 'vulnerable');
      if (post === undefined) return missing(call);
      Object.assign(post.shown, textsIn(await fieldsOf(call), ['text']));
      return call.json(post.shown);
    });
    app.delete('/users/:user/posts/:id', (call) => {
      const post = found(call, variant === 'vulnerable');
      if (post === undefined) return missing(call);
      posts.delete(post.id);
      return call.body(null, 204);
    });
    return app;
  },
});
