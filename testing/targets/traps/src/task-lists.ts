import { apiWithAccounts } from './accounts.ts';
import { alice, bob, idOf } from './people.ts';
import { type App, type Call, fieldsOf, missing } from './small-api.ts';
import type { Variant } from './trap.ts';
import type { World } from './world.ts';

interface Task {
  id: string;
  owner_id: string;
  text: string;
}

/** Where tasks are made and listed, and whom a request names as the owner of a new one. */
interface TaskLists {
  collection: string;
  named(call: Call, fields: Awaited<ReturnType<typeof fieldsOf>>): unknown;
}

/** Tasks that are made for whoever a request names. The hardened twin lets nobody name anybody else. */
export function taskLists(variant: Variant, world: World, { collection, named }: TaskLists): App {
  const app = apiWithAccounts(world);
  const first: Task[] = [alice, bob].map(({ id, email }) => ({
    id: idOf(`task of ${email}`),
    owner_id: id,
    text: email,
  }));
  const tasks = world.table('task', first, ({ id }) => id);
  let count = 0;
  const own = (id: string, caller: string): Task | undefined =>
    tasks.get(id)?.owner_id === caller ? tasks.get(id) : undefined;
  app.post(collection, async (call) => {
    const fields = await fieldsOf(call);
    if (typeof fields.text !== 'string') return call.json({ error: 'text is required' }, 400);
    const caller = call.get('caller').id;
    const owner = named(call, fields) ?? caller;
    if (variant === 'hardened' && owner !== caller) return call.json({ error: 'only for yourself' }, 403);
    const task = { id: idOf(`task ${++count}`), owner_id: String(owner), text: fields.text };
    tasks.set(task.id, task);
    return call.json(task, 201);
  });
  app.get(collection, (call) => {
    const caller = call.get('caller').id;
    const listed = (call.req.param('user') as string | undefined) ?? caller;
    if (listed !== caller) return missing(call);
    return call.json({ items: [...tasks.values()].filter((task) => task.owner_id === caller) });
  });
  app.get('/tasks/:id', (call) => {
    const task = own(call.req.param('id'), call.get('caller').id);
    return task === undefined ? missing(call) : call.json(task);
  });
  app.delete('/tasks/:id', (call) => {
    const task = own(call.req.param('id'), call.get('caller').id);
    if (task === undefined) return missing(call);
    tasks.delete(task.id);
    return call.body(null, 204);
  });
  return app;
}
