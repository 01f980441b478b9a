import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { debugSettings, dumpedEnvironments, errorPages } from '../debugging.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/debug-mode',
  title: 'Debugging is on where everybody can reach it',
  category: 'inputValidation',
  severity: 'high',
  cwe: [215, 489],
  owasp: 'API8:2023',
  messages: {
    on: '{what} shows the inside of the service to whoever makes it fail.',
    dumped: '{operation} answers with the environment of the process, and so with its secrets.',
  },
  remediation:
    'Turn debugging on by an environment variable that is off when it is not set, and answer nothing of the environment.',
  article: 'data-exposure',

  find: (program: Program) => [
    ...debugSettings(program).map(({ site, what }) => siteHit('on', site, null, what, { what })),
    ...errorPages(program).map(({ site, what }) => siteHit('on', site, null, what, { what })),
    ...program.runs.flatMap((run) =>
      dumpedEnvironments(run).map((site) => siteHit('dumped', site, run.route, 'environment', {})),
    ),
  ],
});
