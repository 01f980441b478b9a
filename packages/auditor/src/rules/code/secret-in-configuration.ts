import { type Configuration, configuredSecrets } from '../configured-secrets.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/secret-in-configuration',
  title: 'A secret stands in a file of settings',
  category: 'encryption',
  severity: 'high',
  cwe: [312, 522, 538, 540, 798],
  owasp: 'API8:2023',
  messages: {
    named:
      '{what} has its value in a file that is not kept out of the repository, where everybody who may read it can use it.',
    known:
      '{what} stands in a file that is not kept out of the repository, where everybody who may read it can use it.',
  },
  remediation:
    'Keep the file out of the repository with .gitignore, or have the value filled in when the service is deployed, and change the secret that was written down.',
  article: 'data-exposure',

  find: (configuration: Configuration) =>
    configuredSecrets(configuration).map(({ place, what, isOfKnownForm }) => ({
      message: isOfKnownForm ? 'known' : 'named',
      place,
      confidence: isOfKnownForm ? 'firm' : 'tentative',
      subject: what,
      details: { what },
    })),
});
