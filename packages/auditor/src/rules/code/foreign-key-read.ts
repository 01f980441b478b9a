import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { chosenByCaller, namesOne, type ReachedAccess, wasCheckedByReading } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { isForSigningIn } from '../signing-in.ts';

export default defineRule({
  id: 'code/foreign-key-read',
  title: 'The request alone says whose item is read',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    chosen:
      '{parameter} of the {origin} is the partition key of {call}, and nothing asks whether it belongs to the caller.',
  },
  remediation:
    'Take the partition key from the verified identity, or compare the owner of the item with it before anything is answered.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isForeignRead)
      .map((reached) => accessHit('chosen', reached)),
});

function isForeignRead(reached: ReachedAccess): boolean {
  const { access, isPrivileged, isAuthenticated, isCheckedAfterwards, answers, attribute } = reached;
  if (access.kind !== 'get' && access.kind !== 'query') return false;
  if (isForSigningIn(reached.run.route.path)) return false;
  if (isPrivileged || !isAuthenticated) return false;
  if (answers.length === 0 || isCheckedAfterwards || wasCheckedByReading(reached)) return false;
  // What lists the items of many is a flaw of another kind.
  if (access.kind === 'query' && !namesOne(access, attribute)) return false;
  return chosenByCaller(reached);
}
