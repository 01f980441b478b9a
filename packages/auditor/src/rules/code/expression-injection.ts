import { listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/expression-injection',
  title: 'An expression is built of what the client sends',
  category: 'inputValidation',
  severity: 'high',
  cwe: [943],
  owasp: 'API8:2023',
  messages: {
    built: 'The {expression} of {call} is put together with what the request says.',
  },
  remediation:
    'Write expressions as constants; names and values go into ExpressionAttributeNames and ExpressionAttributeValues, names from a fixed list.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const expression = builtExpression(reached);
      return expression === undefined ? [] : [accessHit('built', reached, { details: { expression } })];
    }),
});

/** The name of an expression that holds text of the request; PartiQL has a rule of its own. */
function builtExpression({ access: { expressions, facts } }: ReachedAccess): string | undefined {
  for (const [name, { sources, shape, treatments }] of expressions) {
    const isWritten =
      name !== 'Statement' && shape.kind !== 'external' && shape.kind !== 'list' && !treatments.has('listed');
    const raw = isWritten
      ? deepSources({ sources, shape, treatments }).filter(
          (source) => source.kind === 'request' && !facts.has(listed(source)),
        )
      : [];
    if (raw.length > 0) return name;
  }
  return undefined;
}
