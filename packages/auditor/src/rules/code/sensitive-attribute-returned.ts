import { type Source, textOf } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { answersOf, isWholePath, leavesIn } from '../answer-facts.ts';
import { defineRule } from '../contract.ts';
import { isSensitiveName } from '../sensitive-names.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/sensitive-attribute-returned',
  title: 'An answer holds an attribute that nobody should see',
  category: 'dataExposure',
  severity: 'high',
  cwe: [200, 359],
  owasp: 'API3:2023',
  messages: {
    named: '{operation} answers with {attribute} of an item.',
  },
  remediation: 'Leave it out of the answer; where a part is needed, mask it on the server.',
  article: 'data-exposure',

  find: (program: Program) =>
    answersOf(program).flatMap(({ run, response }) => {
      const attributes = new Set<string>();
      for (const { source, treatments } of leavesIn(response.value)) {
        for (const projected of projectedBy(source)) attributes.add(projected);
        const name = source.kind === 'item' ? (source.path.at(-1) ?? '') : '';
        if (isSensitiveName(name) && !treatments.has('masked') && !treatments.has('hashed')) attributes.add(name);
      }
      return [...attributes].map((attribute) => siteHit('named', response.site, run.route, attribute, { attribute }));
    }),
});

/** Sensitive attributes that a projection names, where all that it gives is answered. */
function projectedBy(source: Source): string[] {
  if (source.kind !== 'item' || !isWholePath(source.path)) return [];
  const projection = source.access.expressions.get('ProjectionExpression');
  const text = projection === undefined ? undefined : textOf(projection);
  return (text ?? '').split(/[\s,]+/).filter(isSensitiveName);
}
