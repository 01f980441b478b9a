import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { alice, bob, type Person } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Recipe {
  owner: string;
  slug: string;
  text: string;
}

export const putMakesATwin = defineActiveTrap({
  id: 'put-makes-a-twin',
  title: 'A PUT that makes what is missing, under a name that the client chooses',
  why: "Everybody may PUT to every name. Where recipes are kept by owner and name, a stranger's PUT makes a recipe of the stranger's own under the same name, which is no flaw but has to be taken away again; where they are kept by name alone, it replaces the owner's.",
  spec: describeWithAccounts('Recipes', {
    'GET /recipes': {},
    'PUT /recipes/{slug}': { body: ['text'] },
    'GET /recipes/{slug}': {},
    'DELETE /recipes/{slug}': {},
  }),
  expected: foreignWriteBy(['PUT /recipes/{slug}'], {
    safe: ['PUT', 'DELETE'].map((method) => ({
      check: 'bola/foreign-object-write',
      operation: `${method} /recipes/{slug}`,
    })),
  }),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const first = [alice, bob].map(({ id, name }) => ({ owner: id, slug: 'plum-jam', text: `Plum jam of ${name}` }));
    const keyOf = ({ owner, slug }: Recipe): string => `${owner}/${slug}`;
    const recipes = world.table<Recipe>('recipe', first, keyOf, ({ slug }) => slug);
    const own = (caller: Person, slug: string): Recipe | undefined => recipes.get(`${caller.id}/${slug}`);
    app.get('/recipes', (call) => {
      const items = [...recipes.values()].filter(({ owner }) => owner === call.get('caller').id);
      return call.json({ items: items.map(({ slug, text }) => ({ slug, text })) });
    });
    app.get('/recipes/:slug', (call) => {
      const recipe = own(call.get('caller'), call.req.param('slug'));
      return recipe === undefined ? missing(call) : call.json({ slug: recipe.slug, text: recipe.text });
    });
    app.put('/recipes/:slug', async (call) => {
      const { text } = await fieldsOf(call);
      if (typeof text !== 'string') return call.json({ error: 'text is required' }, 400);
      const slug = call.req.param('slug');
      const there = [...recipes.values()].find((recipe) => recipe.slug === slug);
      const owner = variant === 'vulnerable' && there !== undefined ? there.owner : call.get('caller').id;
      const recipe: Recipe = { owner, slug, text };
      recipes.set(keyOf(recipe), recipe);
      return call.json({ slug, text });
    });
    app.delete('/recipes/:slug', (call) => {
      const recipe = own(call.get('caller'), call.req.param('slug'));
      if (recipe === undefined) return missing(call);
      recipes.delete(keyOf(recipe));
      return call.body(null, 204);
    });
    return app;
  },
});
