import {
  type Exchange,
  type Headers,
  type Identity,
  isSuccess,
  type JsonObject,
  jsonOf,
  type Operation,
} from '@middlebrick/model';
import type { ActiveTools, FilledBody } from '../active/contract.ts';
import type { ProbeTools } from '../define-check.ts';
import { complaintsIn } from '../generate/complaints.ts';
import { learn, noDemands } from '../generate/demands.ts';
import { membersNamedIn, subjectIndex } from '../survey/ownership.ts';
import type { SurveyPart, Values } from '../survey/survey.ts';
import { type View, type Viewed, viewsOf, workingView } from '../survey/views.ts';
import type { OwnThings, WriteTarget } from '../survey/write-targets.ts';
import { answerLeaves, isRefusal } from '../verdict/compare.ts';
import { blamesRequest, effectOf, judgeWrite, type Sight, type WriteEvidence, type Written } from '../verdict/write.ts';
import { preconditionOf } from './precondition.ts';
import { withPresentVersion } from './present-version.ts';
import { freshObject } from './spares.ts';
import { tellingBody } from './telling-body.ts';
import { unlessUnsafe } from './unless-unsafe.ts';

export type TrialTools = Pick<ProbeTools<SurveyPart>, 'send'> & { active: ActiveTools; things: OwnThings };

/** Times that a write of the owner's is mended after what its refusal said. */
const mendings = 3;

/** How a trial came out, or the reason why there was none. */
export type Trial<E, Reason extends string = 'noView' | 'noBody' | 'noSpare' | 'unsafe'> =
  | { evidence: E }
  | { reason: Reason };

/** What a trial of a change or a removal needs. */
export interface WriteTrialOptions {
  operation: Operation;
  target: WriteTarget;
  other: Identity;
  /** Parents of the stranger's own, to be tried where the plain way is refused. */
  othersParents?: Values;
}

/** The stranger's plain way to the object, and, where that was refused, the way below parents of its own. */
export interface WriteTrials {
  plain: Trial<WriteEvidence>;
  swapped?: Trial<WriteEvidence>;
}

const unsafe = { reason: 'unsafe' } as const;

/** The owner writes and reads, the stranger writes and the owner reads. */
export async function changeTrial(
  { operation, target, other, othersParents }: WriteTrialOptions,
  tools: TrialTools,
): Promise<WriteTrials> {
  const seen = await ownersView(target, tools);
  if (seen === undefined) return { plain: { reason: 'noView' } };
  const { view, exchange: first } = seen;
  const signs = signsOf(target, view, first);
  if (view.isList && signs.length === 0) return { plain: { reason: 'noView' } };
  const sight: Sight = { intent: 'change', signs, isList: view.isList };
  const own = await ownersWrite(operation, target, first, tools);
  if (own === undefined) return { plain: { reason: 'noBody' } };
  const control = await readBack(sight, own, view, target.owner, tools);
  let before = control.after.at(-1) ?? first;
  const attackBy = async (parents: Values): Promise<Trial<WriteEvidence>> => {
    const values = { ...target.values, ...parents };
    const varied = tools.active.fill(operation, other, { values, base: own.body.value });
    const telling = varied === undefined ? undefined : tellingBody(varied, before, operation, tools.things);
    if (telling === undefined) return { reason: 'noBody' };
    const filled = withPresentVersion(telling, before);
    const plan = { operation, values, body: filled.value, headers: preconditionOf(operation, before, own.refusal) };
    const write = await tools.active.write(plan, other, "stranger changes the owner's");
    const sent = { before, write, canaries: filled.canaries.map(({ value }) => value), sent: filled.value };
    const attack = await readBack(sight, sent, view, target.owner, tools);
    const isMember = namesMember(view, before, target.owner, other);
    const evidence = { ...sight, control, attack, unharmed: null, isMember };
    if (!blamesRequest(write) || effectOf(sight, attack) !== undefined) return { evidence };
    const repeat = await tools.active.write(plan, target.owner, "owner sends the stranger's write");
    before = await tools.send(view.request, target.owner, 'owner reads again', { fresh: true });
    return { evidence: { ...evidence, repeat } };
  };
  const plain = await unlessUnsafe(() => attackBy({}), unsafe);
  if (othersParents === undefined || !isRefused(plain)) return { plain };
  return { plain, swapped: await unlessUnsafe(() => attackBy(othersParents), unsafe) };
}

