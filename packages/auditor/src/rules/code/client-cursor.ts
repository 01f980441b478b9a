import { isIdentity, isTainted } from '../../flow/sources.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/client-cursor',
  title: 'A page begins where the client says',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    raw: '{call} begins at a key that the client gives as it is, so that it may begin among the items of others.',
  },
  remediation: 'Sign or encrypt the cursor, and bind it to the caller and the query.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isRaw)
      .map((reached) => accessHit('raw', reached)),
});

function isRaw({ access, colour }: ReachedAccess): boolean {
  const { cursor } = access;
  // Among the caller's own items every beginning is fine.
  const isOwn = colour === 'identity' && access.key.some(({ value }) => isIdentity(value));
  return cursor !== null && isTainted(cursor) && !cursor.treatments.has('verified') && !isOwn;
}
