import { type Exchange, isSuccess } from '@middlebrick/model';
import { type CollectionEvidence, judgeCollection } from './collection.ts';
import {
  accessOf,
  firmLeaves,
  isEmptyAnswer,
  isRefusal,
  isUnusable,
  objectScoped,
  type PrivateLeaf,
  privateLeaves,
  recallOf,
  recallThreshold,
  sameAnswer,
  volatilePaths,
} from './compare.ts';
import { graveLeaves, holdsContact, isProfileOnly, isRedacted } from './redaction.ts';

/** The exchanges of one read experiment: owner A, stranger B, one object of A. */
export interface ReadEvidence {
  /** C1: A reads its object, twice. */
  owner: readonly [Exchange, Exchange];
  /** C2: nobody reads it. Not asked where B was plainly refused. */
  anonymous: Exchange | null;
  /** C3: B reads an id of the same shape that names nothing. */
  nonexistent: Exchange;
  /** C4: B reads an object of its own, when it has one. */
  own?: Exchange;
  /** T: B reads A's object. */
  other: Exchange;
  /** A reads B's object, when B has one. */
  mirror?: Exchange;
  /** T once more. */
  repeat?: Exchange;
  /** Values that the requests carried, which an answer may merely repeat. */
  echoes: { object: readonly string[]; nonexistent: readonly string[]; own: readonly string[] };
  /** The object names B as a member, recipient or collaborator. */
  isMember: boolean;
  /** B is known to be allowed more than an ordinary user. */
  isPrivileged: boolean;
  /** The object is a person's own record, of which a part is often meant for everybody. */
  isProfile?: boolean;
  /** A and B belong to one tenant, and a list shows B that the object exists. */
  isTeamListed?: boolean;
  /** Lists that showed B private values of this object, each judged in its own right. */
  listings: readonly CollectionEvidence[];
  /** Lists that show B the whole of what the object stands below, each judged in its own right. */
  parentListings?: readonly CollectionEvidence[];
}

export type ReadRule =
  | 'ownerCannotRead'
  | 'noAnswer'
  | 'refused'
  | 'softRefusal'
  | 'idIgnored'
  | 'anonymousToo'
  | 'shared'
  | 'shownInList'
  | 'team'
  | 'belowShared'
  | 'profile'
  | 'redacted'
  | 'disclosed'
  | 'withoutPrivateValues'
  | 'cannotTell';

export interface ReadVerdict {
  rule: ReadRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
  confidence?: 'confirmed' | 'firm' | 'tentative';
  leaves: readonly PrivateLeaf[];
  found: readonly PrivateLeaf[];
}

/**
 * The read verdict: whether the stranger received the owner's object. Pure; the first rule that matches decides.
 * A status code alone never does: every rule compares the values of the bodies.
 */
export function judgeRead(evidence: ReadEvidence): ReadVerdict {
  const { owner, nonexistent, own, other, echoes } = evidence;
  const [first] = owner;
  const leaves = objectScoped(privateLeaves(owner, [own, nonexistent], echoes.object), other, [own, nonexistent]);
  const { share, found } = recallOf(other, leaves);
  const verdict = (
    rule: ReadRule,
    outcome: ReadVerdict['outcome'],
    confidence?: ReadVerdict['confidence'],
  ): ReadVerdict => ({
    rule,
    outcome,
    leaves,
    found,
    ...(confidence === undefined ? {} : { confidence }),
  });

  if (!owner.every(isSuccess)) return verdict('ownerCannotRead', 'inconclusive');
  if (found.length === 0 && isUnusable(other)) return verdict('noAnswer', 'inconclusive');
  // The body decides even on 3xx and 4xx: a redirect can carry the data.
  if (isRefusal(other) && !discloses(other, leaves)) return verdict('refused', 'hardened');
  const masking = { echoesA: echoes.object, volatilePaths: volatilePaths(first, owner[1]) };
  if (sameAnswer(other, nonexistent, { ...masking, echoesB: echoes.nonexistent }))
    return verdict('softRefusal', 'hardened');
  // An answer that ignores the id names the stranger's own object whatever was asked for, so both ids are masked in both.
  const bothIds = [...echoes.object, ...echoes.own];
  if (
    own !== undefined &&
    isSuccess(own) &&
    sameAnswer(other, own, { ...masking, echoesA: bothIds, echoesB: bothIds }) &&
    // Two objects that hold the same defaults are answered alike whether the id is ignored or not.
    !(isRefusal(nonexistent) && sameAnswer(first, own, { ...masking, echoesA: bothIds, echoesB: bothIds }))
  ) {
    return verdict('idIgnored', 'hardened');
  }
  if (anonymousReadsIt(evidence, leaves)) return verdict('anonymousToo', 'inconclusive');
  if (evidence.isPrivileged || evidence.isMember) return verdict('shared', 'hardened');
  if (leaves.length > 0) return judgeShown(evidence, leaves, share, found, verdict);
  if (evidence.isProfile === true) return verdict('profile', 'inconclusive');
  return withoutPrivateValues(evidence, verdict, masking.volatilePaths);
}

/** The stranger was answered something of its own: whether it is the owner's, and whether that may be meant. */
function judgeShown(
  evidence: ReadEvidence,
  leaves: readonly PrivateLeaf[],
  share: number,
  found: readonly PrivateLeaf[],
  verdict: Verdict,
): ReadVerdict {
  const grave = graveLeaves(evidence.other, found);
  const shown = shownBefore(evidence, found, grave.length > 0);
  if (shown === 'hardened') return verdict('shared', 'hardened');
  if (shown === 'inconclusive') return verdict('shownInList', 'inconclusive');
  if (grave.length > 0) {
    const isSure = grave.some((leaf) => leaf.isDistinctive) || accessOf(evidence.other, leaves) === 'confirmed';
    return verdict('disclosed', 'vulnerable', isSure ? 'confirmed' : 'firm');
  }
  if (share > 0 && evidence.isTeamListed === true) return verdict('team', 'inconclusive');
  if (share > 0 && isBelowShared(evidence)) return verdict('belowShared', 'inconclusive');
  return disclosed(evidence, leaves, share, found, verdict);
}

