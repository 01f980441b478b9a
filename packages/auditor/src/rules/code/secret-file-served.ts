import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { servedFolders } from '../served-folders.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/secret-file-served',
  title: 'Files that hold secrets are served',
  category: 'dataExposure',
  severity: 'high',
  cwe: [538],
  owasp: 'API8:2023',
  messages: {
    served: '{call} serves {folder}, with the code, the settings and the keys in it.',
  },
  remediation: 'Serve a folder that holds nothing but what everybody may read.',
  article: 'data-exposure',

  find: (program: Program) =>
    servedFolders(program).map(({ site, call, folder }) => siteHit('served', site, null, folder, { call, folder })),
});
