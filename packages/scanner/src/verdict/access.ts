import { type AccessCell, type Exchange, isJsonObject, isSuccess, jsonOf } from '@middlebrick/model';
import { isAnsweredAlike } from './answered-alike.ts';
import { accessOf, isEmptyAnswer, isRefusal, isUnusable, privateLeaves, recallOf, sameAnswer } from './compare.ts';
import { judgeRead, type ReadEvidence, type ReadRule } from './read.ts';

/** One caller's reading of somebody else's object, with as many controls as there are. */
export interface ForeignReading {
  /** The owner's readings of the object. */
  owner: readonly [Exchange, ...Exchange[]];
  answer: Exchange;
  /** The same caller asks for an id that names nothing. */
  nonexistent?: Exchange;
  /** Values that the request carried. */
  echoes: readonly string[];
}

/** What is known of one cell of the matrix. Survives JSON. */
export type AccessEvidence = { identity: string } & (
  | { whose: 'own'; exchange: Exchange; reason: string }
  | { whose: 'foreign'; owner: string; experiment: ReadEvidence }
  | { whose: 'foreign'; owner: string; reading: ForeignReading }
  | {
      whose: 'none';
      exchange: Exchange;
      /** A path beside it that nothing serves, as the same caller. */
      absent?: Exchange;
    }
  | { whose: AccessCell['whose']; unknown: string }
);

/** What the answers prove of one cell. */
export interface AccessVerdict {
  observed: AccessCell['observed'];
  status?: number;
  reason?: string;
  /** A foreign object that is given to the caller in ways that are no flaw by themselves. */
  isShared?: true;
  /** How sure an `allowed` is: `confirmed` when values prove it. */
  confidence?: 'confirmed' | 'firm' | 'tentative';
  /** The answer that decided. */
  exchange?: Exchange;
  /** Private values of the owner that came back. */
  found?: readonly { path: string; value: string }[];
}

export const notAsked = 'not asked';

/** Whether a caller gets what it asks for: by values where the object is somebody else's, never by a status alone. Pure. */
export function judgeAccess(evidence: AccessEvidence): AccessVerdict {
  if ('unknown' in evidence) return { observed: 'unknown', reason: evidence.unknown };
  if (evidence.whose === 'own') return withStatus(evidence.exchange, ownAccess(evidence.exchange, evidence.reason));
  if (evidence.whose === 'none') return withStatus(evidence.exchange, plainAccess(evidence.exchange, evidence.absent));
  const { owner } = evidence;
  return 'experiment' in evidence
    ? withStatus(evidence.experiment.other, experimentAccess(evidence.experiment, owner))
    : withStatus(evidence.reading.answer, readingAccess(evidence.reading, owner));
}

function withStatus(exchange: Exchange, verdict: AccessVerdict): AccessVerdict {
  const status = exchange.response?.status;
  return { ...verdict, exchange, ...(status === undefined ? {} : { status }) };
}

function unknown(reason: string): AccessVerdict {
  return { observed: 'unknown', reason };
}

function denied(reason: string): AccessVerdict {
  return { observed: 'denied', reason };
}

function ownAccess(exchange: Exchange, reason: string): AccessVerdict {
  if (isUnusable(exchange)) return unknown('no usable answer');
  if (isRefusal(exchange) || refusesSoftly(exchange)) return denied('refused, although it is its own');
  if (isEmptyAnswer(exchange)) return unknown('the answer is empty');
  return { observed: 'allowed', confidence: 'confirmed', reason };
}

function plainAccess(exchange: Exchange, absent: Exchange | undefined): AccessVerdict {
  if (isUnusable(exchange)) return unknown('no usable answer');
  if (isRefusal(exchange)) return denied('refused');
  if (refusesSoftly(exchange)) return denied('refused in the body of a success');
  if (isEmptyAnswer(exchange)) return unknown('the answer is empty');
  if (absent !== undefined && isAnsweredAlike(exchange, absent)) {
    return unknown('answered just like a path that nothing serves');
  }
  return { observed: 'allowed', confidence: 'firm' };
}

