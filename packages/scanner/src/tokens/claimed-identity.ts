import {
  anonymous,
  type Exchange,
  type Identity,
  isSuccess,
  type Operation,
  type RequestSpec,
} from '@middlebrick/model';
import type { ProbeTools } from '../define-check.ts';
import { type Baseline, baselinesOf, type Values } from '../survey/survey.ts';
import {
  accessOf,
  echoesOf,
  type PrivateLeaf,
  privateLeaves,
  recallOf,
  sameAnswer,
  volatilePaths,
} from '../verdict/compare.ts';
import type { ClaimEvidence, ClaimedReading, RefusedReading } from './claim-verdict.ts';
import { type Claim, inNobodysName, roundsFor, type Said } from './identity-claims.ts';
import { type Channel, maxRefused, singlesOf } from './working-claims.ts';

export const claimNeeds = ['identities', 'baselines', 'objects'] as const;
type Tools = ProbeTools<(typeof claimNeeds)[number]> & { operation: Operation };

/** How an identity can be claimed on the operations of a check. */
interface ClaimPlan {
  /** Channels of one group are used at once first. */
  groups: readonly (readonly Channel[])[];
  /** Whether the check asks about an operation. */
  isAsked(operation: string): boolean;
}

/**
 * Tries whether saying to be the victim is enough: first everything at once (a few requests an operation), then, if
 * that makes a difference, each channel, and if it brings the victim's private values, each claim alone with its
 * control. `null`: nothing private to be won.
 */
export async function claimIdentity(
  tools: Tools,
  { groups, isAsked }: ClaimPlan,
): Promise<ClaimEvidence | RefusedReading | null> {
  const victim = tools.survey.identities.find((identity) => identity.subjects.length > 0);
  const own = victim && (await requestOf(tools, victim, groups.flat()));
  if (victim === undefined || own === undefined) return null;
  const stranger = tools.survey.identities.find((identity) => identity.name !== victim.name);

  const reading = await readAsVictim(tools, victim, own, groups, stranger);
  if ('refusals' in reading) return { victim: victim.name, ...reading };
  const leaves = privateLeaves(reading.owner, reading.controls, reading.echoes);
  if (accessOf(reading.owner[0], leaves) === null) return null;

  const example = exampleFor(tools, victim, stranger, isAsked);
  const together: Exchange[] = [];
  let isCut = false;
  for (const group of groups) {
    const search = { reading, leaves, own, victim, stranger, group, isExample: example === undefined };
    const found = await searched(tools, search, together);
    if (found.singles.length > 0) return { ...reading, victim: victim.name, together, singles: found.singles };
    isCut ||= found.isCut;
  }
  return {
    ...reading,
    victim: victim.name,
    together,
    singles: [],
    ...(isCut && example !== undefined ? { example } : {}),
  };
}

interface Search {
  reading: Reading;
  leaves: readonly PrivateLeaf[];
  own: Own;
  victim: Identity;
  stranger: Identity | undefined;
  group: readonly Channel[];
  /** Whether all values by which the victim is known are tried, even if the first ones make no difference. */
  isExample: boolean;
}

/**
 * The claims that work, of the first caller and the first values with which one does, and whether further values were
 * left out. Notes what was said at once.
 */
async function searched(
  tools: Tools,
  search: Search,
  together: Exchange[],
): Promise<{ singles: ClaimedReading[]; isCut: boolean }> {
  const { reading, leaves, own, victim, stranger, group, isExample } = search;
  // Without a credential first: where that works, nothing worse can be said.
  const callers = [anonymous, ...(stranger === undefined ? [] : [stranger])];
  let isMoved = false;
  for (const [index, round] of togetherRounds(group, victim, stranger).entries()) {
    if (index > 0 && !isExample && !isMoved) return { singles: [], isCut: true };
    for (const caller of callers) {
      const control = reading.controls.find(({ identity }) => identity === caller.name);
      const purpose = `${caller.name} says to be ${victim.name}`;
      const all = await tools.send(sayAll(own.request, round), caller, purpose);
      together.push(all);
      const volatile = volatilePaths(reading.owner[0], reading.owner[1]);
      if (recallOf(all, leaves).found.length === 0 && isUnmoved(all, control, round, volatile)) continue;
      isMoved = true;
      for (const { channel, said } of round) {
        const attempt = { channel, caller, request: own.request, leaves, control, refused: { left: maxRefused } };
        const singles = await singlesOf(tools, attempt, said);
        if (singles.length > 0) return { singles, isCut: false };
      }
    }
  }
  return { singles: [], isCut: false };
}

