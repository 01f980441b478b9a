import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf } from '../small-api.ts';

export const uniqueField = defineActiveTrap({
  id: 'unique-field',
  title: 'A field that nobody may use twice',
  why: 'Two teams must not have the same name. A scan that writes the same text twice is refused with 409 and takes that for an owner check.',
  spec: describeWithAccounts('Teams', shelfOperations('/teams', 'team_id', ['name', 'motto'])),
  expected: foreignWriteBy(['PATCH /teams/{team_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const teams = openShelf(world, { path: '/teams', noun: 'team', fields: ['name', 'motto'] });
    app.on(['POST', 'PATCH'], ['/teams', '/teams/:id'], async (call, next) => {
      const { name } = await fieldsOf(call);
      const isTaken = [...teams.rows.values()].some(({ shown }) => shown.name === name);
      return isTaken ? call.json({ error: 'the name is taken' }, 409) : next();
    });
    teams.serve(app, { change: guardOf(variant) });
    return app;
  },
});