/** Whether lists that do not leak show B the whole of what the object stands below. */
function isBelowShared({ parentListings = [] }: ReadEvidence): boolean {
  return (
    parentListings.length > 0 && parentListings.every((listing) => judgeCollection(listing).outcome !== 'vulnerable')
  );
}

type Verdict = (rule: ReadRule, outcome: ReadVerdict['outcome'], confidence?: ReadVerdict['confidence']) => ReadVerdict;

function disclosed(
  evidence: ReadEvidence,
  leaves: readonly PrivateLeaf[],
  share: number,
  found: readonly PrivateLeaf[],
  verdict: Verdict,
): ReadVerdict {
  const access = accessOf(evidence.other, leaves);
  const redacted = isRedacted(evidence.other, leaves, found);
  if (share > 0 && !(access !== null && holdsContact(found))) {
    if (evidence.isProfile === true && isProfileOnly(found)) return verdict('profile', 'inconclusive');
    if (redacted) return verdict('redacted', 'inconclusive');
  }
  if (access !== null && redacted) return verdict('disclosed', 'vulnerable', 'firm');
  if (access === 'confirmed' && (evidence.repeat === undefined || accessOf(evidence.repeat, leaves) === 'confirmed')) {
    return verdict('disclosed', 'vulnerable', 'confirmed');
  }
  if (access !== null && mirrorAgrees(evidence)) return verdict('disclosed', 'vulnerable', 'firm');
  if (share === 0) return verdict(isEmptyAnswer(evidence.other) ? 'softRefusal' : 'refused', 'hardened');
  const agreesOnFew = share >= recallThreshold && found.length < firmLeaves && isRefusal(evidence.nonexistent);
  return agreesOnFew
    ? verdict('withoutPrivateValues', 'vulnerable', 'tentative')
    : verdict('cannotTell', 'inconclusive');
}

/** Both objects hold defaults, yet the id does choose, and nobody asked whose it is. */
function withoutPrivateValues(evidence: ReadEvidence, verdict: Verdict, volatile: ReadonlySet<string>): ReadVerdict {
  const [first] = evidence.owner;
  const echoes = evidence.echoes.object;
  const isSame = sameAnswer(evidence.other, first, { echoesA: echoes, echoesB: echoes, volatilePaths: volatile });
  const { anonymous, nonexistent } = evidence;
  const othersRefused = anonymous !== null && isRefusal(anonymous) && isRefusal(nonexistent);
  if (isSame && othersRefused && !isEmptyAnswer(first))
    return verdict('withoutPrivateValues', 'vulnerable', 'tentative');
  return verdict('cannotTell', 'inconclusive');
}

function anonymousReadsIt({ anonymous, owner }: ReadEvidence, leaves: readonly PrivateLeaf[]): boolean {
  if (anonymous === null) return false;
  if (leaves.length > 0) return recallOf(anonymous, leaves).share >= recallThreshold;
  return isSuccess(anonymous) && sameAnswer(anonymous, owner[0]);
}

/**
 * How the list is judged that already showed B these private values, not merely the id: all of them, or most of
 * what is particular of them where nothing grave is left.
 */
function shownBefore(
  evidence: ReadEvidence,
  found: readonly PrivateLeaf[],
  isGrave: boolean,
): 'hardened' | 'inconclusive' | undefined {
  const listings = evidence.listings.filter((listing) => isShownBy(listing, found));
  const judged = listings.map((listing) => ({
    outcome: judgeCollection(listing).outcome,
    isWhole: recallOf(listing.other, found).share === 1,
  }));
  if (judged.some(({ outcome }) => outcome === 'vulnerable')) return undefined;
  if (judged.some(({ outcome, isWhole }) => outcome === 'hardened' && isWhole)) return 'hardened';
  return judged.some(({ isWhole }) => isWhole || !isGrave) ? 'inconclusive' : undefined;
}

/**
 * Whether a list showed B the private values before: all of them, or of one object more than half of those that are
 * particular and do not just name the owner. Of a list, the rows that were not shown are the private ones.
 */
export function isShownBy(
  listing: Pick<CollectionEvidence, 'other' | 'ownerSubjects'>,
  found: readonly PrivateLeaf[],
): boolean {
  if (found.length === 0) return false;
  const whole = recallOf(listing.other, found);
  if (whole.share === 1) return true;
  const telling = found.filter(
    (leaf) => leaf.isDistinctive && !leaf.path.includes('[]') && !listing.ownerSubjects.includes(leaf.value),
  );
  return telling.length > 1 && recallOf(listing.other, telling).share > 0.5;
}

function mirrorAgrees(evidence: ReadEvidence): boolean {
  const { mirror, own } = evidence;
  if (mirror === undefined || own === undefined) return false;
  const leaves = privateLeaves([own], [evidence.owner[0], evidence.nonexistent], evidence.echoes.own);
  return accessOf(mirror, leaves) !== null;
}

function discloses(answer: Exchange, leaves: readonly PrivateLeaf[]): boolean {
  return (
    accessOf(answer, leaves) !== null ||
    recallOf(
      answer,
      leaves.filter((leaf) => leaf.isDistinctive),
    ).found.length > 0
  );
}
