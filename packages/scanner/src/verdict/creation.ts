import { type Exchange, isSuccess, jsonOf, leavesOf } from '@middlebrick/model';
import { ownerNamedIn, subjectIndex } from '../survey/ownership.ts';
import { recordsIn } from '../survey/produced.ts';
import { answerLeaves, isRefusal, isUnusable } from './compare.ts';
import { isThere } from './write.ts';

/** A stranger makes something in the owner's name, or below an object of the owner's. */
export interface CreationEvidence {
  /** The stranger's request, which names the owner or the owner's object. */
  creation: Exchange;
  canaries: readonly string[];
  /** What the owner read afterwards: by the id of the new object, and of the lists in which its own stands by these signs. */
  after: readonly { exchange: Exchange; signs: readonly string[] }[];
  owner: { name: string; subjects: readonly string[] };
  other: { name: string; subjects: readonly string[] };
  /** The stranger reads the object below which it made something; null when what is named is a person. */
  parent: { exchange: Exchange; signs: readonly string[] } | null;
  /** Whether it is something that people send each other, sent to whom the path names. */
  isAddressed: boolean;
}

export type CreationRule =
  | 'createdAsOwner'
  | 'createdBelow'
  | 'ownName'
  | 'nobodyNamed'
  | 'refused'
  | 'ineffective'
  | 'unseen'
  | 'noAnswer';

export interface CreationVerdict {
  rule: CreationRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  found: readonly { path: string; value: string }[];
  seenIn?: Exchange;
}

/**
 * What a creation in somebody else's name came to. Others may add to what is mine (a comment, a message), as
 * themselves: it is a flaw when the new object names the owner as its own, or stands below an object that the stranger
 * may not even read.
 */
export function judgeCreation(evidence: CreationEvidence): CreationVerdict {
  const { creation, after, canaries } = evidence;
  const plain = (rule: CreationRule, outcome: CreationVerdict['outcome']): CreationVerdict => ({
    rule,
    outcome,
    found: [],
  });
  for (const { exchange: seenIn } of after) {
    const found = shownIn(seenIn, canaries);
    if (found.length === 0) continue;
    const rule = ruleFor(seenIn, evidence);
    if (rule === 'createdAsOwner' || rule === 'createdBelow') return { rule, outcome: 'vulnerable', found, seenIn };
    return plain(rule, rule === 'ownName' ? 'hardened' : 'inconclusive');
  }
  if (isUnusable(creation) || after.length === 0 || after.every(({ exchange }) => isUnusable(exchange)))
    return plain('noAnswer', 'inconclusive');
  if (isRefusal(creation)) return plain('refused', 'hardened');
  return after.some(wouldShow) ? plain('ineffective', 'hardened') : plain('unseen', 'inconclusive');
}

/** Whether a place would show the new object if it were the owner's: a list does that shows another one of its own. */
function wouldShow({ exchange, signs }: CreationEvidence['after'][number]): boolean {
  return signs.length > 0 ? isThere(exchange, signs) : isRefusal(exchange);
}

function ruleFor(
  seenIn: Exchange,
  evidence: CreationEvidence,
): 'createdAsOwner' | 'createdBelow' | 'nobodyNamed' | 'ownName' {
  const { owner, parent, isAddressed } = evidence;
  const named = namedBy(seenIn, evidence);
  const mayReadParent = parent === null || isUnusable(parent.exchange) || isThere(parent.exchange, parent.signs);
  if (!mayReadParent) return 'createdBelow';
  if (named === owner.name) return isAddressed ? 'nobodyNamed' : 'createdAsOwner';
  return named === undefined ? 'nobodyNamed' : 'ownName';
}

function shownIn(reading: Exchange, canaries: readonly string[]): { path: string; value: string }[] {
  if (!isSuccess(reading)) return [];
  return answerLeaves(reading).flatMap(({ path, value }) => {
    const canary = canaries.find((text) => typeof value === 'string' && value.includes(text));
    return canary === undefined ? [] : [{ path, value: canary }];
  });
}

/** The one of the two whom the record with the canary names as its owner. */
function namedBy(reading: Exchange, { canaries, owner, other }: CreationEvidence): string | undefined {
  const json = jsonOf(reading);
  if (json === undefined) return undefined;
  const identity = { credential: 'none' as const, isPrivileged: false };
  const subjects = subjectIndex([
    { ...identity, name: owner.name, subjects: [...owner.subjects] },
    { ...identity, name: other.name, subjects: [...other.subjects] },
  ]);
  const holding = recordsIn(json).filter(({ object }) =>
    Object.values(object).some(
      (value) => typeof value === 'string' && canaries.some((canary) => value.includes(canary)),
    ),
  );
  const inner = holding.at(-1)?.object;
  return inner === undefined || leavesOf(inner).length === 0 ? undefined : ownerNamedIn(inner, subjects)?.owner;
}
