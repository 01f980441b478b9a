import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { isFilteredByIdentity, isListOfMany, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/index-without-owner',
  title: 'An index gives the items of everybody',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [863],
  owasp: 'API1:2023',
  messages: {
    unscoped:
      '{call} reads an index by {attribute}, which is nobody’s own, and what it gives reaches the answer of {operation}.',
  },
  remediation: 'Begin the key of the index with the owner, and take it from the verified identity.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isUnscoped)
      .map((reached) => accessHit('unscoped', reached)),
});

function isUnscoped(reached: ReachedAccess): boolean {
  return isListOfMany(reached) && reached.access.index !== null && !isFilteredByIdentity(reached.access);
}
