import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { loggedSecrets } from '../logged.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/sensitive-logging',
  title: 'A log holds what nobody should read',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [532],
  owasp: 'API8:2023',
  messages: {
    written: '{call} writes {what} into the log.',
  },
  remediation: 'Log ids and outcomes; leave out items, bodies, tokens and passwords.',
  article: 'data-exposure',

  find: (program: Program) =>
    program.runs.flatMap((run) =>
      loggedSecrets(run.events).map(({ site, call, what }) =>
        siteHit('written', site, run.route, `${call} ${what}`, { call, what }),
      ),
    ),
});
