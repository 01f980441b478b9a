import { ownedBy } from '../../flow/facts.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { isGuarded, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { isMadeUp } from '../made-up.ts';

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
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isUnasked)
      .map((reached) => accessHit('chosen', reached)),
});

function isUnasked(reached: ReachedAccess): boolean {
  const { access, colour, isAuthenticated, isCheckedAfterwards } = reached;
  if (access.store === 'DynamoDB' || colour !== 'request' || !isAuthenticated || isOnlyChecked(reached)) return false;
  // An upload under a new name replaces nothing.
  if (access.kind === 'put' && access.key.some(({ value }) => isMadeUp(value))) return false;
  return !isGuarded(reached) && !isCheckedAfterwards;
}

/** Whether nothing of it is answered, and it turned out to be the caller's before anything else was done. */
function isOnlyChecked({ access, answers, run }: ReachedAccess): boolean {
  const owned = ownedBy(access.id);
  return (
    answers.length === 0 &&
    run.events.some(
      (event) =>
        (event.kind === 'access' && event.access.facts.has(owned)) ||
        (event.kind === 'response' && event.facts.has(owned)),
    )
  );
}
