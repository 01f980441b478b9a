import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';
import { weakCookies, weakTokens } from '../weak-sessions.ts';

export default defineRule({
  id: 'code/weak-session-or-jwt-settings',
  title: 'Tokens or cookies are easier to steal or to forge than they need be',
  category: 'authentication',
  severity: 'high',
  cwe: [347, 614],
  owasp: 'API2:2023',
  messages: {
    endless: 'A token is signed without a time at which it ends.',
    anyAlgorithm: 'A token is verified without a fixed list of algorithms, or with "none" among them.',
    cookie: 'A cookie is set without {missing}.',
  },
  remediation:
    'Give tokens an end within the hour, verify with a fixed list of algorithms, and set cookies Secure and HttpOnly.',
  article: 'identification-failures',

  find: (program: Program) => [
    ...weakTokens(program).map(({ site, message }) => siteHit(message, site, null, message, {})),
    ...weakCookies(program).map(({ site, missing }) => siteHit('cookie', site, null, missing, { missing })),
  ],
});
