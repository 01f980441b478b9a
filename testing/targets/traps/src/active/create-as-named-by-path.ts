import { describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { taskLists } from '../task-lists.ts';

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

  api: (variant, world) =>
    taskLists(variant, world, { collection: '/users/:user/tasks', named: (call) => call.req.param('user') }),
});
