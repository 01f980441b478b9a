import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { alice, bob, idOf } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Task {
  id: string;
  owner_id: string;
  text: string;
}

export const createAsNamedByQuery = defineActiveTrap({
  id: 'create-as-named-by-query',
  title: 'A task for whoever the query names',
  why: 'Tasks are made for the user whom the query names, else for the caller. One twin takes the name from everybody. The other puts tasks on the lists of others.',
  spec: describeWithAccounts('Tasks', {
    'POST /tasks': { body: ['text'], optional: ['query owner_id'] },
    'GET /tasks': {},
    'GET /tasks/{task_id}': {},
    'DELETE /tasks/{task_id}': {},
  }),
  expected: {
    vulnerable: [{ check: 'bola/foreign-object-write', operation: 'POST /tasks', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'bola/foreign-object-write', operation: 'POST /tasks' }],
  },

  api(variant, world) {
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
    app.post('/tasks', async (call) => {
      const fields = await fieldsOf(call);
      if (typeof fields.text !== 'string') return call.json({ error: 'text is required' }, 400);
      const caller = call.get('caller').id;
      const named = call.req.query('owner_id') ?? caller;
      if (variant === 'hardened' && named !== caller) return call.json({ error: 'only for yourself' }, 403);
      const task = { id: idOf(`task ${++count}`), owner_id: String(named), text: fields.text };
      tasks.set(task.id, task);
      return call.json(task, 201);
    });
    app.get('/tasks', (call) => {
      const items = [...tasks.values()].filter((task) => task.owner_id === call.get('caller').id);
      return call.json({ items });
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
  },
});
