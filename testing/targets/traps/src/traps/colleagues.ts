import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, members } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const payslips = new Map([
  [alice.id, { owner: alice.id, salary: 41250, remark: 'Garnished since March by order of the court.' }],
  [bob.id, { owner: bob.id, salary: 38900, remark: 'Half of the overtime is paid in cash.' }],
]);

export const colleagues = defineTrap({
  id: 'colleagues',
  title: 'Two users of one company',
  why: 'Both users work for one company, which only `/account` says, and find each other in its directory with name and e-mail address. They are meant to; a payslip is not in it.',
  spec: describeApi('Company', {
    'GET /account': {},
    'GET /employees': {},
    'GET /employees/{employee_id}': {},
    'GET /employees/{employee_id}/payslip': {},
  }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /employees/{employee_id}/payslip', {
    inconclusive: [{ check: 'data/personal-data', operation: 'GET /employees' }],
  }),

  api(variant) {
    const app = smallApi();
    const directory = members.map(({ id, name, email }) => ({ id, name, email, desk: `room ${name.length}` }));
    app.get('/account', (call) => call.json({ id: call.get('caller').id, tenant_id: 'lakeside' }));
    app.get('/employees', (call) => call.json({ employees: directory }));
    app.get('/employees/:id', (call) => {
      const employee = directory.find(({ id }) => id === call.req.param('id'));
      return employee === undefined ? missing(call) : call.json(employee);
    });
    app.get('/employees/:id/payslip', (call) => {
      const payslip = payslips.get(call.req.param('id'));
      if (payslip === undefined || !mayRead(variant, payslip, call.get('caller'))) return missing(call);
      return call.json({ salary: payslip.salary, remark: payslip.remark });
    });
    return app;
  },
});
