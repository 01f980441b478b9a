import { describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { taskLists } from '../task-lists.ts';

export const createAsNamedByBody = defineActiveTrap({
  id: 'create-as-named-by-body',
  title: 'A task for whoever the body names',
  why: 'Tasks are made for the user whom the body names, else for the caller. One twin takes the name from everybody. The other puts tasks on the lists of others.',
  spec: describeWithAccounts('Tasks', {
    'POST /tasks': {
      schema: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' }, owner_id: { type: 'string' } },
      },
    },
    'GET /tasks': {},
    'GET /tasks/{task_id}': {},
    'DELETE /tasks/{task_id}': {},
  }),
  expected: {
    vulnerable: [{ check: 'bola/foreign-object-write', operation: 'POST /tasks', confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'bola/foreign-object-write', operation: 'POST /tasks' }],
  },

  api: (variant, world) => taskLists(variant, world, { collection: '/tasks', named: (_, fields) => fields.owner_id }),
});
