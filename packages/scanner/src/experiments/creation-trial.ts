import {
  type Exchange,
  type Identity,
  isSuccess,
  type Operation,
  type Parameter,
  type RequestSpec,
} from '@middlebrick/model';
import type { MadeObject, WritePlan } from '../active/contract.ts';
import { bodyParameters, isIdentifierParameter } from '../surface/index.ts';
import { candidatesFor, identifiersOf } from '../survey/bindings.ts';
import { isOwnerName } from '../survey/ownership.ts';
import { producedBy } from '../survey/produced.ts';
import type { Values } from '../survey/survey.ts';
import { viewsOf } from '../survey/views.ts';
import type { OwnThings } from '../survey/write-targets.ts';
import { isRefusal } from '../verdict/compare.ts';
import type { CreationEvidence } from '../verdict/creation.ts';
import { isThere } from '../verdict/write.ts';
import type { Trial, TrialTools } from './write-trial.ts';

/** A place in a creating operation that says whose the new object is to be. */
export interface OwnerPlace {
  parameter: Parameter;
  /** The value by which the owner is named there, or an object of the owner's. */
  value: string;
  /** An object of the owner's that the value names. */
  parent?: MadeObject;
}

/** The places of a creation where it can be said that the new object is the owner's: path, query, header and body. */
export function ownerPlaces(operation: Operation, made: MadeObject, owner: Identity, things: OwnThings): OwnerPlace[] {
  const inPath = identifiersOf(operation).flatMap((parameter): OwnerPlace[] => {
    const value = made.values[parameter.name];
    if (value === undefined) return [];
    if (owner.subjects.includes(value)) return [{ parameter, value }];
    const parent = things.made.find((entry) => entry !== made && entry.owner === owner.name && names(entry, value));
    return parent === undefined ? [] : [{ parameter, value, parent }];
  });
  const id = owner.subjects[0];
  const optional = operation.parameters.filter(({ required, in: place }) => !required && place !== 'path');
  const named = [...optional, ...bodyParameters(operation, things.surface)].filter(
    (parameter) => isOwnerName(bareName(parameter)) && isIdentifierParameter(parameter, operation),
  );
  return [...inPath, ...(id === undefined ? [] : named.map((parameter) => ({ parameter, value: id })))];
}

/** `X-User-Id` says what `user_id` does. */
function bareName({ name, in: place }: Parameter): string {
  return place === 'header' ? name.replace(/^x-/i, '').replaceAll('-', '_') : name;
}

function names({ exchange, values }: MadeObject, value: string): boolean {
  return Object.values(values).includes(value) || exchange.response?.body.includes(value) === true;
}

/** What people send each other: it is addressed to somebody, and need not say that it is somebody's own. */
const addressed =
  /^(?:message|comment|review|rating|reply|answer|reaction|like|follow(?:er)?|friend|contact|invitation|invite|request|notification|report|gift|tip|transfer|payment|mail|chat|share)/;

/** The stranger makes something at a place of the owner's; the owner looks whether it is there, and whose it says it is. */
export async function creationTrial(
  operation: Operation,
  made: MadeObject,
  place: OwnerPlace,
  { owner, other }: { owner: Identity; other: Identity },
  tools: TrialTools,
): Promise<Trial<CreationEvidence>> {
  const { parameter, value, parent } = place;
  const own = ownValues(operation, other, tools);
  const values: Values = { ...made.values, ...own, [parameter.name]: value };
  const filled = tools.active.fill(operation, other, { values });
  if (filled === undefined || filled.canaries.length === 0) return { reason: 'noBody' };
  const canaries = filled.canaries.map((canary) => canary.value);
  const plan: WritePlan = { operation, values, body: filled.value };
  const creation = await tools.active.write(plan, other, "stranger makes something in the owner's name");
  const views = viewsOfCreated(operation, made, creation, { owner, other }, tools);
  return {
    evidence: {
      creation,
      canaries,
      after: await ownersReadings(views, creation, canaries, owner, tools),
      owner: { name: owner.name, subjects: owner.subjects },
      other: { name: other.name, subjects: other.subjects },
      parent: parent === undefined ? null : await strangersReading(parent, owner, other, tools),
      isAddressed: parameter.in === 'path' && addressed.test(made.resource),
    },
  };
}

/** Other identifiers of the path are filled as the stranger would: with its own. */
function ownValues(operation: Operation, other: Identity, { things }: TrialTools): Values {
  const own = things.made.find((entry) => entry.owner === other.name && entry.operation === operation.id);
  return own?.values ?? {};
}

/** Readings tried of the place where the new object would be: by its own id, and in the owner's lists. */
const readings = 3;

type Looking = Pick<CreationEvidence['after'][number], 'signs'> & { request: RequestSpec };

function viewsOfCreated(
  operation: Operation,
  made: MadeObject,
  creation: Exchange,
  { owner, other }: { owner: Identity; other: Identity },
  { things, active }: TrialTools,
): Looking[] {
  const others = things.made.filter((entry) => entry.owner === other.name && entry.operation === operation.id);
  const places = [{ owner, made }, ...others.slice(0, 1).map((entry) => ({ owner: other, made: entry }))];
  // The new object may stand below the stranger's own things and still be the owner's.
  const all = places.flatMap((place) => viewsOf(place, things)).filter(({ isList }) => isList);
  const lists = all.filter(({ request }, index) => index === all.findIndex((one) => one.request.path === request.path));
  const byId = isSuccess(creation) ? byItsId(operation, creation, owner, { things, active }) : [];
  return [...byId.map((request) => ({ request, signs: [] })), ...lists].slice(0, readings);
}

/** All places, until one shows the new object. A refusal gets one reading of each, anything else up to four. */
async function ownersReadings(
  views: readonly Looking[],
  creation: Exchange,
  canaries: readonly string[],
  owner: Identity,
  { send, active }: TrialTools,
): Promise<CreationEvidence['after']> {
  const look = async (): Promise<CreationEvidence['after'][number][]> => {
    const answers: CreationEvidence['after'][number][] = [];
    for (const { request, signs } of views) {
      answers.push({ exchange: await send(request, owner, 'owner looks for it', { fresh: true }), signs });
    }
    return answers;
  };
  let answers = await look();
  for (const pause of isRefusal(creation) ? [] : active.pauses) {
    if (answers.some(({ exchange }) => isThere(exchange, canaries))) break;
    await active.pause(pause);
    answers = await look();
  }
  return answers;
}

function byItsId(
  operation: Operation,
  creation: Exchange,
  owner: Identity,
  { things, active }: Pick<TrialTools, 'things' | 'active'>,
): RequestSpec[] {
  const produced = producedBy({ ...creation, identity: owner.name }, operation, things.surface.operations);
  const reads = things.surface.operations.filter(
    ({ method, path }) => method === 'GET' && path.replace(/\/$/, '').endsWith('}'),
  );
  return reads.flatMap((read) => {
    const candidate = candidatesFor(read, produced).find(({ score }) => score >= 0.8);
    const request = candidate === undefined ? undefined : active.request({ operation: read, values: candidate.values });
    return request === undefined ? [] : [request];
  });
}

async function strangersReading(
  parent: MadeObject,
  owner: Identity,
  other: Identity,
  { things, send }: TrialTools,
): Promise<CreationEvidence['parent']> {
  const [view] = viewsOf({ owner, made: parent }, things);
  if (view === undefined) return null;
  const exchange = await send(view.request, other, "stranger reads the owner's", { fresh: true });
  return { exchange, signs: view.signs };
}
