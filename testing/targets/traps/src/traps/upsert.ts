import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

export const upsert = defineTrap({
  id: 'upsert',
  title: 'A PUT that creates what is missing',
  why: 'PUT to an id that does not exist creates it, as DynamoDB does, so success of a foreign PUT would prove nothing by itself; and it leaves a mess in an API that was only to be read.',
  spec: describeApi('Recipes', {
    'GET /recipes': {},
    'GET /recipes/{recipe_id}': {},
    'PUT /recipes/{recipe_id}': { body: ['text'] },
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /recipes/{recipe_id}', { notTested: ['PUT /recipes/{recipe_id}'] }),

  api(variant) {
    const recipes = [
      kept(alice, idOf('recipe/alice'), {
        text: 'Grandmother put a spoon of coffee into the plum jam and told nobody.',
      }),
      kept(bob, idOf('recipe/bob'), { text: 'The dough rests in the cellar until the news are over.' }),
    ];
    const app = smallApi();
    listOwn(app, '/recipes', recipes);
    readOne(app, '/recipes', recipes, variant);
    app.put('/recipes/:id', async (call) => {
      const body: unknown = await call.req.json().catch(() => undefined);
      const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : undefined;
      if (typeof text !== 'string') return call.json({ error: 'a recipe needs a text' }, 400);
      const id = call.req.param('id');
      const index = recipes.findIndex((recipe) => recipe.id === id);
      if (index !== -1 && recipes[index]?.owner !== call.get('caller').id && variant === 'hardened')
        return missing(call);
      recipes.splice(index === -1 ? recipes.length : index, 1, kept(call.get('caller'), id, { text }));
      return call.json({ id, text });
    });
    return app;
  },
});
