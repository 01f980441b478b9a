import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { isFilteredByIdentity, isListOfMany, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/foreign-collection',
  title: 'A list holds the items of everybody',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [863],
  owasp: 'API1:2023',
  messages: {
    unscoped:
      '{call} lists by {attribute}, which is nobody’s own, and what it gives reaches the answer of {operation}.',
  },
  remediation: 'Query by the verified owner, or filter by it on the server before anything is answered.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isUnscoped)
      .map((reached) => accessHit('unscoped', reached)),
});

function isUnscoped(reached: ReachedAccess): boolean {
  return isListOfMany(reached) && reached.access.index === null && !isFilteredByIdentity(reached.access);
}
