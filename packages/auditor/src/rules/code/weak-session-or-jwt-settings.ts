import type { Program } from '../../program/program.ts';
import { defineRule } from '../contract.ts';
import { guessableKeys } from '../signing-keys.ts';
import { siteHit } from '../site-hit.ts';
import { weakCookies } from '../weak-cookies.ts';
import { weakTokens } from '../weak-tokens.ts';

export default defineRule({
  id: 'code/weak-session-or-jwt-settings',
  title: 'Tokens or cookies are easier to steal or to forge than they need be',
  category: 'authentication',
  severity: 'high',
  cwe: [347, 613, 614],
  owasp: 'API2:2023',
  messages: {
    endless: 'A token is signed without a time at which it ends.',
    anyAlgorithm:
      'A token is verified without a fixed list of algorithms, with "none" among them, or by what the token says.',
    ended: 'A token is accepted although it has ended.',
    cookie: 'A cookie is set without {missing}.',
    guessable: '{what} signs what callers are believed, and is found by trying.',
  },
  remediation:
    'Give tokens an end within the hour, verify with a fixed list of algorithms, sign with a key of 32 random bytes that stands outside the code, and set cookies Secure and HttpOnly.',
  article: 'identification-failures',

  find: (program: Program) => [
    ...guessableKeys(program).map(({ site, what }) => siteHit('guessable', site, null, what, { what })),
    ...weakTokens(program).map(({ site, message }) => siteHit(message, site, null, message, {})),
    ...weakCookies(program).map(({ site, missing, confidence }) =>
      siteHit('cookie', site, null, missing, { missing }, [], confidence),
    ),
  ],
});
