import { fromSources, type Site, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';

/** Calls `(error, data) => …`, which stands last behind the parameters, with what a store answers. */
export function answerCallback(
  behind: readonly Value[],
  answer: Value | undefined,
  site: Site,
  tools: Pick<ModelTools, 'call'>,
): void {
  const callback = behind.findLast(({ shape }) => shape.kind === 'function' || shape.kind === 'external');
  if (callback === undefined || answer === undefined) return;
  tools.call(callback, [fromSources([{ kind: 'error', type: '', site }]), answer]);
}
