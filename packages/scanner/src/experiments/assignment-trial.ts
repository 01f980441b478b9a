import {
  type Exchange,
  type Identity,
  isJsonObject,
  isSafe,
  isSuccess,
  type JsonObject,
  jsonOf,
  type Operation,
} from '@middlebrick/model';
import type { FilledBody, MadeObject } from '../active/contract.ts';
import { extraFields, type KnownFields } from '../classify/assignable-fields.ts';
import { bodyParameters } from '../surface/index.ts';
import { resourceOf } from '../survey/naming.ts';
import { madeIds } from '../survey/own-things.ts';
import { type View, viewsOf, workingView } from '../survey/views.ts';
import { type WriteTarget, writeTargets } from '../survey/write-targets.ts';
import {
  type AssignmentEvidence,
  assignedBy,
  type ExtraField,
  type ExtraWrite,
  placesOf,
  showsWrite,
} from '../verdict/assigned.ts';
import { isRefusal } from '../verdict/compare.ts';
import { registerSpare } from './spares.ts';
import { unlessUnsafe } from './unless-unsafe.ts';
import { ownersView, type Trial, type TrialTools, writeFilled } from './write-trial.ts';

/** How a trial came out, or why there was none. */
export type AssignmentTrial = Trial<AssignmentEvidence, 'noView' | 'noBody' | 'noSpare'>;

/** Extra fields that are sent one by one when all together are refused. */
const singly = 4;

/** Something of one's own that an operation updates. */
type Updated = Pick<WriteTarget, 'owner' | 'values' | 'made' | 'account'>;

const selfPath = /(?:^|\/)(?:me|self|profile|account|settings|user|current)$/i;

/**
 * Updates one's own object, account or page (`/me`) with fields that no client should decide, reads it, and puts back
 * what changed. Of accounts a spare one: nobody else in the scan is to become an administrator.
 * @returns `undefined` when it updates nothing of the scan's own
 */
export async function updateTrial(operation: Operation, tools: TrialTools): Promise<AssignmentTrial | undefined> {
  if (operation.method === 'POST' || operation.method === 'DELETE') return undefined;
  const [target] = writeTargets(operation, tools.things);
  if (target?.made !== undefined) return updateOf(operation, target, tools);
  const isSelf = selfPath.test(operation.path.replace(/\/$/, '')) && tools.things.accounts.length > 0;
  if (target === undefined && !isSelf) return undefined;
  const spare = await registerSpare(tools);
  if (spare === undefined) return { reason: 'noSpare' };
  const { account, owner } = spare;
  const things = { ...tools.things, made: [], accounts: [account], identities: [owner] };
  if (target === undefined) return updateOf(operation, { owner, account, values: {} }, tools);
  const [own] = writeTargets(operation, things);
  return own === undefined ? { reason: 'noSpare' } : updateOf(operation, own, tools);
}

async function updateOf(operation: Operation, target: Updated, tools: TrialTools): Promise<AssignmentTrial> {
  const seen = await ownersView(target, tools);
  if (seen === undefined) return { reason: 'noView' };
  const { view, exchange: before } = seen;
  const { owner, values } = target;
  const plain = tools.active.fill(operation, owner, { values });
  if (plain === undefined) return { reason: 'noBody' };
  const keys = Object.values(values);
  const send = async (some: readonly ExtraField[]): Promise<ExtraWrite> => {
    const body = { ...plain.value, ...valuesOf(some) };
    const write = await tools.active.write({ operation, values, body }, owner, 'owner sends extra fields');
    const read = async (): Promise<Exchange> => {
      const own = await tools.send(view.request, owner, 'owner reads again', { fresh: true });
      const isGivenAway = isSuccess(write) && isRefusal(own) && some.every(({ weight }) => weight === 'owner');
      const other = isGivenAway ? otherThan(owner, tools) : undefined;
      return other === undefined ? own : tools.send(view.request, other, 'the new owner reads', { fresh: true });
    };
    return untilShown({ fields: some, write, canaries: canariesOf(plain) }, before, read, tools);
  };
  const attempts = await together(extraFields(known(operation, before, owner, keys, tools)), before, send);
  if (attempts.length === 0) return { reason: 'noBody' };
  const control = attempts.some(({ write }) => isSuccess(write))
    ? null
    : ((await writeFilled(operation, owner, values, tools))?.write ?? null);
  if (target.account === undefined) await restore(operation, target, { before, plain: plain.value, attempts }, tools);
  return { evidence: { how: 'update', before, attempts, control } };
}

