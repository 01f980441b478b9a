import { listed } from '../../flow/facts.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { leavesIn } from '../answer-facts.ts';
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
  for (const [name, expression] of expressions) {
    // What a library builds of parts is no text.
    const { kind } = expression.shape;
    if (name === 'Statement' || kind === 'external' || kind === 'list') continue;
    const isRaw = leavesIn(expression).some(
      ({ source, treatments }) =>
        source.kind === 'request' &&
        !treatments.has('listed') &&
        !treatments.has('number') &&
        !facts.has(listed(source)),
    );
    if (isRaw && !expression.treatments.has('listed')) return name;
  }
  return undefined;
}
