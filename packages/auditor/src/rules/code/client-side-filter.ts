import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { hasFiltered, isFilteredByIdentity, namesOne, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/client-side-filter',
  title: 'Everything is read, and what belongs to others is left out afterwards',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [863],
  owasp: 'API1:2023',
  messages: {
    filtered:
      '{call} reads the items of everybody, and the code leaves out those of others before {operation} answers.',
  },
  remediation: 'Put the owner into the key of a query, so that the items of others never leave the store.',
  article: 'data-exposure',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isFilteredAfterwards)
      .map((reached) => accessHit('filtered', reached)),
});

function isFilteredAfterwards({ access, answers, colour, attribute, isPrivileged }: ReachedAccess): boolean {
  if (isPrivileged || isFilteredByIdentity(access)) return false;
  if (access.kind !== 'scan' && !(access.kind === 'query' && (colour === 'server' || !namesOne(access, attribute))))
    return false;
  return answers.some(({ value }) => hasFiltered(value));
}
