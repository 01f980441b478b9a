import { type Exchange, type Identity, isSuccess, type RequestSpec } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import type { SurveyPart } from '../survey/survey.ts';
import { type PrivateLeaf, recallOf } from '../verdict/compare.ts';
import type { ClaimedReading } from './claim-verdict.ts';
import { type Claim, inNobodysName, type Said } from './identity-claims.ts';

type Tools = Pick<ProbeTools<SurveyPart>, 'send' | 'lookalike'>;

/** A way to say who one is: which names, and how they are put into a request. */
export interface Channel {
  kind: string;
  claims: readonly Claim[];
  put(request: RequestSpec, said: readonly Said[]): RequestSpec;
}

/** Claims that work on one operation and are kept with their control; more say nothing new. */
const maxKept = 3;

/** Requests that are spent on finding which claims an API takes that refuses them together. */
export const maxRefused = 12;

/** One caller that says to be the victim in one way. */
interface Attempt {
  channel: Channel;
  caller: Identity;
  request: RequestSpec;
  leaves: readonly PrivateLeaf[];
  /** What the caller gets without a claim. */
  control: Exchange | undefined;
  /** How often claims may still be parted that were refused together. */
  refused: { left: number };
}

/** The claims that work alone, each with its control in nobody's name. */
export async function singlesOf(tools: Tools, attempt: Attempt, said: readonly Said[]): Promise<ClaimedReading[]> {
  const { channel, caller, request } = attempt;
  const singles: ClaimedReading[] = [];
  for (const { one, exchange } of await workingAmong(tools, attempt, said)) {
    const nobodys = channel.put(request, inNobodysName([one], tools.lookalike));
    const nobody = await tools.send(nobodys, caller, `control: ${one.name} names nobody`);
    singles.push({ channel: channel.kind, name: one.name, value: one.value, caller: caller.name, exchange, nobody });
  }
  return singles.slice(0, maxKept);
}

/**
 * Halves the claims that work until single ones are left: about ten requests for one that works among thirty. Those that
 * turn a caller away are halved too, for one among them may be what the API or a proxy before it does not take.
 */
async function workingAmong(
  tools: Tools,
  attempt: Attempt,
  said: readonly Said[],
): Promise<{ one: Said; exchange: Exchange }[]> {
  const [one] = said;
  const { channel, caller, request, leaves } = attempt;
  const exchange = await tools.send(
    channel.put(request, said),
    caller,
    `${caller.name} says ${one?.name ?? 'nothing'}`,
  );
  const isFound = recallOf(exchange, leaves).found.length > 0;
  if (one === undefined || (!isFound && !isTurnedAway(exchange, attempt.control))) return [];
  if (said.length === 1) return isFound ? [{ one, exchange }] : [];
  if (!isFound && attempt.refused.left-- <= 0) return [];
  const middle = said.length >> 1;
  const first = await workingAmong(tools, attempt, said.slice(0, middle));
  return first.length >= maxKept ? first : [...first, ...(await workingAmong(tools, attempt, said.slice(middle)))];
}

/** Whether an answer declines or breaks otherwise than the one without a claim does. */
function isTurnedAway(exchange: Exchange, control: Exchange | undefined): boolean {
  return !isSuccess(exchange) && exchange.response?.status !== control?.response?.status;
}
