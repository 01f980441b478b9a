import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { chosenByCaller, hasOwnerCondition, isGuarded, isWrite, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/foreign-key-write',
  title: 'The request alone says whose item is written',
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    chosen:
      '{parameter} of the {origin} is the partition key of {call}, and neither a check before it nor a condition of the write asks whether it belongs to the caller.',
  },
  remediation:
    'Take the partition key from the verified identity, or put the owner into the ConditionExpression of the write.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isForeignWrite)
      .map((reached) => accessHit('chosen', reached)),
});

function isForeignWrite(reached: ReachedAccess): boolean {
  const { access, isAuthenticated } = reached;
  if (!isWrite(access) || !isAuthenticated) return false;
  // What must not be there yet is nobody's.
  if (access.kind === 'put' && /attribute_not_exists/.test(access.conditionText)) return false;
  return chosenByCaller(reached) && !isGuarded(reached) && !hasOwnerCondition(access);
}