/** What the rules of the read verdict mean for the matrix; those that are not here leave it open. */
const readReasons: Partial<Record<ReadRule, string>> = {
  ownerCannotRead: 'the owner could not read the object either',
  noAnswer: 'no usable answer',
  refused: 'refused',
  softRefusal: 'answered like an id that does not exist',
  idIgnored: 'the id is ignored: the answer is its own object',
  profile: 'shows what public profiles show and nothing else',
  redacted: 'shows a part of the object and keeps the rest',
  cannotTell: 'too few private values to decide',
};

/** Ways of being given a foreign object that are no flaw by themselves. */
const givenReasons: Partial<Record<ReadRule, string>> = {
  anonymousToo: 'served without signing in, too',
  shared: 'shared with this caller',
  shownInList: 'a list shows it to this caller, too',
  team: 'shown to the whole tenant',
};

const privilegedReason = 'known to be allowed more than ordinary users';

function experimentAccess(evidence: ReadEvidence, owner: string): AccessVerdict {
  const { rule, outcome, confidence = 'firm', leaves, found } = judgeRead(evidence);
  const values = found.map(({ path, value }) => ({ path, value }));
  if (outcome === 'vulnerable') {
    const reason =
      rule === 'withoutPrivateValues'
        ? `answered like the owner ${owner}, but the object holds nothing private`
        : `receives the private values of ${owner}`;
    return { observed: 'allowed', confidence, reason, found: values };
  }
  const given = rule === 'shared' && evidence.isPrivileged ? privilegedReason : givenReasons[rule];
  if (given === undefined) {
    const reason = readReasons[rule] ?? 'cannot be told';
    return outcome === 'hardened' ? denied(reason) : unknown(reason);
  }
  const access = accessOf(evidence.other, leaves);
  if (access !== null) return { observed: 'allowed', isShared: true, confidence: access, reason: given, found: values };
  const isSame = leaves.length === 0 && sameAnswer(evidence.other, evidence.owner[0]);
  return isSame
    ? { observed: 'allowed', isShared: true, confidence: 'firm', reason: given }
    : unknown('too few private values to decide');
}

function readingAccess({ owner, answer, nonexistent, echoes }: ForeignReading, name: string): AccessVerdict {
  if (!owner.every(isSuccess)) return unknown('the owner could not read the object either');
  const leaves = privateLeaves(owner, [nonexistent], echoes);
  const access = accessOf(answer, leaves);
  if (access !== null && nonexistent !== undefined) {
    const { found } = recallOf(answer, leaves);
    const values = found.map(({ path, value }) => ({ path, value }));
    return { observed: 'allowed', confidence: access, reason: `receives the private values of ${name}`, found: values };
  }
  if (access !== null) return unknown(notAsked);
  if (isUnusable(answer)) return unknown('no usable answer');
  if (isRefusal(answer) || refusesSoftly(answer)) return denied('refused');
  if (nonexistent === undefined) return unknown(notAsked);
  if (sameAnswer(answer, nonexistent, { echoesA: echoes, echoesB: echoes }))
    return denied('answered like an id that does not exist');
  if (leaves.length === 0 && !isEmptyAnswer(answer) && sameAnswer(answer, owner[0])) {
    const reason = `answered like the owner ${name}, but the object holds nothing private`;
    return { observed: 'allowed', confidence: 'tentative', reason };
  }
  if (leaves.length > 0 && recallOf(answer, leaves).found.length === 0)
    return denied('none of the private values is shown');
  return unknown('too few private values to decide');
}

/** Names of fields that say why there is nothing, and of those that go with them. */
const refusing = new Set(['error', 'errors', 'error_message', 'errormessage', 'error_description']);
const accompanying = new Set(['message', 'code', 'status', 'statuscode', 'success', 'ok', 'detail', 'title', 'type']);

/** Whether a success says in its body that it is none: an object of an error and what goes with it, nothing else. */
function refusesSoftly(exchange: Exchange): boolean {
  const json = isSuccess(exchange) ? jsonOf(exchange) : undefined;
  if (json === undefined || !isJsonObject(json)) return false;
  const fields = Object.entries(json).map(([key, value]) => ({ name: key.toLowerCase(), value }));
  const says = fields.some(
    ({ name, value }) => refusing.has(name) && value !== null && value !== '' && value !== false,
  );
  const isAll = fields.every(
    ({ name, value }) => refusing.has(name) || accompanying.has(name) || value === null || value === '',
  );
  return says && isAll;
}
