import { anonymous, type Exchange } from '@middlebrick/model';
import type { Judgment, ProofEntry } from '../define-check.ts';
import { accessOf, isUnusable, type PrivateLeaf, privateLeaves, recallOf } from '../verdict/compare.ts';

/** One claim that was tried alone after all together had worked. */
export interface ClaimedReading {
  channel: string;
  name: string;
  value: string;
  caller: string;
  exchange: Exchange;
  /** The same claim in nobody's name. */
  nobody: Exchange;
}

/** Who the victim is, what it reads, and what others read in its name. Survives JSON. */
export interface ClaimEvidence {
  victim: string;
  /** The victim's own readings; with its claim when it is refused without one. */
  owner: readonly [Exchange, Exchange];
  needsClaim: boolean;
  controls: readonly Exchange[];
  echoes: readonly string[];
  /** Answers to everything said at once. */
  together: readonly Exchange[];
  /** The operation on which alone all values by which the victim is known were tried. */
  example?: string;
  singles: readonly ClaimedReading[];
}

/** Not even the victim could read the operation, whatever it said of itself. */
export interface RefusedReading {
  victim: string;
  refusals: readonly Exchange[];
}

type ClaimMessage = 'believed' | 'refused' | 'alike' | 'nothingPrivate' | 'unanswered';

/**
 * Whether a claim alone opens the victim's data: its private values come back, and neither the same request without
 * the claim nor a claim in nobody's name brings any of them. One finding an operation, about the first claim that works.
 */
export function judgeClaim(
  evidence: ClaimEvidence | RefusedReading | null,
  subject: (single: { channel: string; name: string }) => { kind?: string; parameter?: string },
): Judgment<ClaimMessage> {
  if (evidence === null) return { outcome: 'inconclusive', message: 'nothingPrivate' };
  if ('refusals' in evidence) return judgeRefused(evidence);
  const leaves = privateLeaves(evidence.owner, evidence.controls, evidence.echoes);
  const accepted = evidence.singles.flatMap((single) => {
    const access = accessOf(single.exchange, leaves);
    return access !== null && recallOf(single.nobody, leaves).found.length === 0 ? [{ single, access }] : [];
  });
  const best = accepted.find(({ access }) => access === 'confirmed') ?? accepted[0];
  if (best === undefined) {
    // Anonymous callers are refused before anything else is looked at; what a signed-in one gets tells more.
    const signedIn = evidence.together.filter((exchange) => exchange.identity !== anonymous.name);
    const telling = signedIn.length > 0 ? signedIn : evidence.together;
    if (telling.length > 0 && telling.every(isUnusable)) return { outcome: 'inconclusive', message: 'unanswered' };
    const { victim, example } = evidence;
    return example === undefined
      ? { outcome: 'hardened', message: 'refused' }
      : { outcome: 'hardened', message: 'alike', details: { victim, example } };
  }
  const { single, access } = best;
  const also = accepted.map((other) => other.single.name).filter((name) => name !== single.name);
  return {
    outcome: 'vulnerable',
    message: 'believed',
    confidence: access,
    proof: proofOf(evidence, single, leaves),
    values: leaves.map(({ path, value }) => ({ path, value })),
    details: {
      name: single.name,
      caller: single.caller,
      victim: evidence.victim,
      ...(also.length > 0 ? { also: [...new Set(also)].join(', ') } : {}),
    },
    ...subject(single),
  };
}

/** A refusal may have other reasons than the caller, such as a parameter; 401 and 403 are about the caller. */
function judgeRefused({ refusals }: RefusedReading): Judgment<ClaimMessage> {
  const isAboutCaller = refusals.some(({ response }) => response?.status === 401 || response?.status === 403);
  return isAboutCaller
    ? { outcome: 'hardened', message: 'refused' }
    : { outcome: 'inconclusive', message: 'unanswered' };
}

function proofOf(evidence: ClaimEvidence, single: ClaimedReading, leaves: readonly PrivateLeaf[]): ProofEntry[] {
  const entry = (role: ProofEntry['role'], label: string, exchange: Exchange): ProofEntry => ({
    role,
    label,
    exchange,
    shows: recallOf(exchange, leaves).found.map((leaf) => leaf.path),
  });
  const without = evidence.controls.find((control) => control.identity === single.caller);
  return [
    entry(
      'owner',
      evidence.needsClaim ? `${evidence.victim}, with its own claim` : `${evidence.victim} (owner)`,
      evidence.owner[0],
    ),
    ...(without === undefined ? [] : [entry('control', `${single.caller}, without ${single.name}`, without)]),
    entry('nonexistent', `${single.caller}, ${single.name} names nobody`, single.nobody),
    {
      ...entry('forged', `${single.caller}, ${single.name} names ${evidence.victim}`, single.exchange),
      note: 'the same private values',
    },
  ];
}
