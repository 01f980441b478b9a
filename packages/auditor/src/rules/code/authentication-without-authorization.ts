import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { isGuarded, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/authentication-without-authorization',
  title: 'Whoever is signed in reaches what belongs to others',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [862],
  owasp: 'API1:2023',
  messages: {
    chosen: '{call} reaches what {parameter} of the {origin} names, and nothing asks whether it belongs to the caller.',
  },
  remediation: 'Look the object up together with the verified owner, or compare its owner before anything is answered.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isUnasked)
      .map((reached) => accessHit('chosen', reached)),
});

function isUnasked(reached: ReachedAccess): boolean {
  const { access, colour, isAuthenticated, isCheckedAfterwards } = reached;
  if (access.store === 'DynamoDB' || colour !== 'request' || !isAuthenticated) return false;
  return !isGuarded(reached) && !isCheckedAfterwards;
}
