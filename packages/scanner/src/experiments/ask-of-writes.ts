import type { Identity, Operation } from '@middlebrick/model';
import { removes } from '../survey/several.ts';
import type { Values } from '../survey/survey.ts';
import { type WriteTarget, writeTargets } from '../survey/write-targets.ts';
import type { AccountEvidence } from '../verdict/account.ts';
import type { CreationEvidence } from '../verdict/creation.ts';
import type { WriteEvidence } from '../verdict/write.ts';
import { removeAccountTrial, setsPassword, takeoverTrial } from './account-trial.ts';
import { creationTrial, ownerPlaces } from './creation-trial.ts';
import { spareAccount } from './spares.ts';
import { unlessUnsafe } from './unless-unsafe.ts';
import { changeTrial, removalTrial, type Trial, type TrialTools } from './write-trial.ts';

const unsafe = { reason: 'unsafe' } as const;

/** One way in which a stranger wrote to what is not its own, and what came of it. */
export interface Question {
  kind: 'change' | 'delete' | 'create' | 'parent' | 'password' | 'account';
  owner: string;
  other: string;
  parameter: string;
  trial:
    | ({ about: 'object' } & Trial<WriteEvidence>)
    | ({ about: 'creation' } & Trial<CreationEvidence>)
    | ({ about: 'account' } & Trial<AccountEvidence>);
}

/** Every way in which a stranger could write to what is not its own by this operation. */
export async function askOfWrites(
  operation: Operation,
  ordinary: readonly Identity[],
  tools: TrialTools,
): Promise<Question[]> {
  const created = await askOfCreations(operation, ordinary, tools);
  // What adds to a thing does not change it: `POST /notes/{id}/comments`.
  if (created.length > 0 && operation.method === 'POST') return created;
  const targets = writeTargets(operation, tools.things).filter(({ owner }) => !owner.isPrivileged);
  const target = targets.find(({ made }) => made !== undefined) ?? targets[0];
  const other = target === undefined ? undefined : strangerTo(target.owner, ordinary);
  if (target === undefined || other === undefined) return created;
  return [...(await askOfTarget(operation, target, other, tools)), ...created];
}

async function askOfCreations(
  operation: Operation,
  ordinary: readonly Identity[],
  tools: TrialTools,
): Promise<Question[]> {
  const own = tools.things.made.find((entry) => entry.operation === operation.id);
  const owner = ordinary.find(({ name }) => name === own?.owner);
  const other = owner === undefined ? undefined : strangerTo(owner, ordinary);
  if (own === undefined || owner === undefined || other === undefined) return [];
  const questions: Question[] = [];
  for (const place of ownerPlaces(operation, own, owner, tools.things)) {
    const names = { owner: owner.name, other: other.name, parameter: place.parameter.name };
    const result = await unlessUnsafe(() => creationTrial(operation, own, place, { owner, other }, tools), unsafe);
    questions.push({ kind: 'create', ...names, trial: { about: 'creation', ...result } });
  }
  return questions;
}

async function askOfTarget(
  operation: Operation,
  target: WriteTarget,
  other: Identity,
  tools: TrialTools,
): Promise<Question[]> {
  const names = { owner: target.owner.name, other: other.name, parameter: target.parameter };
  const isRemoval = removes(operation);
  if (target.made === undefined && (isRemoval || setsPassword(operation, tools.things.surface))) {
    const trial = isRemoval ? removeAccountTrial : takeoverTrial;
    const result = await unlessUnsafe(() => trial(operation, other, tools), unsafe);
    return [{ kind: isRemoval ? 'account' : 'password', ...names, trial: { about: 'account', ...result } }];
  }
  const kind = isRemoval ? 'delete' : 'change';
  if (!isRemoval && operation.body === undefined) {
    return [{ kind, ...names, trial: { about: 'object', reason: 'noBody' } }];
  }
  if (target.made === undefined) {
    const result = await unlessUnsafe(() => changeOfAccount(operation, other, tools), unsafe);
    return [{ kind, ...names, trial: { about: 'object', ...result } }];
  }
  const parents = othersParents(target, other, tools);
  const options = { operation, target, other, ...(parents === undefined ? {} : { othersParents: parents }) };
  const trials = await unlessUnsafe(() => (isRemoval ? removalTrial : changeTrial)(options, tools), { plain: unsafe });
  const plain: Question = { kind, ...names, trial: { about: 'object', ...trials.plain } };
  if (!('swapped' in trials) || trials.swapped === undefined) return [plain];
  return [plain, { kind: 'parent', ...names, trial: { about: 'object', ...trials.swapped } }];
}

/** A spare account is changed, so that nobody who is needed later loses its name or its password. */
async function changeOfAccount(
  operation: Operation,
  other: Identity,
  tools: TrialTools,
): Promise<Trial<WriteEvidence>> {
  const spare = await spareAccount(operation, tools);
  if (spare === undefined) return { reason: 'noSpare' };
  return (await changeTrial({ operation, target: spare.target, other }, tools)).plain;
}

/** The parents of the object that are left of the identifiers, replaced by the stranger's own. */
function othersParents(target: WriteTarget, other: Identity, { things }: TrialTools): Values | undefined {
  const counterpart = things.made.find(
    (entry) => entry.owner === other.name && entry.operation === target.made?.operation,
  );
  const swapped = Object.entries(target.values).flatMap(([name, value]): [string, string][] => {
    if (name === target.parameter) return [];
    const own = target.owner.subjects.includes(value) ? other.subjects[0] : counterpart?.values[name];
    return own === undefined || own === value ? [] : [[name, own]];
  });
  return swapped.length === 0 ? undefined : Object.fromEntries(swapped);
}

function strangerTo(owner: Identity, ordinary: readonly Identity[]): Identity | undefined {
  return ordinary.find(({ name }) => name !== owner.name);
}
