import { anonymous, type Exchange, isSuccess, type Operation, type RequestSpec } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import { accessOf, echoesOf, isRefusal, objectScoped, privateLeaves, recallOf } from '../verdict/compare.ts';
import type { ReadEvidence } from '../verdict/read.ts';
import type { ForeignPair } from './pairs.ts';
import type { SurveyPart, Values } from './survey.ts';

/** The requests of a read experiment that differ from check to check. */
export interface ReadPlan {
  /** The owner's way to its object. */
  owner: RequestSpec;
  /** The stranger's way to the same object. */
  other: RequestSpec;
  /** The same way, to something that does not exist. */
  nonexistent: RequestSpec;
  /** The stranger's own object by the same operation. */
  own?: RequestSpec;
  echoes: ReadEvidence['echoes'];
}

/** Times that an owner's reading is tried: DynamoDB reads are eventually consistent by default. */
const patience = 3;

/** The plain plan for a pair: the stranger asks exactly what the owner asks. */
export function plainPlan(
  pair: ForeignPair,
  operation: Operation,
  tools: Pick<ProbeTools<SurveyPart>, 'request' | 'lookalike'>,
): ReadPlan | undefined {
  const { object, own } = pair;
  const missing = withMissing(object.values, object.parameter, tools);
  const nonexistent = tools.request(operation, missing);
  if (nonexistent === undefined) return undefined;
  return {
    owner: object.request,
    other: object.request,
    nonexistent,
    echoes: {
      object: echoesOf(object.values),
      nonexistent: echoesOf(missing),
      own: own === undefined ? [] : echoesOf(own.values),
    },
    ...(own === undefined ? {} : { own: own.request }),
  };
}

/** The same values with one that names nothing. */
export function withMissing(
  values: Values,
  parameter: string,
  tools: Pick<ProbeTools<SurveyPart>, 'lookalike'>,
): Values {
  return { ...values, [parameter]: tools.lookalike(values[parameter] ?? '') };
}

/** Carries out a read experiment: at most six requests, most of them shared with other checks; on a hit two more. */
export async function readExperiment(
  pair: Pick<ForeignPair, 'owner' | 'other' | 'isListedForOther'> & { isMember: boolean; mirror?: RequestSpec },
  plan: ReadPlan,
  send: ProbeTools<SurveyPart>['send'],
): Promise<ReadEvidence> {
  const { owner, other } = pair;
  const first = await patiently(
    () => send(plan.owner, owner, 'owner reads'),
    () => send(plan.owner, owner, 'owner reads', { fresh: true }),
  );
  const [second, nonexistent, own, foreign] = await Promise.all([
    send(plan.owner, owner, 'owner reads again', { second: true }),
    send(plan.nonexistent, other, 'stranger reads an id that does not exist'),
    plan.own === undefined ? undefined : send(plan.own, other, 'stranger reads its own'),
    send(plan.other, other, "stranger reads the owner's"),
  ]);
  const asked: ReadEvidence = {
    owner: [first, second],
    anonymous: null,
    nonexistent,
    other: foreign,
    echoes: plan.echoes,
    isMember: pair.isMember || pair.isListedForOther,
    isPrivileged: other.isPrivileged,
    listings: [],
    ...(own === undefined ? {} : { own }),
  };
  if (isPlainRefusal(foreign, first, plan.echoes.object)) return asked;
  const evidence: ReadEvidence = { ...asked, anonymous: await send(plan.other, anonymous, 'anonymous reads') };
  if (
    accessOf(
      foreign,
      objectScoped(privateLeaves([first, second], [own, nonexistent], plan.echoes.object), foreign, [own, nonexistent]),
    ) === null
  )
    return evidence;
  const repeat = await send(plan.other, other, "stranger reads the owner's again", { second: true });
  if (pair.mirror === undefined) return { ...evidence, repeat };
  return { ...evidence, repeat, mirror: await send(pair.mirror, owner, "owner reads the stranger's") };
}

/** A refusal that shows nothing at all of the object, defaults and passing values included. */
function isPlainRefusal(foreign: Exchange, first: Exchange, echoes: readonly string[]): boolean {
  return isRefusal(foreign) && recallOf(foreign, privateLeaves([first], [], echoes)).found.length === 0;
}

async function patiently(first: () => Promise<Exchange>, again: () => Promise<Exchange>): Promise<Exchange> {
  let exchange = await first();
  for (let attempt = 1; attempt < patience && !isSuccess(exchange); attempt++) exchange = await again();
  return exchange;
}
