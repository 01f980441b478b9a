import { anonymous, type Exchange, type Identity, type Operation, type RequestSpec } from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import { type AccessEvidence, judgeAccess, notAsked } from '../verdict/access.ts';
import { echoesOf, isEmptyAnswer, isRefusal } from '../verdict/compare.ts';
import type { ReadEvidence } from '../verdict/read.ts';
import { objectParameter } from './bindings.ts';
import { plainPlan, type ReadPlan, readExperiment } from './experiment.ts';
import { listingsOf, parentListingsOf } from './listings.ts';
import { type ForeignPair, foreignPairs, isProfileOf, isTeamListed } from './pairs.ts';
import { baselinesOf, type OwnedObject, type Survey } from './survey.ts';

/** The parts of the survey that the cells of an operation are made from. */
export const accessNeeds = ['identities', 'objects', 'items', 'baselines'] as const;
type Needs = (typeof accessNeeds)[number];

/** Thrown instead of sending, where nothing new may be asked. */
export class NotAsked extends Error {
  override readonly name = 'NotAsked';
}

export interface AccessTools extends Pick<ProbeTools<Needs>, 'request' | 'lookalike'> {
  survey: Pick<Survey, Needs>;
  /** Sends, or gives what was asked already. May reject with {@link NotAsked}. */
  send: ProbeTools<Needs>['send'];
}

/** Objects of others that one caller asks for, until one decides. */
const objectsPerCaller = 2;

/**
 * What every caller gets of an operation: of its own object and of somebody else's, or just of the operation where it
 * names no object. Everything goes through `send`; where that gives only what was asked already, nothing is sent.
 * Rejects only when the scan ends.
 */
export async function observeAccess(operation: Operation, tools: AccessTools): Promise<AccessEvidence[]> {
  const callers = [...tools.survey.identities, anonymous];
  if (objectParameter(operation) === undefined) {
    return Promise.all(callers.map((caller) => plainCell(operation, caller, tools)));
  }
  const pairs = foreignPairs(operation.id, tools.survey, Number.POSITIVE_INFINITY);
  const cells = callers.map(async (caller): Promise<AccessEvidence[]> => {
    if (caller.name === anonymous.name) return [await anonymousCell(operation, tools)];
    const ofCaller = pairs.filter(({ other }) => other.name === caller.name).slice(0, objectsPerCaller);
    return [ownCell(operation, caller, tools), await foreignCell(operation, caller, ofCaller, tools)];
  });
  return (await Promise.all(cells)).flat();
}

async function plainCell(operation: Operation, caller: Identity, tools: AccessTools): Promise<AccessEvidence> {
  const cell = { identity: caller.name, whose: 'none' as const };
  const [known] = baselinesOf(tools.survey, operation.id, caller.name);
  if (known === undefined) return { ...cell, unknown: 'it could not be called' };
  const { exchange, request } = known;
  if (judgeAccess({ ...cell, exchange }).observed !== 'allowed') return { ...cell, exchange };
  const absent = await askBeside(request, caller, tools);
  return { ...cell, exchange, ...(absent === undefined ? {} : { absent }) };
}

/** A path that nothing serves beside the given one: a gateway that answers everything must not pass for an operation. */
async function askBeside(
  request: RequestSpec,
  caller: Identity,
  { send, lookalike }: AccessTools,
): Promise<Exchange | undefined> {
  const [path = '/'] = request.path.split('?');
  const absent = path.replace(/[^/]+\/?$/, (segment) => lookalike(segment));
  if (absent === path) return undefined;
  return unlessNotAsked(send({ ...request, path: absent }, caller, 'a path that nothing serves'));
}

/** The owner's own reading, from the survey; or the refusal of what its id says to be its own. */
function ownCell(operation: Operation, caller: Identity, { survey }: AccessTools): AccessEvidence {
  const cell = { identity: caller.name, whose: 'own' as const };
  const mine = survey.objects.filter(({ operation: id, owner }) => id === operation.id && owner === caller.name);
  const object = mine.find(({ exchange }) => !isEmptyAnswer(exchange)) ?? mine[0];
  if (object !== undefined) return { ...cell, exchange: object.exchange, reason: object.reason };
  const parameter = objectParameter(operation)?.name ?? '';
  // The name on the command line is a guess of the caller's id: a refusal of it says nothing.
  const ids = caller.subjects.filter((subject) => subject !== caller.name);
  const refused = baselinesOf(survey, operation.id, caller.name).find(
    ({ values, exchange }) =>
      ids.includes(values[parameter] ?? '') && [401, 403].includes(exchange.response?.status ?? 0),
  );
  return refused === undefined
    ? { ...cell, unknown: 'no object of its own is known' }
    : { ...cell, exchange: refused.exchange, reason: `${parameter} names it` };
}

