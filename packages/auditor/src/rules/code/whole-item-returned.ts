import type { Program } from '../../program/program.ts';
import { answersOf, isWholeItem, leavesIn } from '../answer-facts.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/whole-item-returned',
  title: 'An answer holds items as they are stored',
  category: 'propertyAuthorization',
  severity: 'medium',
  cwe: [213],
  owasp: 'API3:2023',
  messages: {
    whole: '{operation} answers with what {call} gave as it is, with every attribute that it has or will ever have.',
  },
  remediation: 'Pick the attributes that the caller may see, by a projection or a serializer with a fixed list.',
  article: 'data-exposure',

  find: (program: Program) =>
    answersOf(program).flatMap(({ run, response }) => {
      const whole = leavesIn(response.value).find(isWholeItem);
      if (whole?.source.kind !== 'item') return [];
      const { call } = whole.source.access;
      return [
        siteHit('whole', response.site, run.route, call, { call }, [
          { site: whole.source.access.site, note: `${call} gives the item` },
        ]),
      ];
    }),
});