/** The reading of a write, repeated while it shows nothing of it: stores may need a while. */
async function untilShown(
  attempt: Omit<ExtraWrite, 'after'>,
  before: Exchange,
  read: () => Promise<Exchange | null>,
  { active }: Pick<TrialTools, 'active'>,
): Promise<ExtraWrite> {
  let after = await read();
  for (const pause of isSuccess(attempt.write) ? active.pauses : []) {
    const result = { ...attempt, after };
    if (showsWrite(result) || assignedBy(result, before).length > 0) break;
    await active.pause(pause);
    after = await read();
  }
  return { ...attempt, after };
}

function canariesOf({ canaries }: FilledBody): string[] {
  return canaries.map(({ value }) => value);
}

function valuesOf(fields: readonly ExtraField[]): JsonObject {
  return Object.fromEntries(fields.map(({ name, sent }) => [name, sent]));
}

/** All fields in one request; where that is refused, owners apart and the weightiest one by one. */
async function together(
  fields: readonly ExtraField[],
  before: Exchange,
  send: (some: readonly ExtraField[]) => Promise<ExtraWrite>,
): Promise<ExtraWrite[]> {
  const attempts: ExtraWrite[] = [];
  const attempt = async (some: readonly ExtraField[]): Promise<ExtraWrite | undefined> => {
    const result = await unlessUnsafe(() => send(some), undefined);
    if (result !== undefined) attempts.push(result);
    return result;
  };
  const others = fields.filter(({ weight }) => weight !== 'owner');
  const first = others.length === 0 ? undefined : await attempt(others);
  const isTaken = first !== undefined && isSuccess(first.write);
  if (!isTaken && others.length > 1) {
    const weighty = others.toSorted((a, b) => Number(b.weight === 'privilege') - Number(a.weight === 'privilege'));
    for (const field of weighty.slice(0, singly)) await attempt([field]);
  }
  // A store may refuse a whole write over its key: who owns is asked separately.
  for (const field of fields.filter(({ weight }) => weight === 'owner').slice(0, 2)) {
    const result = await attempt([field]);
    if (result !== undefined && assignedBy(result, before).length > 0) break;
  }
  return attempts;
}

/** Puts the values back that the trial changed, as far as the operation takes them; who owns it now does so. */
async function restore(
  operation: Operation,
  { owner, values }: Updated,
  { before, plain, attempts }: { before: Exchange; plain: JsonObject; attempts: readonly ExtraWrite[] },
  tools: TrialTools,
): Promise<void> {
  const json = jsonOf(before);
  const changed = attempts.flatMap((attempt) => assignedBy(attempt, before));
  const former = changed.flatMap(({ field }): [string, JsonObject[string]][] => {
    const [place] = placesOf(json, field.name);
    return place === undefined ? [] : [[field.name, place.value]];
  });
  if (former.length === 0) return;
  const body = { ...plain, ...Object.fromEntries(former) };
  const isGivenAway = changed.some(({ attempt }) => attempt.after !== null && attempt.after.identity !== owner.name);
  const as = isGivenAway ? (otherThan(owner, tools) ?? owner) : owner;
  await tools.active.write({ operation, values, body }, as, 'puts the former values back');
}

/** Another ordinary user, to whom an object may be given away. */
function otherThan({ name }: Identity, { things }: Pick<TrialTools, 'things'>): Identity | undefined {
  return things.identities.find((other) => other.name !== name && !other.isPrivileged);
}

/** Makes an object with fields that no client should decide, and reads it. */
export async function creationWithExtras(
  operation: Operation,
  made: MadeObject,
  owner: Identity,
  tools: TrialTools,
): Promise<AssignmentTrial> {
  const seen = await ownersView({ owner, made }, tools, { fresh: false });
  if (seen === undefined || seen.view.isList) return { reason: 'noView' };
  const { exchange: before } = seen;
  const base = isJsonObject(made.body) ? made.body : {};
  const { values } = made;
  const own = madeIds([made], tools.things.surface, tools.things.surface.operations);
  const keys = [...Object.values(values), ...own.filter(({ field }) => /id$/i.test(field)).map(({ value }) => value)];
  const send = async (some: readonly ExtraField[]): Promise<ExtraWrite> => {
    const fresh = tools.active.fill(operation, owner, { values, base }) ?? { value: base, canaries: [] };
    const plan = { operation, values, body: { ...fresh.value, ...valuesOf(some) } };
    const write = await tools.active.write(plan, owner, 'owner makes one with extra fields');
    const read = (): Promise<Exchange | null> => readingOf(write, some, owner, tools);
    return untilShown({ fields: some, write, canaries: canariesOf(fresh) }, before, read, tools);
  };
  const attempts = await together(extraFields(known(operation, before, owner, keys, tools)), before, send);
  if (attempts.length === 0) return { reason: 'noBody' };
  return { evidence: { how: 'create', before, attempts, control: made.exchange } };
}

