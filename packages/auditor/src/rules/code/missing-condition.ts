import type { Access } from '../../flow/events.ts';
import type { Program } from '../../program/program.ts';
import { accessHit } from '../access-hit.ts';
import { type ReachedAccess, reachedAccesses } from '../code-facts.ts';
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
  isPerHandler: true,

  find: (program: Program) =>
    reachedAccesses(program).flatMap((reached) => {
      const message = lacking(reached);
      return message === undefined ? [] : [accessHit(message, reached)];
    }),
});

function lacking(reached: ReachedAccess): 'overwrites' | 'creates' | undefined {
  const { access, colour, isIdChosen, run } = reached;
  if (access.store !== 'DynamoDB' || colour !== 'identity' || !isIdChosen || asksWhatIsThere(access)) return undefined;
  if (access.kind === 'update') return access.key.length > 1 ? 'creates' : undefined;
  // To replace what is there, or make it, is what PUT means.
  const isMeant = run.route.methods.length > 0 && run.route.methods.every((method) => method === 'PUT');
  return access.kind === 'put' && !isMeant ? 'overwrites' : undefined;
}

/** Whether a condition says if there must be an item: any that an item without the attribute does not meet does so. */
function asksWhatIsThere({ conditionText, condition }: Access): boolean {
  return /attribute_(?:not_)?exists/.test(conditionText) || condition.some(({ operator }) => operator !== '<>');
}
