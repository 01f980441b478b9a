import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import type { Kept } from '../records.ts';
import { guardOf, isOwn, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const writeShowsLate = defineActiveTrap({
  id: 'write-shows-late',
  title: 'A write that shows at the third reading',
  why: 'Reads come from a copy that lags behind, as eventually consistent reads of DynamoDB do. Whoever reads once after a write takes every flaw for a refusal.',
  spec: describeWithAccounts('Measurements', shelfOperations('/measurements', 'measurement_id', ['remark'])),
  expected: foreignWriteBy(['PATCH /measurements/{measurement_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const measurements = openShelf(world, { path: '/measurements', noun: 'measurement', fields: ['remark'] });
    const waiting = new Map<string, { readings: number; old: Kept['shown'] }>();
    app.get('/measurements/:id', (call, next) => {
      const found = measurements.rows.get(call.req.param('id'));
      const copy = waiting.get(call.req.param('id'));
      if (found === undefined || copy === undefined || !isOwn(found, call.get('caller'))) return next();
      copy.readings -= 1;
      if (copy.readings === 0) waiting.delete(found.id);
      return Promise.resolve(call.json(copy.old));
    });
    app.patch('/measurements/:id', async (call) => {
      const found = measurements.rows.get(call.req.param('id'));
      if (found === undefined || !guardOf(variant)(found, call.get('caller'))) return missing(call);
      waiting.set(found.id, { readings: 2, old: structuredClone(found.shown) });
      Object.assign(found.shown, textsIn(await fieldsOf(call), ['remark']));
      return call.json(found.shown);
    });
    measurements.serve(app);
    return app;
  },
});
