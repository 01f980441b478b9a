import { listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import { externalOf, type Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/tainted-attribute-name',
  title: 'The client names attributes, tables or indexes',
  category: 'inputValidation',
  severity: 'high',
  cwe: [943],
  owasp: 'API8:2023',
  messages: {
    named: 'The client chooses the {what} of {call}.',
  },
  remediation: 'Look the name up in a fixed list before it is used.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const what = chosenName(reached);
      return what === undefined ? [] : [accessHit('named', reached, { details: { what } })];
    }),
});

function chosenName(reached: ReachedAccess): string | undefined {
  const { table, index, names, expressions } = reached.access;
  if (isChosen(table, reached)) return 'table';
  if (isChosen(index, reached)) return 'index';
  if (isChosen(names, reached)) return 'attribute names';
  return [...expressions.values()].some((expression) => hasChosenAttribute(expression, reached))
    ? 'attribute'
    : undefined;
}

/** `Attr(name)` and `Key(name)` of boto3. */
function hasChosenAttribute(expression: Value, reached: ReachedAccess): boolean {
  if (expression.shape.kind === 'list') return expression.shape.items.some((item) => hasChosenAttribute(item, reached));
  const builder = externalOf(expression)?.base?.base;
  const name =
    builder !== undefined && /\b(?:Key|Attr)\(\)$/.test(builder.path) ? builder.arguments?.positional[0] : undefined;
  return isChosen(name ?? null, reached);
}

function isChosen(value: Value | null, { access }: ReachedAccess): boolean {
  if (value === null || value.treatments.has('listed')) return false;
  return deepSources(value).some((source) => source.kind === 'request' && !access.facts.has(listed(source)));
}
