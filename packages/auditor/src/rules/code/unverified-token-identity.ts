import type { Site } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { unverifiedTokens } from '../claimed-identities.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';
import { weakTokens } from '../weak-sessions.ts';

export default defineRule({
  id: 'code/unverified-token-identity',
  title: 'A token is believed whose signature nobody verified',
  category: 'authentication',
  severity: 'critical',
  cwe: [347],
  owasp: 'API2:2023',
  messages: {
    unverified:
      'A token is decoded without verifying its signature, and what it says is taken for the identity of the caller.',
  },
  remediation:
    'Verify the signature with a key of the server and a fixed list of algorithms before anything in a token is believed.',
  article: 'identification-failures',

  find: (program: Program) =>
    program.runs.flatMap((run) =>
      unverifiedTokens(run)
        .filter(({ site }) => !isVerifiedWeakly(program, site))
        .map((source) => siteHit('unverified', source.site, run.route, 'token', {})),
    ),
});

/** A verification that takes too much is a flaw of another name. */
function isVerifiedWeakly(program: Program, { module, span }: Site): boolean {
  return weakTokens(program).some(({ site }) => site.module === module && site.span.start === span.start);
}
