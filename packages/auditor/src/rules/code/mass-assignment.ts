import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { wholeBody } from '../written-items.ts';

export default defineRule({
  id: 'code/mass-assignment',
  title: 'The client decides every attribute of what is stored',
  category: 'propertyAuthorization',
  severity: 'high',
  cwe: [915],
  owasp: 'API3:2023',
  messages: {
    whole: '{call} stores what the client sends with every field that it has, also roles, owners and prices.',
  },
  remediation: 'Copy the fields that a client may set, one by one or through a schema that refuses others.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const { access, isPrivileged } = reached;
      const confidence = access.store === 'DynamoDB' ? wholeBody(access) : undefined;
      if (confidence === undefined) return [];
      // Who has a role may set most of it anyway.
      return [accessHit('whole', reached, isPrivileged ? { confidence, severity: 'medium' } : { confidence })];
    }),
});
