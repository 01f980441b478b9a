import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { alice, bob, idOf, type Person } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Letter {
  id: string;
  owner: string;
  text: string;
  state: 'kept' | 'deleted';
}

export const deleteMarks = defineActiveTrap({
  id: 'delete-marks',
  title: 'A DELETE that only marks',
  why: 'A deleted letter disappears from the list, but its address still gives it, with the state "deleted". Whoever waits for 404 sees no harm in the deletions of strangers, and takes what was tidied up for left over.',
  spec: describeWithAccounts('Letters', {
    'POST /letters': { body: ['text'] },
    'GET /letters': {},
    'GET /letters/{letter_id}': {},
    'DELETE /letters/{letter_id}': {},
  }),
  expected: foreignWriteBy(['DELETE /letters/{letter_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const first = [alice, bob].map((person) => letterOf(person, idOf(`letter of ${person.email}`), 'Dear mother'));
    const letters = world.table('letter', first, ({ id }) => id);
    const trash = new Map<string, Letter>();
    const found = (id: string, caller: Person): Letter | undefined => {
      const letter = letters.get(id) ?? trash.get(id);
      return letter?.owner === caller.id ? letter : undefined;
    };
    app.post('/letters', async (call) => {
      const { text } = await fieldsOf(call);
      if (typeof text !== 'string') return call.json({ error: 'text is required' }, 400);
      const letter = letterOf(call.get('caller'), idOf(`letter ${letters.size + trash.size}`), text);
      letters.set(letter.id, letter);
      return call.json(shown(letter), 201);
    });
    app.get('/letters', (call) => {
      const own = [...letters.values()].filter(({ owner }) => owner === call.get('caller').id);
      return call.json({ items: own.map(shown) });
    });
    app.get('/letters/:id', (call) => {
      const letter = found(call.req.param('id'), call.get('caller'));
      return letter === undefined ? missing(call) : call.json(shown(letter));
    });
    app.delete('/letters/:id', (call) => {
      const letter = letters.get(call.req.param('id'));
      if (letter === undefined || (variant === 'hardened' && letter.owner !== call.get('caller').id))
        return missing(call);
      letters.delete(letter.id);
      trash.set(letter.id, { ...letter, state: 'deleted' });
      return call.body(null, 204);
    });
    return app;
  },
});

function letterOf({ id: owner }: Person, id: string, text: string): Letter {
  return { id, owner, text, state: 'kept' };
}

function shown({ id, text, state }: Letter) {
  return { id, text, state };
}
