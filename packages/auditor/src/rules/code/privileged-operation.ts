import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { lacksRole } from '../administrative-routes.ts';
import { isWrite, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/privileged-operation',
  title: 'Whoever is signed in may do what is meant for administrators',
  category: 'bflaAuthorization',
  severity: 'high',
  cwe: [285, 862],
  owasp: 'API5:2023',
  messages: {
    unasked: '{operation} says by its path that it is for administrators, and no role is asked for before {call}.',
  },
  remediation:
    'Ask for the role in the verified credential before every route of the group, and refuse whoever does not have it.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    [...Map.groupBy(reachedAccesses(program).filter(isForOthers), ({ run }) => run).values()].flatMap((accesses) => {
      const written = accesses.find(({ access }) => isWrite(access));
      const reached = written ?? accesses[0];
      return reached === undefined
        ? []
        : [accessHit('unasked', reached, written === undefined ? {} : { severity: 'critical' })];
    }),
});

/** What is the caller's own is no matter of a role. */
function isForOthers({ run, isAuthenticated, colour }: ReachedAccess): boolean {
  return isAuthenticated && colour !== 'identity' && lacksRole(run);
}
