import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { accessesForUsers } from '../administrative-routes.ts';
import type { ReachedAccess } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { ownKeysOf } from '../put-keys.ts';
import { requestedOwner, wholeBody } from '../written-items.ts';

export default defineRule({
  id: 'code/foreign-owner-created',
  title: 'The client says to whom a new item belongs',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    owner: '{call} stores a new item whose {attribute} is what the client says.',
  },
  remediation: 'Write the owner from the verified identity, whatever the client sends.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) =>
    accessesForUsers(program).flatMap((reached) => {
      const attribute = isCreation(reached)
        ? requestedOwner(reached.access, ownKeysOf(program, reached.access))
        : undefined;
      return attribute === undefined ? [] : [accessHit('owner', reached, { details: { attribute } })];
    }),
});

function isCreation({ access, isPrivileged, isAuthenticated }: ReachedAccess): boolean {
  if (access.kind !== 'put' || access.item === null || isPrivileged || !isAuthenticated) return false;
  return access.store === 'DynamoDB' && wholeBody(access) === undefined;
}