/** What is said in one request, by channel. */
type TogetherRound = readonly { channel: Channel; said: readonly Said[] }[];

function togetherRounds(group: readonly Channel[], victim: Identity, stranger: Identity | undefined): TogetherRound[] {
  const rounds: { channel: Channel; said: readonly Said[] }[][] = [];
  for (const channel of group) {
    for (const [index, said] of roundsOf(channel, victim, stranger).entries()) {
      const round = rounds[index] ?? [];
      rounds[index] = [...round, { channel, said }];
    }
  }
  return rounds;
}

function sayAll(request: RequestSpec, round: TogetherRound): RequestSpec {
  return round.reduce((whole, { channel, said }) => channel.put(whole, said), request);
}

/** Whether claims left an answer as it is without them, but for what it repeats of them. */
function isUnmoved(
  answer: Exchange,
  control: Exchange | undefined,
  round: TogetherRound,
  volatile: ReadonlySet<string> = new Set(),
): boolean {
  if (control === undefined) return false;
  if (answer.response === null || control.response === null) return answer.response === control.response;
  const said = round.flatMap((part) => part.said.map(({ value }) => value));
  return sameAnswer(answer, control, { echoesA: said, echoesB: said, volatilePaths: volatile });
}

/**
 * The operation that stands for this one when all values by which the victim is known are tried; `undefined` when it is
 * this one, or there is none. Who a caller is, is mostly decided once for all operations, and where it is not, a value of
 * the wrong kind already changes the answer. The example shows each user values of its own.
 */
function exampleFor(
  { survey, operation }: Tools,
  victim: Identity,
  stranger: Identity | undefined,
  isAsked: (operation: string) => boolean,
): string | undefined {
  const example = survey.baselines.find(({ operation: id, identity, request, values, exchange }) => {
    if (identity !== victim.name || request.method !== 'GET' || Object.keys(values).length > 0) return false;
    if (!isSuccess(exchange) || !isAsked(id)) return false;
    const others = [anonymous, ...(stranger === undefined ? [] : [stranger])];
    const controls = others.map(({ name }) => baselinesOf(survey, id, name)[0]?.exchange);
    return accessOf(exchange, privateLeaves([exchange], controls, victim.subjects)) !== null;
  });
  return example?.operation === operation.id ? undefined : example?.operation;
}

interface Own {
  request: RequestSpec;
  values: Values;
  exchange: Exchange;
}

type Reading = Pick<ClaimEvidence, 'owner' | 'needsClaim' | 'controls' | 'echoes'>;

/** A request that is known to name what the victim reads; else one with all but the claims filled in. */
async function requestOf(tools: Tools, victim: Identity, channels: readonly Channel[]): Promise<Own | undefined> {
  const { survey, operation } = tools;
  const object = survey.objects.find((owned) => owned.operation === operation.id && owned.owner === victim.name);
  const known = object ?? baselinesOf(survey, operation.id, victim.name)[0];
  if (known !== undefined) return known;

  // The survey fills no header that says who the caller is; without one the operation was never called.
  const names = new Set(channels.flatMap(({ claims }) => claims.map(({ name }) => name.toLowerCase())));
  const isClaim = (name: string): boolean => names.has(name.toLowerCase());
  const headers = operation.parameters.filter((parameter) => parameter.in === 'header' && isClaim(parameter.name));
  const filled = tools.request(
    operation,
    Object.fromEntries(headers.map(({ name }) => [name, victim.subjects[0] ?? ''])),
  );
  if (headers.length === 0 || filled === undefined) return undefined;
  const request = { ...filled, headers: (filled.headers ?? []).filter(([name]) => !isClaim(name)) };
  return { request, values: {}, exchange: await tools.send(request, victim, `${victim.name} without a claim`) };
}

