import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { chosenByCaller, isForSigningIn, isWrite, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/missing-authentication',
  title: 'Private data is reached without signing in',
  category: 'authentication',
  severity: 'high',
  cwe: [306],
  owasp: 'API2:2023',
  messages: {
    open: '{operation} reaches {call} without asking who the caller is.',
  },
  remediation: 'Require a verified identity on the route, and take the key from it.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isOpen)
      .map((reached) => accessHit('open', reached)),
});

function isOpen(reached: ReachedAccess): boolean {
  const { access, run, isAuthenticated, isPrivileged, answers, colour } = reached;
  if (access.store !== 'DynamoDB' || isAuthenticated || isPrivileged || isForSigningIn(run.route.path)) return false;
  if (isWrite(access) || access.kind === 'scan') return true;
  return answers.length > 0 && (chosenByCaller(reached) || colour === 'none');
}
