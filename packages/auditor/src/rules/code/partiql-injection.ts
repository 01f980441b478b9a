import { isTainted } from '../../flow/sources.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/partiql-injection',
  title: 'A PartiQL statement is built of what the client sends',
  category: 'inputValidation',
  severity: 'critical',
  cwe: [943],
  owasp: 'API8:2023',
  messages: {
    built: 'The statement of {call} is put together with what the request says.',
  },
  remediation: 'Write the statement as a constant, with ? for each value, and give the values as parameters.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isBuilt)
      .map((reached) => accessHit('built', reached)),
});

function isBuilt({ access: { expressions } }: ReachedAccess): boolean {
  const statement = expressions.get('Statement');
  return statement !== undefined && isTainted(statement);
}
