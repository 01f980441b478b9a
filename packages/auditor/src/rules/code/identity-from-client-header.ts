import type { RequestSource } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { claimedIdentities } from '../claimed-identities.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/identity-from-client-header',
  title: 'The caller says by itself who it is',
  category: 'authentication',
  severity: 'critical',
  cwe: [290],
  owasp: 'API2:2023',
  messages: {
    claimed: '{parameter} of the {origin} is taken for the identity of the caller, who may write anything there.',
  },
  remediation: 'Take the identity from a credential that the server verifies: a signed token, a session.',
  article: 'identification-failures',

  find: (program: Program) =>
    program.runs.flatMap((run) =>
      claimedIdentities(run).map((source: RequestSource) =>
        siteHit('claimed', source.site, run.route, `${source.origin} ${source.name}`, {
          parameter: source.name,
          origin: source.origin,
        }),
      ),
    ),
});
