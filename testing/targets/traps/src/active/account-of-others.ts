import { describeWithAccounts, openAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { fieldsOf, missing, selfOf } from '../small-api.ts';

export const accountOfOthers = defineActiveTrap({
  id: 'account-of-others',
  title: 'Accounts that others delete and take over',
  why: 'In one twin every user deletes every account and sets every password. Both answer 204 whatever they did: only whether the owner signs in afterwards tells.',
  spec: describeWithAccounts('People', {
    'GET /users/{user_id}': {},
    'DELETE /users/{user_id}': {},
    'PUT /users/{user_id}/password': { body: ['password'] },
  }),
  expected: foreignWriteBy(['DELETE /users/{user_id}', 'PUT /users/{user_id}/password']),

  api(variant, world) {
    const { app, people } = openAccounts(world);
    const personOf = (id: string) => [...people.values()].find((person) => person.id === id);
    app.get('/users/:id', (call) =>
      call.req.param('id') === call.get('caller').id ? call.json(selfOf(call.get('caller'))) : missing(call),
    );
    app.delete('/users/:id', (call) => {
      const person = personOf(call.req.param('id'));
      const isAllowed = variant === 'vulnerable' || person?.id === call.get('caller').id;
      if (person !== undefined && isAllowed) people.delete(person.email);
      return call.body(null, 204);
    });
    app.put('/users/:id/password', async (call) => {
      const { password } = await fieldsOf(call);
      if (typeof password !== 'string') return call.json({ error: 'password is required' }, 400);
      const person = personOf(call.req.param('id'));
      const isAllowed = variant === 'vulnerable' || person?.id === call.get('caller').id;
      if (person !== undefined && isAllowed) person.password = password;
      return call.body(null, 204);
    });
    return app;
  },
});
