import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { servedSecrets } from '../served-folders.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/secret-file-served',
  title: 'Files that hold secrets are served',
  category: 'dataExposure',
  severity: 'high',
  cwe: [538],
  owasp: 'API8:2023',
  messages: {
    folder: '{call} serves {path}, with whatever code, settings and keys are in it.',
    file: '{call} sends {path}, which holds secrets.',
  },
  remediation: 'Serve a folder that holds nothing but what everybody may read.',
  article: 'data-exposure',

  find: (program: Program) =>
    servedSecrets(program).map(({ site, call, path, kind }) => {
      const confidence = kind === 'folder by name' ? 'tentative' : 'firm';
      return siteHit(kind === 'file' ? 'file' : 'folder', site, null, path, { call, path }, [], confidence);
    }),
});
