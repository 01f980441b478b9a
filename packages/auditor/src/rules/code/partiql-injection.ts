import { listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import type { RequestSource } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { isOnlyAs } from '../answer-facts.ts';
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
    built: 'The statement of {call} is put together with {parameter} of the {origin}.',
  },
  remediation: 'Write the statement as a constant, with ? for each value, and give the values as parameters.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const sources = writtenBy(reached);
      return sources.length === 0 ? [] : [accessHit('built', reached, { sources })];
    }),
});

/** What of the request stands in the text of a statement, and is not one of a fixed list. */
function writtenBy({ access: { expressions, facts } }: ReachedAccess): RequestSource[] {
  const statement = expressions.get('Statement');
  if (statement === undefined || statement.treatments.has('listed')) return [];
  return deepSources(statement).filter(
    (source): source is RequestSource =>
      source.kind === 'request' && !facts.has(listed(source)) && !isOnlyAs(statement, source, ['listed', 'number']),
  );
}
