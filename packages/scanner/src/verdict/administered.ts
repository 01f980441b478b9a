import type { Exchange } from '@middlebrick/model';
import { changedValues } from './changed-values.ts';
import { isRefusal, isUnusable } from './compare.ts';
import { effectOf, isThere, type Sight, type Written } from './write.ts';

/** An ordinary user carries out an operation that is for administrators, on something of the scan's own. */
export interface AdministeredEvidence extends Sight {
  attack: Written;
  /** The owner's second reading before it, which tells what changes by itself. */
  again: Exchange;
}

export type AdministeredRule =
  | 'done'
  | 'ownerCannotRead'
  | 'noAnswer'
  | 'noEffect'
  | 'bodyRefused'
  | 'hidden'
  | 'refused';

/** 400, 409, 415 and 422 may be about the body, and 404 and 405 about the path. */
const aboutBody: readonly (number | undefined)[] = [400, 409, 415, 422];
const aboutPath: readonly (number | undefined)[] = [404, 405, 410];

/**
 * What came of it: the owner's reading tells. Without an effect only a plain refusal of the caller is one: no
 * administrator is at hand who would show that the request was right.
 */
export function judgeAdministered(evidence: AdministeredEvidence): {
  rule: AdministeredRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  found: readonly { path: string; value: string }[];
  isUnmistakable: boolean;
  seenIn?: Exchange;
} {
  const { attack } = evidence;
  const plain = (rule: AdministeredRule, outcome: 'hardened' | 'inconclusive') => {
    return { rule, outcome, found: [], isUnmistakable: false };
  };
  if (!isThere(attack.before, evidence.signs)) return plain('ownerCannotRead', 'inconclusive');
  const effect = effectOf(evidence, attack) ?? sideEffect(evidence);
  if (effect !== undefined) return { rule: 'done', outcome: 'vulnerable', ...effect };
  if (isUnusable(attack.write)) return plain('noAnswer', 'inconclusive');
  if (!isRefusal(attack.write)) return plain('noEffect', 'inconclusive');
  const status = attack.write.response?.status;
  if (aboutBody.includes(status)) return plain('bodyRefused', 'inconclusive');
  return aboutPath.includes(status) ? plain('hidden', 'inconclusive') : plain('refused', 'hardened');
}

/** What changed without having stood in the request. In a list others may have changed. */
function sideEffect({ intent, isList, attack, again }: AdministeredEvidence) {
  if (intent === 'remove' || isList || isRefusal(attack.write)) return undefined;
  for (const seenIn of attack.after) {
    const found = changedValues([attack.before, again], seenIn);
    if (found.length > 0) return { found, isUnmistakable: false, seenIn };
  }
  return undefined;
}
