import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';
import type { JsonObject } from '../trap.ts';

export const ownerReadsACache = defineActiveTrap({
  id: 'owner-reads-a-cache',
  title: 'An owner who reads a cache',
  why: 'The first reading of a plan is kept for an hour, so that nobody sees what was written, the owner included. That a foreign write does not show proves nothing as long as no write shows.',
  spec: describeWithAccounts('Plans', shelfOperations('/plans', 'plan_id', ['text'])),
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    inconclusive: [
      {
        check: 'bola/foreign-object-write',
        operation: 'PATCH /plans/{plan_id}',
        reason: 'does not show in what it reads',
      },
    ],
  },

  api(variant, world) {
    const app = apiWithAccounts(world);
    const plans = openShelf(world, { path: '/plans', noun: 'plan', fields: ['text'] });
    const cache = new Map<string, JsonObject>();
    app.get('/plans', (call) => {
      const own = [...plans.rows.values()].filter((plan) => isOwn(plan, call.get('caller')));
      return call.json({ items: own.map(({ id }) => ({ id })) });
    });
    app.get('/plans/:id', async (call, next) => {
      const plan = plans.rows.get(call.req.param('id'));
      if (plan === undefined || !isOwn(plan, call.get('caller'))) return next();
      const known = cache.get(plan.id) ?? structuredClone(plan.shown);
      cache.set(plan.id, known);
      return call.json(known);
    });
    plans.serve(app, { change: guardOf(variant) });
    return app;
  },
});
