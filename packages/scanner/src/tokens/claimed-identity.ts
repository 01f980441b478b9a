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
import { accessOf, echoesOf, type PrivateLeaf, privateLeaves, recallOf, sameAnswer } from '../verdict/compare.ts';
import type { ClaimEvidence, ClaimedReading, RefusedReading } from './claim-verdict.ts';
import { type Claim, inNobodysName, roundsFor, type Said } from './identity-claims.ts';

export const claimNeeds = ['identities', 'baselines', 'objects'] as const;
type Tools = ProbeTools<(typeof claimNeeds)[number]> & { operation: Operation };

/** A way to say who one is: which names, and how they are put into a request. */
export interface Channel {
  kind: string;
  claims: readonly Claim[];
  put(request: RequestSpec, said: readonly Said[]): RequestSpec;
}

/** Claims that work on one operation and are kept with their control; more say nothing new. */
const maxKept = 3;

/**
 * Tries whether saying to be the victim is enough: first everything at once (a few requests an operation), then, if
 * that brings the victim's private values, each claim alone with its control. `null`: nothing private to be won.
 */
export async function claimIdentity(
  tools: Tools,
  channels: readonly Channel[],
): Promise<ClaimEvidence | RefusedReading | null> {
  const victim = tools.survey.identities.find((identity) => identity.subjects.length > 0);
  const own = victim && (await requestOf(tools, victim, channels));
  if (victim === undefined || own === undefined) return null;
  const stranger = tools.survey.identities.find((identity) => identity.name !== victim.name);

  const reading = await readAsVictim(tools, victim, own, channels, stranger);
  if ('refusals' in reading) return { victim: victim.name, ...reading };
  const leaves = privateLeaves(reading.owner, reading.controls, reading.echoes);
  if (accessOf(reading.owner[0], leaves) === null) return null;

  // Without a credential first: where that works, nothing worse can be said.
  const callers = [anonymous, ...(stranger === undefined ? [] : [stranger])];
  const together: Exchange[] = [];
  for (const channel of channels) {
    for (const said of roundsOf(channel, victim, stranger)) {
      for (const caller of callers) {
        const all = await tools.send(
          channel.put(own.request, said),
          caller,
          `${caller.name} says to be ${victim.name}`,
        );
        together.push(all);
        if (recallOf(all, leaves).found.length === 0) continue;
        const singles = await singlesOf(tools, { channel, caller, request: own.request, leaves }, said);
        if (singles.length > 0) return { ...reading, victim: victim.name, together, singles };
      }
    }
  }
  return { ...reading, victim: victim.name, together, singles: [] };
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
  channels: readonly Channel[],
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
  for (const channel of channels) {
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

interface Attempt {
  channel: Channel;
  caller: Identity;
  request: RequestSpec;
  leaves: readonly PrivateLeaf[];
}

/** The claims that work alone, each with its control in nobody's name. */
async function singlesOf(tools: Tools, attempt: Attempt, said: readonly Said[]): Promise<ClaimedReading[]> {
  const { channel, caller, request } = attempt;
  const singles: ClaimedReading[] = [];
  for (const { one, exchange } of await workingAmong(tools, attempt, said)) {
    const nobodys = channel.put(request, inNobodysName([one], tools.lookalike));
    const nobody = await tools.send(nobodys, caller, `control: ${one.name} names nobody`);
    singles.push({ channel: channel.kind, name: one.name, value: one.value, caller: caller.name, exchange, nobody });
  }
  return singles.slice(0, maxKept);
}

/** Halves the claims until single ones are left: about ten requests for one that works among thirty. */
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
  if (one === undefined || recallOf(exchange, leaves).found.length === 0) return [];
  if (said.length === 1) return [{ one, exchange }];
  const middle = said.length >> 1;
  const first = await workingAmong(tools, attempt, said.slice(0, middle));
  return first.length >= maxKept ? first : [...first, ...(await workingAmong(tools, attempt, said.slice(middle)))];
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
