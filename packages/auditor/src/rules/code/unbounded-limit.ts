import { capped, listed } from '../../flow/facts.ts';
import { deepSources } from '../../flow/sources.ts';
import { noFacts } from '../../flow/value.ts';
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
    unbounded: 'The limit of {call} is what the client says, without an upper bound.',
  },
  remediation: 'Take the smaller of what the client asks for and a fixed number.',
  article: 'data-exposure',

  find: (program: Program) =>
    reachedAccesses(program)
      .filter(isUnbounded)
      .map((reached) => accessHit('unbounded', reached)),
});

function isUnbounded({ access: { limit, facts } }: ReachedAccess): boolean {
  if (limit === null) return false;
  const parts = limit.alternatives ?? [{ value: limit, facts: noFacts }];
  return parts.some(({ value, facts: known }) => {
    if (value.treatments.has('capped')) return false;
    return deepSources(value).some(
      (source) =>
        source.kind === 'request' && ![facts, known].some((all) => all.has(capped(source)) || all.has(listed(source))),
    );
  });
}
