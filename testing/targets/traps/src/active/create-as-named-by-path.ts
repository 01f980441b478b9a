import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { alice, bob, idOf } from '../people.ts';
import { fieldsOf, missing } from '../small-api.ts';

interface Task {
  id: string;
  owner_id: string;
  text: string;
}

export const createAsNamedByPath = defineActiveTrap({
  id: 'create-as-named-by-path',
  title: 'A task for whoever the path names',
  why: 'Tasks are made below the user whom the path names. One twin asks whether that is the caller. The other puts tasks on the lists of others.',
  spec: describeWithAccounts('Tasks', {
    'POST /users/{user_id}/tasks': { body: ['text'] },
    'GET /users/{user_id}/tasks': {},
    'GET /tasks/{task_id}': {},
    'DELETE /tasks/{task_id}': {},
  }),
  expected: {
    vulnerable: [
      { check: 'bola/foreign-object-write', operation: 'POST /users/{user_id}/tasks', confidence: 'confirmed' },
    ],
    hardened: [],
    safe: [{ check: 'bola/foreign-object-write', operation: 'POST /users/{user_id}/tasks' }],
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
    app.post('/users/:user/tasks', async (call) => {
      const fields = await fieldsOf(call);
      if (typeof fields.text !== 'string') return call.json({ error: 'text is required' }, 400);
      const caller = call.get('caller').id;
      const named = call.req.param('user') ?? caller;
      if (variant === 'hardened' && named !== caller) return call.json({ error: 'only for yourself' }, 403);
      const task = { id: idOf(`task ${++count}`), owner_id: String(named), text: fields.text };
      tasks.set(task.id, task);
      return call.json(task, 201);
    });
    app.get('/users/:user/tasks', (call) => {
      if (call.req.param('user') !== call.get('caller').id) return missing(call);
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