/** What was made, as its maker reads it, or as the one whose it was said to be. */
async function readingOf(
  write: Exchange,
  fields: readonly ExtraField[],
  owner: Identity,
  tools: TrialTools,
): Promise<Exchange | null> {
  const { active, things, send } = tools;
  const made = active.made().findLast(({ exchange }) => exchange.id === write.id);
  if (made === undefined) return null;
  const views = viewsOf({ owner, made }, { ...things, made: active.made() }).filter(({ isList }) => !isList);
  const readers = [owner, fields.every(({ weight }) => weight === 'owner') ? otherThan(owner, tools) : undefined];
  for (const reader of readers.filter((entry) => entry !== undefined)) {
    const read = ({ request }: View): Promise<Exchange> =>
      send(request, reader, 'reads what was made', { fresh: true });
    const seen = await workingView(views, read);
    if (seen !== undefined) return seen.exchange;
  }
  return null;
}

/** Registers an account with a role that nobody offered, and reads what it became. */
export async function registrationWithExtras(operation: Operation, tools: TrialTools): Promise<AssignmentTrial> {
  const account = tools.things.accounts.find(({ register }) => register === operation.id);
  const owner = tools.things.identities.find(({ name }) => name === account?.identity);
  if (account === undefined || owner === undefined) return { reason: 'noSpare' };
  const seen = await ownersView({ owner, account }, tools);
  if (seen === undefined) return { reason: 'noView' };
  const { exchange: before } = seen;
  const fields = extraFields(known(operation, before, owner, owner.subjects, tools)).filter(
    // Who owns an account is the account itself.
    ({ weight }) => weight === 'privilege',
  );
  const attempts = await together(fields, before, (some) => registration(some, before, tools));
  if (attempts.length === 0) return { reason: 'noBody' };
  const isTaken = attempts.some(({ write }) => isSuccess(write));
  const plain = isTaken ? undefined : await tools.active.register();
  return { evidence: { how: 'register', before, attempts, control: plain?.exchange ?? null } };
}

async function registration(fields: readonly ExtraField[], before: Exchange, tools: TrialTools): Promise<ExtraWrite> {
  const registered = await tools.active.register({ fields: valuesOf(fields) });
  // Nothing was sent: as a write that nobody answered, it says nothing.
  if (registered === undefined) return { fields, write: { ...before, response: null }, canaries: [], after: null };
  const { exchange: write, identity, account } = registered;
  if (identity === undefined || account === undefined) return { fields, write, canaries: [], after: null };
  const things = { ...tools.things, accounts: [account], identities: [identity] };
  const reading = await ownersView({ owner: identity, account }, { ...tools, things });
  return { fields, write, canaries: [], after: reading?.exchange ?? null };
}

function known(
  operation: Operation,
  before: Exchange,
  owner: Identity,
  keys: readonly string[],
  { things, active }: TrialTools,
): KnownFields {
  const json = jsonOf(before);
  const inner = isJsonObject(json) ? Object.values(json).filter(isJsonObject) : [];
  const seen = isJsonObject(json) ? (Object.keys(json).length === 1 && inner[0] !== undefined ? inner[0] : json) : {};
  const resource = resourceOf(operation.path);
  const siblings = things.surface.operations.filter(
    ({ method, path }) => !isSafe(method) && resourceOf(path) === resource,
  );
  return {
    seen,
    writable: new Set(writableNames(operation, things)),
    writableElsewhere: new Set(siblings.flatMap((sibling) => writableNames(sibling, things))),
    keys: new Set(keys),
    otherId: otherThan(owner, { things })?.subjects[0],
    unique: () => active.unique(),
  };
}

/** Fields that the description lets a client send; read-only ones are not among them (OpenAPI 3.1, section 4.8.24). */
function writableNames(operation: Operation, { surface }: TrialTools['things']): string[] {
  return bodyParameters(operation, surface)
    .filter(({ schema }) => schema === undefined || surface.resolve(schema).readOnly !== true)
    .map(({ name }) => name);
}
