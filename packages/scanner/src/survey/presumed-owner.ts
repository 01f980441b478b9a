import { anonymous, isSafe, isSuccess, type Operation } from '@middlebrick/model';
import type { IdentityConfig } from '../identities/identity-config.ts';
import { type Candidate, objectParameter } from './bindings.ts';
import { foldName, resourceOf, resourceOfParameter } from './naming.ts';
import { ownerNamedIn } from './ownership.ts';
import type { Produced } from './produced.ts';
import { type Baseline, baselinesOf, type OwnerEvidence } from './survey.ts';

/** An owner, with how it was learnt. */
export interface Owned {
  owner: string;
  evidence: OwnerEvidence;
  reason: string;
}

interface Known {
  configs: readonly IdentityConfig[];
  produced: readonly Produced[];
  baselines: readonly Baseline[];
}

/** What is known of the owner of a candidate before anybody reads it, best evidence first. */
export function ownerOf(
  operation: Operation,
  candidate: Candidate,
  options: Known,
  subjects: ReadonlyMap<string, string>,
): Owned | undefined {
  const { values, source } = candidate;
  for (const config of options.configs) {
    for (const [name, value] of Object.entries(values)) {
      const given = [...(config.owns[name] ?? []), ...(config.owns[operation.id] ?? [])];
      if (given.includes(value))
        return { owner: config.name, evidence: 'config', reason: `${name} is given as owned by ${config.name}` };
    }
  }
  const maker = source !== undefined && isOwnId(operation, source) ? madeBy(source) : undefined;
  if (maker !== undefined) return { owner: maker, evidence: 'made', reason: `${maker} made it in this scan` };
  for (const [name, value] of Object.entries(values)) {
    const owner = subjects.get(value);
    if (owner !== undefined) return { owner, evidence: 'subject', reason: `${name} is ${owner}'s own id` };
  }
  const named =
    source?.item === undefined || !isOwnId(operation, source) ? undefined : ownerNamedIn(source.item, subjects);
  if (named !== undefined)
    return { owner: named.owner, evidence: 'attribute', reason: `${named.attribute} names ${named.owner}` };
  return listedForOne(candidate, options);
}

/** Who made the record that a value was learnt from, when it was made by a write of this scan. */
function madeBy({ identity, producer, operation }: Produced): string | undefined {
  const isMade = producer === 'created' || producer === 'location' || producer === 'client-chosen';
  return isMade && !isSafe(operation.split(' ')[0] ?? '') ? identity : undefined;
}

/** Whether the value names the record it stands in, and not a topic or a parent that many records share. */
function isOwnId(operation: Operation, source: Produced): boolean {
  const parameter = objectParameter(operation)?.name ?? '';
  const resource = resourceOfParameter(operation.path, parameter) || resourceOf(operation.path);
  return source.resource === resource || foldName(source.field) === `${source.resource}id`;
}

/** Shown to one identity by a list that others, signed in and not, were answered too, and to none of them. */
function listedForOne(candidate: Candidate, options: Known): Owned | undefined {
  const [only, ...others] = candidate.seenBy;
  const { source } = candidate;
  if (only === undefined || others.length > 0 || only === anonymous.name || source === undefined) return undefined;
  if (source.producer === 'self' && source.operation === '') return signedInWith(only, source, options);
  const answered = baselinesOf(options, source.operation).filter(
    (entry) => entry.identity !== only && entry.identity !== anonymous.name && isSuccess(entry.exchange),
  );
  if (answered.length === 0) return undefined;
  return { owner: only, evidence: 'listed', reason: `${source.operation} lists it for ${only} and for nobody else` };
}

/** Given by the sign-in of one identity, where that of another gave another: what all have in common is nobody's. */
function signedInWith(only: string, { field, resource }: Produced, options: Known): Owned | undefined {
  const isGivenToOthers = options.produced.some(
    (entry) =>
      entry.operation === '' &&
      entry.producer === 'self' &&
      entry.identity !== only &&
      entry.field === field &&
      entry.resource === resource,
  );
  if (!isGivenToOthers) return undefined;
  return { owner: only, evidence: 'listed', reason: `the sign-in of ${only} gives this ${field}, and no other does` };
}
