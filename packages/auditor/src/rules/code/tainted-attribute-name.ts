import { listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import { externalOf, type RequestSource, type Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { isOnlyAs } from '../answer-facts.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';
import { wholeBody } from '../written-items.ts';

export default defineRule({
  id: 'code/tainted-attribute-name',
  title: 'The client names attributes, tables or indexes',
  category: 'inputValidation',
  severity: 'high',
  cwe: [943],
  owasp: 'API8:2023',
  messages: {
    named: '{parameter} of the {origin} chooses the {what} of {call}.',
  },
  remediation: 'Look the name up in a fixed list before it is used.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const [chosen] = chosenNames(reached);
      return chosen === undefined
        ? []
        : [accessHit('named', reached, { details: { what: chosen.what }, sources: chosen.sources })];
    }),
});

/** What of an access the request names, the worst first. */
function chosenNames(reached: ReachedAccess): { what: string; sources: RequestSource[] }[] {
  const { table, index, names, expressions } = reached.access;
  const named: [string, Value | null][] = [
    ['table', table],
    ['index', index],
    // Names and values of one body are one flaw, of another name.
    ['attribute names', wholeBody(reached.access) === undefined ? names : null],
    ...[...expressions.values()]
      .flatMap((expression) => attributesOf(expression))
      .map((name): [string, Value] => ['attribute', name]),
  ];
  return named.flatMap(([what, value]) => {
    const sources = value === null ? [] : choosing(value, reached);
    return sources.length === 0 ? [] : [{ what, sources }];
  });
}

/** `Attr(name)` and `Key(name)` of boto3. */
function attributesOf(expression: Value): Value[] {
  if (expression.shape.kind === 'list') return expression.shape.items.flatMap((item) => attributesOf(item));
  const builder = externalOf(expression)?.base?.base;
  const name =
    builder !== undefined && /\b(?:Key|Attr)\(\)$/.test(builder.path) ? builder.arguments?.positional[0] : undefined;
  return name === undefined ? [] : [name];
}

function choosing(value: Value, { access: { facts } }: ReachedAccess): RequestSource[] {
  if (value.treatments.has('listed')) return [];
  return deepSources(value).filter(
    (source): source is RequestSource =>
      source.kind === 'request' && !facts.has(listed(source)) && !isOnlyAs(value, source, ['listed']),
  );
}
