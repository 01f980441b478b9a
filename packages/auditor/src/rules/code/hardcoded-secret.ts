import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { hardcodedSecrets } from '../hardcoded.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/hardcoded-secret',
  title: 'A secret stands in the code',
  category: 'encryption',
  severity: 'critical',
  cwe: [540, 798],
  owasp: 'API8:2023',
  messages: {
    written: '{what} is written into the code, where everybody who may read it can use it.',
    token: '{what} stands in the code or in a comment of it, where everybody who may read it can use it.',
  },
  remediation:
    'Read it from the environment or a secret store when the service starts, and change the one that was written down.',
  article: 'data-exposure',

  find: (program: Program) =>
    hardcodedSecrets(program).map(({ site, what, isToken }) =>
      siteHit(isToken ? 'token' : 'written', site, null, what, { what }),
    ),
});