/** The first object that decides; one that is shared with the caller only where no other does. */
async function foreignCell(
  operation: Operation,
  caller: Identity,
  pairs: readonly ForeignPair[],
  tools: AccessTools,
): Promise<AccessEvidence> {
  const cell = { identity: caller.name, whose: 'foreign' as const };
  const found: AccessEvidence[] = [];
  for (const pair of pairs) {
    const plan = plainPlan(pair, operation, tools);
    if (plan === undefined) continue;
    const owner = pair.owner.name;
    const experiment = await unlessNotAsked(experimentOf(operation, pair, plan, tools));
    const evidence: AccessEvidence =
      experiment === undefined
        ? await readingCell(operation, caller, pair.object, pair.owner, tools)
        : { ...cell, owner, experiment };
    const { observed } = judgeAccess(evidence);
    const isShared = pair.isListedForOther || pair.object.members.includes(caller.name);
    if (observed !== 'unknown' && !isShared) return evidence;
    found.push(evidence);
  }
  const decided = found.find((evidence) => judgeAccess(evidence).observed !== 'unknown');
  return decided ?? found[0] ?? { ...cell, unknown: "no object of another's is known" };
}

async function experimentOf(
  operation: Operation,
  pair: ForeignPair,
  plan: ReadPlan,
  { survey, send }: AccessTools,
): Promise<ReadEvidence> {
  const { object, other, own } = pair;
  const experiment = {
    ...pair,
    isMember: object.members.includes(other.name),
    ...(own === undefined ? {} : { mirror: own.request }),
  };
  const read = await readExperiment(experiment, plan, send);
  return {
    ...read,
    isProfile: isProfileOf(operation.path, object),
    isTeamListed: isTeamListed(operation.path, pair, survey.items),
    listings: await listingsOf(read, pair, survey.baselines, send),
    parentListings: await parentListingsOf(operation.path, pair, survey.baselines, send),
  };
}

async function anonymousCell(operation: Operation, tools: AccessTools): Promise<AccessEvidence> {
  const { objects, identities } = tools.survey;
  const known = objects.filter((entry) => entry.operation === operation.id);
  const object = known.find(({ exchange }) => !isEmptyAnswer(exchange)) ?? known[0];
  const owner = identities.find(({ name }) => name === object?.owner);
  if (object === undefined || owner === undefined) {
    return { identity: anonymous.name, whose: 'foreign', unknown: "no object of another's is known" };
  }
  return readingCell(operation, anonymous, object, owner, tools);
}

/** One reading with what controls there are: of a caller who has no object of its own, or who was not asked everything. */
async function readingCell(
  operation: Operation,
  caller: Identity,
  object: OwnedObject,
  owner: Identity,
  { send, request, lookalike }: AccessTools,
): Promise<AccessEvidence> {
  const cell = { identity: caller.name, whose: 'foreign' as const };
  const missing = { ...object.values, [object.parameter]: lookalike(object.values[object.parameter] ?? '') };
  const beside = request(operation, missing);
  const [answer, second] = await Promise.all([
    unlessNotAsked(send(object.request, caller, `${caller.name} reads the owner's`)),
    unlessNotAsked(send(object.request, owner, 'owner reads again', { second: true })),
  ]);
  if (answer === undefined) return { ...cell, unknown: notAsked };
  const nonexistent =
    beside === undefined || isRefusal(answer)
      ? undefined
      : await unlessNotAsked(send(beside, caller, `${caller.name} reads an id that does not exist`));
  const readings: [Exchange, ...Exchange[]] = [object.exchange, ...(second === undefined ? [] : [second])];
  const echoes = [...echoesOf(object.values), ...echoesOf(missing)];
  const reading = { owner: readings, answer, echoes, ...(nonexistent === undefined ? {} : { nonexistent }) };
  return { ...cell, owner: owner.name, reading };
}

async function unlessNotAsked<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotAsked) return undefined;
    throw error;
  }
}
