import { capped, listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import { noFacts, type RequestSource } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/unbounded-limit',
  title: 'The client says how much is read',
  category: 'rateLimiting',
  severity: 'low',
  cwe: [770],
  owasp: 'API4:2023',
  messages: {
    unbounded: 'The limit of {call} is what {parameter} of the {origin} says, without an upper bound.',
  },
  remediation: 'Take the smaller of what the client asks for and a fixed number.',
  article: 'data-exposure',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const sources = unboundedBy(reached);
      return sources.length === 0 ? [] : [accessHit('unbounded', reached, { sources })];
    }),
});

/** What of the request says the limit, where nothing keeps it small. */
function unboundedBy({ access: { limit, facts } }: ReachedAccess): RequestSource[] {
  if (limit === null) return [];
  const parts = limit.alternatives ?? [{ value: limit, facts: noFacts }];
  return parts.flatMap(({ value, facts: known }) => {
    if (value.treatments.has('capped')) return [];
    return deepSources(value).filter(
      (source): source is RequestSource =>
        source.kind === 'request' && ![facts, known].some((all) => all.has(capped(source)) || all.has(listed(source))),
    );
  });
}
