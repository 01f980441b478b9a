import type { Identity, Operation, Surface } from '@middlebrick/model';
import type { Account, MadeObject } from '../active/contract.ts';
import { bodyParameters, isIdentifierParameter } from '../surface/index.ts';
import { candidatesFor, identifiersOf, objectParameter } from './bindings.ts';
import { foldName, resourceOf, resourceOfParameter } from './naming.ts';
import { madeIds, ownIds } from './own-things.ts';
import { subjectIndex } from './ownership.ts';
import type { Produced } from './produced.ts';
import { severalOf } from './several.ts';
import type { Survey, Values } from './survey.ts';

/** Something of the scan's own that a write can be aimed at. */
export interface WriteTarget {
  owner: Identity;
  /** The parameter that chooses it. */
  parameter: string;
  /** What fills the identifiers of the operation so that it is meant. */
  values: Values;
  made?: MadeObject;
  account?: Account;
}

export type OwnThings = Pick<Survey, 'made' | 'accounts' | 'identities'> & {
  surface: Surface;
};

/**
 * A write as its identifiers see it: those of its path and query, or, where it has none, the required ids of its body;
 * a write to several things as one to a single one of them. `undefined` when nothing in it chooses an object.
 */
export function choosing(operation: Operation, surface: OwnThings['surface']): Operation | undefined {
  const several = severalOf(operation, surface);
  if (several !== undefined) return several.single;
  if (identifiersOf(operation).length > 0) return operation;
  const fields = bodyParameters(operation, surface).filter((field) => field.required && isIdentifierParameter(field));
  return fields.length === 0 ? undefined : { ...operation, parameters: [...operation.parameters, ...fields] };
}

/** What the scan made and whom it registered, as far as an operation can be aimed at it: objects first, then accounts. */
export function writeTargets(operation: Operation, things: OwnThings): WriteTarget[] {
  const chooser = choosing(operation, things.surface);
  if (chooser === undefined) return [];
  const objects = things.made.flatMap((made) => targetFor(operation, made, things) ?? []);
  return severalOf(operation, things.surface) === undefined
    ? [...objects, ...accountTargets(chooser, things)]
    : objects;
}

/** As {@link writeTargets}, for one object: also one that was made after the survey. */
export function targetFor(operation: Operation, made: MadeObject, things: OwnThings): WriteTarget | undefined {
  const chooser = choosing(operation, things.surface);
  const target = chooser === undefined ? undefined : objectTarget(chooser, made, things);
  const several = severalOf(operation, things.surface);
  if (target === undefined || several === undefined) return target;
  // The list is filled with the one id.
  const { [several.parameter]: id = '', ...parents } = target.values;
  return { ...target, parameter: several.list, values: { ...parents, [several.list]: id } };
}

function objectTarget(chooser: Operation, made: MadeObject, things: OwnThings): WriteTarget | undefined {
  const owner = things.identities.find(({ name }) => name === made.owner);
  const parameter = objectParameter(chooser)?.name;
  if (owner === undefined || parameter === undefined) return undefined;
  if (!isAbout(chooser, parameter, made.resource)) return undefined;
  const own = madeIds([made], things.surface, things.surface.operations);
  const others = things.made.filter((entry) => entry.owner === made.owner && entry !== made);
  // What stands below it names it, too; the object itself is to be the source.
  const values = new Set(own.map(({ value }) => value));
  const beside = madeIds(others, things.surface, things.surface.operations).filter(({ value }) => !values.has(value));
  const produced = [...own, ...ownIds(owner), ...beside];
  const candidate = candidatesFor(chooser, produced).find(
    ({ source, score }) =>
      score >= certainScore && source !== undefined && own.includes(source) && isKeyOf(source, made),
  );
  return candidate === undefined ? undefined : { owner, parameter, values: candidate.values, made };
}

function accountTargets(chooser: Operation, things: OwnThings): WriteTarget[] {
  const parameter = objectParameter(chooser)?.name;
  if (parameter === undefined) return [];
  const unique = subjectIndex(things.identities);
  return things.accounts.flatMap((account): WriteTarget[] => {
    const owner = things.identities.find(({ name }) => name === account.identity);
    if (owner === undefined) return [];
    const self = ownIds(owner).filter(({ value }) => unique.get(value) === owner.name);
    const candidate = candidatesFor(chooser, self).find(({ score }) => score >= certainScore);
    return candidate === undefined ? [] : [{ owner, parameter, values: candidate.values, account }];
  });
}

/** Whether a parameter chooses a thing of this kind: `{id}` of `/posts/{id}`, `post_id` anywhere. A post's `user_id` chooses its author. */
export function isAbout({ path }: Operation, parameter: string, resource: string): boolean {
  const name = foldName(parameter);
  const isNamed = ['', 'id', 'uuid', 'guid', 'key', 'slug', 'number', 'code'].some((end) => name === resource + end);
  return (
    isNamed ||
    resourceOfParameter(path, parameter) === resource ||
    (!path.includes(`{${parameter}}`) && resourceOf(path) === resource)
  );
}

/** Below this a value is only of the same type, or called like a part of the name. */
export const certainScore = 0.5;

/** Whether a value names the made object itself and not its parent, which its record may name, too. */
export function isKeyOf({ value }: Produced, made: MadeObject): boolean {
  return !Object.values(made.values).includes(value) || made.request.method === 'PUT';
}
