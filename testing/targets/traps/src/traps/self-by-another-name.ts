import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const plans = new Map([
  [alice.id, { owner: alice.id, advice: 'Half a tablet in the evening, and no driving in the first week.' }],
  [bob.id, { owner: bob.id, advice: 'Six weeks of exercises for the shoulder, the left one only.' }],
]);

export const selfByAnotherName = defineTrap({
  id: 'self-by-another-name',
  title: 'Users who are called patients',
  why: 'The path wants a patient and `/me` gives an `id`: nothing but the value says that the patient is the user. No list gives patients, so a scanner that binds by names never asks the question.',
  spec: describeApi('Practice', { 'GET /patients/{patient_id}/plan': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /patients/{patient_id}/plan'),

  api(variant) {
    const app = smallApi();
    app.get('/patients/:id/plan', (call) => {
      const plan = plans.get(call.req.param('id'));
      return plan !== undefined && mayRead(variant, plan, call.get('caller'))
        ? call.json({ advice: plan.advice })
        : missing(call);
    });
    return app;
  },
});