/** A spare object of the same owner is removed by the stranger; where that did nothing, by the owner. */
export async function removalTrial(
  { operation, target, other, othersParents }: WriteTrialOptions,
  tools: TrialTools,
): Promise<WriteTrials> {
  const spare = await freshObject(operation, target, tools);
  if (spare === undefined) return { plain: { reason: 'noSpare' } };
  const seen = await ownersView(spare, tools);
  if (seen === undefined) return { plain: { reason: 'noView' } };
  const { view, exchange: before } = seen;
  const sight: Sight = { intent: 'remove', signs: view.signs, isList: view.isList };
  const remove = async (as: Identity, values: Values, purpose: string): Promise<Written> => {
    const body = operation.body === undefined ? undefined : tools.active.fill(operation, as, { values });
    const headers = preconditionOf(operation, before);
    const plan = { operation, values, headers, ...(body === undefined ? {} : { body: body.value }) };
    const write = await tools.active.write(plan, as, purpose);
    return readBack(sight, { before, write, canaries: [], sent: null }, view, spare.owner, tools);
  };
  const attackBy = (parents: Values): Promise<Written | typeof unsafe> =>
    unlessUnsafe(() => remove(other, { ...spare.values, ...parents }, "stranger deletes the owner's"), unsafe);
  const isDone = (attack: Written | typeof unsafe): boolean =>
    !('reason' in attack) && effectOf(sight, attack) !== undefined;
  const first = await attackBy({});
  const second =
    othersParents === undefined || 'reason' in first || isDone(first) || !isRefusal(first.write)
      ? undefined
      : await attackBy(othersParents);
  const isGone = isDone(first) || (second !== undefined && isDone(second));
  const control = isGone ? null : await remove(spare.owner, spare.values, 'owner deletes its own');
  const unharmed = isGone ? await readingOf(target, tools) : null;
  const isMember = namesMember(view, before, spare.owner, other);
  const trialOf = (attack: Written | typeof unsafe): Trial<WriteEvidence> => {
    if ('reason' in attack) return attack;
    if (isDone(attack)) return { evidence: { ...sight, attack, control: null, unharmed, isMember } };
    // What the other way removed is proof enough that removing works.
    const works = second !== undefined && !('reason' in second) && isDone(second) ? second : control;
    return { evidence: { ...sight, attack, control: works, unharmed: null } };
  };
  return { plain: trialOf(first), ...(second === undefined ? {} : { swapped: trialOf(second) }) };
}

function isRefused(trial: Trial<WriteEvidence>): boolean {
  return 'evidence' in trial && isRefusal(trial.evidence.attack.write) && judgeWrite(trial.evidence).rule === 'refused';
}

/** Whether the object itself names the stranger otherwise than as its owner. In a list others stand beside it. */
function namesMember({ isList }: View, reading: Exchange, owner: Identity, other: Identity): boolean {
  const json = isList ? undefined : jsonOf(reading);
  return json !== undefined && membersNamedIn(json, owner.name, subjectIndex([owner, other])).includes(other.name);
}

/** The object that was not to be removed, as its owner reads it; null when it never could. */
async function readingOf(target: WriteTarget, { things, send }: TrialTools): Promise<Exchange | null> {
  const [view] = viewsOf(target, things);
  return view === undefined
    ? null
    : send(view.request, target.owner, 'owner reads another of its own', { fresh: true });
}

