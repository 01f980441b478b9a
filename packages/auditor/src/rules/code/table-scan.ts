import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import { hasFiltered, isFilteredByIdentity, type ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/table-scan',
  title: 'A whole table is read for one caller',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [200, 285],
  owasp: 'API1:2023',
  messages: {
    everything: '{call} reads the items of everybody, and what it gives reaches the answer of {operation}.',
    filtered:
      '{call} reads the items of everybody and leaves out those of others by a filter; the owner belongs into the key.',
  },
  remediation: 'Query by a key that begins with the verified owner, on the table or on an index made for it.',
  article: 'data-exposure',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program)
      .filter(isScan)
      .map((reached) =>
        isFilteredByIdentity(reached.access)
          ? accessHit('filtered', reached, { severity: 'low' })
          : accessHit('everything', reached),
      ),
});

function isScan({ access, answers, isPrivileged, isAuthenticated, isCheckedAfterwards }: ReachedAccess): boolean {
  if (access.kind !== 'scan') return false;
  if (!isAuthenticated || isPrivileged || answers.length === 0 || access.isCount) return false;
  // What the code leaves out again after the store did is still read.
  const isAskedTwice = isFilteredByIdentity(access) && answers.some(({ value }) => hasFiltered(value));
  return isAskedTwice || !isCheckedAfterwards;
}