/** The victim's own readings and what others get without a claim. A refused victim is asked again with its claim. */
async function readAsVictim(
  tools: Tools,
  victim: Identity,
  own: Own,
  groups: readonly (readonly Channel[])[],
  stranger: Identity | undefined,
): Promise<Reading | Pick<RefusedReading, 'refusals'>> {
  const others = [...(stranger === undefined ? [] : [stranger]), anonymous];
  const honest: Exchange[] = [];
  for (const caller of others)
    honest.push(await tools.send(own.request, caller, `control: ${caller.name} without the claim`));
  const echoes = [...echoesOf(own.values), ...victim.subjects];
  if (isSuccess(own.exchange)) {
    const again = await tools.send(own.request, victim, `${victim.name} reads again`, { second: true });
    return { owner: [own.exchange, again], needsClaim: false, controls: honest, echoes };
  }
  const refusals: Exchange[] = [];
  for (const channel of await movingChannels(tools, victim, own, groups, refusals)) {
    for (const said of roundsOf(channel, victim, stranger)) {
      const request = channel.put(own.request, said);
      const first = await tools.send(request, victim, `${victim.name} says who it is`);
      refusals.push(first);
      if (!isSuccess(first)) continue;
      const again = await tools.send(request, victim, `${victim.name} says so again`, { second: true });
      const nobodys = channel.put(own.request, inNobodysName(said, tools.lookalike));
      const nobody = await tools.send(nobodys, victim, 'control: a claim that names nobody');
      const controls = [own.exchange, ...honest, nobody, ...(await ownClaims(tools, channel, own.request, stranger))];
      return { owner: [first, again], needsClaim: true, controls, echoes };
    }
  }
  return { refusals };
}

/**
 * The channels of the groups that make a difference to the refused victim when they are used at once, since a value of
 * the wrong kind does too. Notes the answers.
 */
async function movingChannels(
  tools: Tools,
  victim: Identity,
  own: Own,
  groups: readonly (readonly Channel[])[],
  refusals: Exchange[],
): Promise<Channel[]> {
  const moving: Channel[] = [];
  for (const group of groups) {
    const [round] = togetherRounds(group, victim, undefined);
    if (round === undefined) continue;
    const all = await tools.send(sayAll(own.request, round), victim, `${victim.name} says who it is`);
    refusals.push(all);
    if (!isUnmoved(all, own.exchange, round)) moving.push(...group);
  }
  return moving;
}

/** What the stranger gets by saying who it really is: values that it shares with the victim are not private. */
async function ownClaims(
  tools: Tools,
  channel: Channel,
  request: RequestSpec,
  stranger: Identity | undefined,
): Promise<Exchange[]> {
  const [said] = stranger === undefined ? [] : roundsFor(channel.claims, stranger);
  if (stranger === undefined || said === undefined) return [];
  return [await tools.send(channel.put(request, said), stranger, `control: ${stranger.name} says who it is`)];
}

/** Claims with the victim's values; those that would say the same of the stranger are left out. */
function roundsOf(channel: Channel, victim: Identity, stranger: Identity | undefined): Said[][] {
  const shared = new Set([...(stranger?.subjects ?? []), stranger?.tenant]);
  return roundsFor(channel.claims, victim)
    .map((round) => round.filter((said) => !shared.has(said.value)))
    .filter((round) => round.length > 0);
}

/** Whether an operation answers all users alike: then nothing in its answer depends on which of them asks. */
export function isSameForAll(baselines: readonly Baseline[], operation: string): boolean {
  const readings = baselines.filter((baseline) => baseline.operation === operation && isSuccess(baseline.exchange));
  const [first, ...others] = readings.filter(({ identity }) => identity !== anonymous.name);
  const nobodys = readings.filter(({ identity }) => identity === anonymous.name);
  const rest = others.length > 0 ? others : nobodys;
  if (first === undefined || rest.length === 0) return false;
  return rest.every(
    ({ request, exchange }) => request.path === first.request.path && sameAnswer(exchange, first.exchange),
  );
}

/** Headers or parameters that the description itself offers for naming the caller, beyond the known ones. */
export function declaredClaims(operation: Operation, place: 'header' | 'query', known: readonly Claim[]): Claim[] {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  return operation.parameters
    .filter((parameter) => parameter.in === place && !names.has(parameter.name.toLowerCase()))
    .filter(({ name }) => /user|account|owner|tenant|customer|member|subject|principal|identity/i.test(name))
    .map(({ name }) => ({ name, wants: /tenant/i.test(name) ? 'tenant' : 'id' }));
}