/** How the owner sees the target, with what it sees now. */
export function ownersView(
  target: Viewed,
  { things, send }: Pick<TrialTools, 'things' | 'send'>,
  /** What was read before is as good where nothing is compared with it. */
  { fresh = true }: { fresh?: boolean } = {},
): Promise<{ view: View; exchange: Exchange } | undefined> {
  return workingView(viewsOf(target, things), ({ request }) => send(request, target.owner, 'owner reads', { fresh }));
}

/**
 * The id alone: a change may overwrite every other sign of the object. Where it is read by its address and the answer
 * never says its id, there is no sign to look for.
 */
function signsOf(
  { made, account, owner, values, parameter }: WriteTarget,
  { isList }: View,
  first: Exchange,
): string[] {
  if (account !== undefined) return [...owner.subjects];
  const id = made === undefined ? '' : (values[parameter] ?? '');
  const isShown = isList || answerLeaves(first).some(({ value }) => String(value) === id);
  return id !== '' && isShown ? [id] : [];
}

/** The owner's readings after a write, until one shows its effect. A refusal gets one reading, anything else up to four. */
export async function readBack(
  sight: Sight,
  { before, write, canaries, sent }: Omit<Written, 'after'>,
  view: View,
  owner: Identity,
  { send, active }: Pick<TrialTools, 'send' | 'active'>,
): Promise<Written> {
  const read = (): Promise<Exchange> => send(view.request, owner, 'owner reads again', { fresh: true });
  const after = [await read()];
  for (const pause of isRefusal(write) ? [] : active.pauses) {
    if (effectOf(sight, { before, canaries, sent, after }) !== undefined) break;
    await active.pause(pause);
    after.push(await read());
  }
  return { before, write, canaries, sent, after };
}

type OwnersWrite = Omit<Written, 'after'> & { body: FilledBody; refusal?: Exchange };

/** The owner's own write, which must be able to show; the last try, when all are refused. */
async function ownersWrite(
  operation: Operation,
  { owner, values }: WriteTarget,
  before: Exchange,
  tools: TrialTools,
): Promise<OwnersWrite | undefined> {
  const telling = (body: FilledBody): FilledBody | undefined => {
    const told = tellingBody(body, before, operation, tools.things);
    return told === undefined ? undefined : withPresentVersion(told, before);
  };
  const send = (refusal?: Exchange) =>
    writeFilled(operation, owner, values, tools, telling, preconditionOf(operation, before, refusal));
  const first = await send();
  const refusal = first?.write.response?.status === 428 ? first.write : undefined;
  const filled = refusal === undefined ? first : await send(refusal);
  if (filled === undefined) return undefined;
  const { write, body } = filled;
  const sent = { before, write, body, canaries: body.canaries.map(({ value }) => value), sent: body.value };
  return refusal === undefined ? sent : { ...sent, refusal };
}

/** Sends a write as its own owner, mends its body after what the refusal says, and tries again. */
export async function writeFilled(
  operation: Operation,
  as: Identity,
  values: Values,
  { active }: Pick<TrialTools, 'active'>,
  change: (body: FilledBody) => FilledBody | undefined = (body) => body,
  headers: Headers = [],
): Promise<{ write: Exchange; body: FilledBody } | undefined> {
  let demands = noDemands;
  let last: { write: Exchange; body: FilledBody } | undefined;
  for (let mending = 0; mending <= mendings; mending++) {
    const filled = active.fill(operation, as, { values, demands });
    const body = filled === undefined ? undefined : change(filled);
    if (body === undefined) return last;
    const sent: JsonObject = body.value;
    const write = await active.write({ operation, values, body: sent, headers }, as, 'owner writes');
    last = { write, body };
    if (isSuccess(write)) return last;
    const taught = learn(demands, complaintsIn(write, sent), sent);
    if (taught === demands) return last;
    demands = taught;
  }
  return last;
}
