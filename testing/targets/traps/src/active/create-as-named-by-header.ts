import { describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { taskLists } from '../task-lists.ts';

export const createAsNamedByHeader = defineActiveTrap({
  id: 'create-as-named-by-header',
  title: 'A task for whoever a header names',
  why: 'Tasks are made for the user whom a header names, else for the caller. One twin takes the name from everybody. The other puts tasks on the lists of others.',
  spec: describeWithAccounts('Tasks', {
    'POST /tasks': { body: ['text'], optional: ['header X-User-Id'] },
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
    taskLists(variant, world, { collection: '/tasks', named: (call) => call.req.header('X-User-Id') }),
});
