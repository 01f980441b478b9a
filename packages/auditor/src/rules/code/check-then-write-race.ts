import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { hasOwnerCondition, isWrite, type ReachedAccess, reachedAccesses, wasCheckedByReading } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/check-then-write-race',
  title: 'Ownership is checked before a write that does not ask for it',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [367],
  owasp: 'API1:2023',
  messages: {
    race: 'The owner is checked on a reading, and {call} writes without a condition on the owner, so that it may change in between.',
  },
  remediation: 'Put the owner into the ConditionExpression of the write; the reading before it is then not needed.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isRace)
      .map((reached) => accessHit('race', reached)),
});

function isRace(reached: ReachedAccess): boolean {
  const { access, colour } = reached;
  if (!isWrite(access) || colour !== 'request') return false;
  return wasCheckedByReading(reached) && !hasOwnerCondition(access);
}
