import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule, type Hit } from '../contract.ts';
import { asksForPassword, comparedPasswords, storedPassword } from '../passwords.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/cleartext-credential-stored',
  title: 'A password is stored or compared as it is',
  category: 'encryption',
  severity: 'critical',
  cwe: [312, 522],
  owasp: 'API2:2023',
  messages: {
    stored: '{call} stores the password that the client sends as it is.',
    compared: 'The password that the client sends is compared with the stored one as it is.',
  },
  remediation: 'Store a slow salted hash (argon2id, scrypt, bcrypt), and let its library compare.',
  article: 'identification-failures',

  find: (program: Program) => [
    ...reachedAccesses(program).flatMap(hitsOn),
    ...program.runs.flatMap((run) =>
      comparedPasswords(run).map((site) => siteHit('compared', site, run.route, 'comparison', {})),
    ),
  ],
});

function hitsOn(reached: ReachedAccess): Hit<'stored' | 'compared'>[] {
  const confidence = storedPassword(reached.access);
  if (confidence !== undefined) return [accessHit('stored', reached, { confidence })];
  return asksForPassword(reached.access) ? [accessHit('compared', reached)] : [];
}
