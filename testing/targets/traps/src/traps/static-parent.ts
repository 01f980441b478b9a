import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, ownOf } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const workspace = idOf('workspace');
const tasks = [
  kept(alice, idOf('task/alice'), { workspace_id: workspace, text: 'Find out who has been reading the salary sheet.' }),
  kept(bob, idOf('task/bob'), { workspace_id: workspace, text: 'Write my notice, but do not send it before March.' }),
];

export const staticParent = defineTrap({
  id: 'static-parent',
  title: 'A parent that everybody shares',
  why: 'All users work in one workspace, whose id stands in every path. Swapping the parent swaps nothing, so that a child under “another” parent proves nothing, and the shared id does not make the tasks shared.',
  spec: describeApi('Tasks', {
    'GET /workspaces/{workspace_id}/tasks': {},
    'GET /workspaces/{workspace_id}/tasks/{task_id}': {},
    'GET /workspaces': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /workspaces/{workspace_id}/tasks/{task_id}'),

  api(variant) {
    const app = smallApi();
    app.get('/workspaces', (call) => call.json({ workspaces: [{ id: workspace, name: 'Head office' }] }));
    app.get('/workspaces/:workspace/tasks', (call) => {
      if (call.req.param('workspace') !== workspace) return missing(call);
      return call.json({ tasks: ownOf(tasks, call.get('caller')).map(({ id = null }) => ({ id })) });
    });
    app.get('/workspaces/:workspace/tasks/:id', (call) => {
      const task = find(tasks, call.req.param('id'), variant, call.get('caller'));
      return task === undefined || call.req.param('workspace') !== workspace ? missing(call) : call.json(task.shown);
    });
    return app;
  },
});
