import { isTainted } from '../../flow/sources.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { hasOwnerCondition, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'code/missing-condition',
  title: 'A write replaces or makes what it should not',
  category: 'bolaAuthorization',
  severity: 'medium',
  cwe: [639],
  owasp: 'API1:2023',
  messages: {
    overwrites: '{call} stores an item under an id that the client chooses, and replaces one that is there already.',
    creates: '{call} makes an item when there is none with the id that the client says.',
  },
  remediation:
    'Say what must be there with a ConditionExpression: attribute_not_exists for what is new, attribute_exists for what is changed.',
  article: 'identification-failures',

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const message = lacking(reached);
      return message === undefined ? [] : [accessHit(message, reached)];
    }),
});

function lacking({ access, colour, isIdChosen }: ReachedAccess): 'overwrites' | 'creates' | undefined {
  if (
    access.store !== 'DynamoDB' ||
    /attribute_(?:not_)?exists/.test(access.conditionText) ||
    hasOwnerCondition(access)
  )
    return undefined;
  if (access.kind === 'put') return colour === 'identity' && isIdChosen ? 'overwrites' : undefined;
  if (access.kind !== 'update' || colour !== 'identity') return undefined;
  return access.key.length > 1 && access.key.some(({ value }) => isTainted(value)) ? 'creates' : undefined;
}
