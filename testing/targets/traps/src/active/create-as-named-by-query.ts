import { describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { taskLists } from '../task-lists.ts';

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

  api: (variant, world) =>
    taskLists(variant, world, { collection: '/tasks', named: (call) => call.req.query('owner_id') }),
});
