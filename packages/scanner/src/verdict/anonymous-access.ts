import { type Exchange, isSuccess, anonymous as nobody, type Operation } from '@middlebrick/model';
import { classifyLeaf, type DataClass } from '../classify/classify-leaf.ts';
import type { Alteration, ProbeTools } from '../define-check.ts';
import { baselinesOf } from '../survey/survey.ts';
import {
  accessOf,
  echoesOf,
  isEmptyAnswer,
  isUnusable,
  type PrivateLeaf,
  privateLeaves,
  recallOf,
  recallThreshold,
} from './compare.ts';

export const anonymousNeeds = ['identities', 'baselines', 'objects'] as const;
type Tools = ProbeTools<(typeof anonymousNeeds)[number]> & { operation: Operation };

/** What a spec says of who may call an operation. `optional`: with and without a credential. */
export type Declared = 'required' | 'optional' | 'public' | 'nothing';

/** What is served to callers without a valid credential, and what speaks for its being meant for one. Survives JSON. */
export interface AnonymousEvidence {
  /** A reading with a valid credential; absent when no identity could read it. */
  owner?: Exchange;
  anonymous: Exchange;
  /** Read only where nobody is not simply refused. */
  served?: {
    /** The anonymous answer once more, to tell what changes from answer to answer. */
    again: Exchange;
    /** With a credential that nobody issued. */
    garbage: Exchange;
  };
  /** The identity that the object is known to belong to. */
  belongsTo?: string;
  /** An operation that keeps the same object from anonymous callers and from other users. */
  guard?: { operation: string; anonymous: Exchange; owner: Exchange; other: Exchange };
  echoes: readonly string[];
}

/**
 * Reads an operation as its owner and as nobody; unless nobody is refused, once more and with a made-up credential.
 * `null` when no request is known.
 */
export async function readAnonymously(tools: Tools): Promise<AnonymousEvidence | null> {
  const { survey, operation } = tools;
  const object = survey.objects.find((owned) => owned.operation === operation.id);
  const readings = baselinesOf(survey, operation.id);
  const signedIn = readings.filter((reading) => reading.identity !== nobody.name);
  const own = object ?? signedIn.find((reading) => isSuccess(reading.exchange)) ?? readings[0];
  if (own === undefined) return null;

  const first = await tools.send(own.request, nobody, 'without a credential');
  const guard = object === undefined ? undefined : guardOf(tools, object.owner);
  const isRead = isSuccess(own.exchange) && own.exchange.identity !== nobody.name;
  const evidence: AnonymousEvidence = {
    ...(isRead ? { owner: own.exchange } : {}),
    anonymous: first,
    ...(object === undefined ? {} : { belongsTo: object.owner }),
    ...(guard === undefined ? {} : { guard }),
    echoes: echoesOf(own.values),
  };
  if (!isSuccess(first) && accessOf(first, ownedIn(evidence)) === null) return evidence;
  const again = await tools.send(own.request, nobody, 'without a credential, again', { second: true });
  const madeUp = tools.derive(nobody, madeUpCredential(tools));
  const garbage = await tools.send(own.request, madeUp, 'with a credential that nobody issued');
  return { ...evidence, served: { again, garbage } };
}

/** What the spec says; an alternative without a scheme makes a credential optional (OpenAPI 3.1, Security Requirement). */
export function declaredFor({ security }: Operation): Declared {
  if (security === null) return 'nothing';
  if (security.length === 0) return 'public';
  return security.some((alternative) => alternative.length === 0) ? 'optional' : 'required';
}

type AnonymousReason = 'class' | 'declared' | 'guarded';

type AnonymousVerdict =
  | {
      rule: 'private';
      reason: AnonymousReason;
      confidence: 'confirmed' | 'firm';
      worst?: DataClass;
      leaves: PrivateLeaf[];
    }
  | { rule: 'refused' | 'unanswered' | 'empty' | 'other' | 'public' };

/** Classes that are nobody's business whatever a spec says; keys and tokens have a check of their own. */
const graveClasses: readonly DataClass[] = ['credential', 'identityDocument', 'financial', 'health'];

/**
 * Whether anonymous callers are served private data. First rule that matches: declared public → `public`; a refusal
 * without the owner's values → `refused`; values of a grave class → `private`; contact data or an object of a known
 * owner, where the spec requires a credential or a parent operation keeps the object from others → `private`; else
 * `public`. `other`: a valid credential gets something else.
 */
export function judgeAnonymous(evidence: AnonymousEvidence, declared: Declared): AnonymousVerdict {
  const { anonymous: first, served } = evidence;
  const owned = ownedIn(evidence);
  const isServed = isSuccess(first) && served !== undefined && isSuccess(served.again);
  const isLeaked = accessOf(first, owned) !== null;
  if (!isServed && !isLeaked) return { rule: isUnusable(first) ? 'unanswered' : 'refused' };
  if (declared === 'public') return { rule: 'public' };

  const stable = privateLeaves([first, served?.again ?? first], [], evidence.echoes);
  const same = owned.length === 0 || recallOf(first, owned).share >= recallThreshold;
  const grave = graveAmong(stable);
  if (grave !== undefined) {
    const isSure = declared === 'required' || (evidence.belongsTo !== undefined && same);
    const confidence = isSure ? 'confirmed' : 'firm';
    return { rule: 'private', reason: 'class', confidence, worst: grave, leaves: classified(stable) };
  }
  if (isEmptyAnswer(first)) return { rule: 'empty' };
  return same ? judgeServed(evidence, declared === 'required', stable) : { rule: 'other' };
}

/** The values that the owner is shown. */
function ownedIn({ owner, echoes }: Pick<AnonymousEvidence, 'owner' | 'echoes'>): PrivateLeaf[] {
  return owner === undefined ? [] : privateLeaves([owner], [], echoes);
}

/** Data of no grave class: private when it is somebody's, and the spec or a guarded parent says that it is meant for one. */
function judgeServed(
  evidence: AnonymousEvidence,
  isRequired: boolean,
  stable: readonly PrivateLeaf[],
): AnonymousVerdict {
  const contact = stable.filter((leaf) => classifyLeaf(leaf.key, leaf.value) === 'contact');
  const particular = evidence.belongsTo === undefined ? [] : stable.filter((leaf) => leaf.isDistinctive);
  const leaves = contact.length > 0 ? contact : particular;
  if (leaves.length === 0 || !(isRequired || guards(evidence, stable))) return { rule: 'public' };
  const worst = contact.length > 0 ? { worst: 'contact' as const } : {};
  return isRequired
    ? { rule: 'private', reason: 'declared', confidence: 'confirmed', ...worst, leaves }
    : { rule: 'private', reason: 'guarded', confidence: 'firm', ...worst, leaves };
}

function graveAmong(leaves: readonly PrivateLeaf[]): DataClass | undefined {
  const classes = leaves.map((leaf) => classifyLeaf(leaf.key, leaf.value));
  return graveClasses.find((kind) => classes.includes(kind));
}

function classified(leaves: readonly PrivateLeaf[]): PrivateLeaf[] {
  return leaves.filter((leaf) => classifyLeaf(leaf.key, leaf.value) !== undefined);
}

/**
 * The collection above the object, when it refuses anonymous callers and shows different things to different users.
 * A public profile has no such parent; a note that only its owner's list names has one.
 */
function guardOf({ survey, operation }: Tools, owner: string): AnonymousEvidence['guard'] {
  for (const baseline of survey.baselines) {
    if (baseline.identity !== owner || !isParent(baseline.operation, operation) || !isSuccess(baseline.exchange))
      continue;
    const readings = baselinesOf(survey, baseline.operation);
    const anonymous = readings.find(({ identity }) => identity === nobody.name)?.exchange;
    const other = readings.find(({ identity }) => identity !== nobody.name && identity !== owner)?.exchange;
    if (
      anonymous === undefined ||
      other === undefined ||
      isSuccess(anonymous) ||
      isUnusable(anonymous) ||
      !isSuccess(other)
    )
      continue;
    return { operation: baseline.operation, anonymous, owner: baseline.exchange, other };
  }
  return undefined;
}

function isParent(candidate: string, operation: Operation): boolean {
  const path = candidate.slice(candidate.indexOf(' ') + 1);
  return path.length > 1 && operation.path.startsWith(`${path}/`);
}

/** Whether values of the object stand in the owner's list, and neither in the other's nor in the anonymous answer. */
function guards({ guard }: AnonymousEvidence, leaves: readonly PrivateLeaf[]): boolean {
  if (guard === undefined) return false;
  const listed = recallOf(guard.owner, leaves).found;
  return (
    listed.some((leaf) => leaf.isDistinctive) &&
    recallOf(guard.other, listed).found.length === 0 &&
    recallOf(guard.anonymous, listed).found.length === 0
  );
}

/** A credential of the declared kind that nobody issued. */
function madeUpCredential({ surface, lookalike }: Tools): Alteration {
  const value = lookalike('garbage-4f1d0c77a2e94b63');
  const headers = surface.securitySchemes.flatMap((scheme): (readonly [string, string])[] =>
    scheme.type === 'apiKey' &&
    scheme.in === 'header' &&
    scheme.parameter !== undefined &&
    scheme.parameter.toLowerCase() !== 'authorization'
      ? [[scheme.parameter, value]]
      : [],
  );
  return { name: 'made-up', bearer: value, headers };
}
