import {
  type Identity,
  isJsonObject,
  isSuccess,
  type Json,
  jsonOf,
  type Operation,
  type Surface,
} from '@middlebrick/model';
import { concurrently } from '../concurrently.ts';
import type { IdentityConfig } from '../identities/identity-config.ts';
import type { Sessions } from '../identities/sessions.ts';
import { unlessOver } from '../scan-over.ts';
import { requestOf } from '../surface/index.ts';
import { isEmptyAnswer } from '../verdict/compare.ts';
import { type Candidate, candidatesFor, identifiersOf, keep, objectParameter, offerable } from './bindings.ts';
import { membersNamedIn, ownerNamedIn, subjectIndex } from './ownership.ts';
import { type Owned, ownerOf } from './presumed-owner.ts';
import { type Produced, producedBy, recordsIn } from './produced.ts';
import type { Baseline, OwnedObject, Values } from './survey.ts';

export interface FindOptions {
  operations: readonly Operation[];
  surface: Surface;
  identities: readonly Identity[];
  configs: readonly IdentityConfig[];
  produced: readonly Produced[];
  baselines: readonly Baseline[];
  sessions: Sessions;
  /** Identities that the scan registered itself. */
  registered: ReadonlySet<string>;
}

/** Objects kept for each operation and owner: one to ask about, one in reserve for one that others know of too. */
const perOwner = 2;
/** Answers give new ids, which open further operations: lists → details → parts. */
const rounds = 3;
const parallel = 12;
/** Times that an object is asked for of which something says that it exists, before it counts as gone. */
const patience = 3;

/** Finds, for every operation that takes an identifier, objects with a known owner, each confirmed by the owner's own 2xx. */
export async function findObjects(options: FindOptions): Promise<{ objects: OwnedObject[]; baselines: Baseline[] }> {
  const objects: OwnedObject[] = [];
  const baselines: Baseline[] = [];
  let produced = options.produced;
  const tried = new Set<string>();
  const settled = new Set<string>();
  const targets = options.operations.filter((operation) => identifiersOf(operation).length > 0);
  const isOffered = offerable(options.operations);
  for (let round = 0; round < rounds; round++) {
    const known = { ...options, produced, baselines: [...options.baselines, ...baselines] };
    const results = await concurrently(targets, parallel, (operation) =>
      objectsOf(operation, known, objects, { tried, settled }),
    );
    const fresh = results.flat();
    if (fresh.length === 0) break;
    for (const result of fresh) {
      baselines.push(result.baseline);
      if (result.object !== undefined) objects.push(result.object);
    }
    const answers = fresh.flatMap(({ baseline, operation }) =>
      producedBy(baseline.exchange, operation, options.operations, baseline.values).filter(isOffered),
    );
    produced = [...produced, ...answers];
  }
  return { objects, baselines };
}

interface Attempt {
  operation: Operation;
  baseline: Baseline;
  object?: OwnedObject;
}

/** What was asked in this and in earlier rounds. */
interface Asked {
  /** By operation, reader and values. */
  tried: Set<string>;
  /** Operations and owners of which an object is known that nobody else has to do with. */
  settled: Set<string>;
}

async function objectsOf(
  operation: Operation,
  options: FindOptions,
  found: readonly OwnedObject[],
  { tried, settled }: Asked,
): Promise<Attempt[]> {
  const subjects = subjectIndex(options.identities);
  const known = found.filter((object) => object.operation === operation.id);
  const counts = countedByOwner(known);
  // Where one's own id opens one's own, ids of nobody known are those of other people.
  const selves = new Set(known.filter(({ evidence }) => evidence === 'subject').map(({ owner }) => owner));
  const attempts: Attempt[] = [];
  for (const { candidate, owned, reader } of readings(operation, options, subjects)) {
    const asked = `${operation.id}\u0000${reader.name}`;
    const key = `${asked}\u0000${JSON.stringify(candidate.values)}`;
    if (tried.has(key) || settled.has(asked) || (counts.get(reader.name) ?? 0) >= perOwner) continue;
    if (owned === undefined && selves.has(reader.name)) continue;
    tried.add(key);
    const attempt = await read(operation, candidate.values, reader, owned, subjects, options);
    if (attempt === undefined) continue;
    attempts.push(attempt);
    if (attempt.object === undefined) continue;
    counts.set(reader.name, (counts.get(reader.name) ?? 0) + 1);
    if (attempt.object.evidence === 'subject') selves.add(reader.name);
    if (isPrivateTo(attempt.object, candidate)) settled.add(asked);
  }
  return attempts;
}

/** Whether neither a list nor the object itself says that others may know of it; what the scan made is kept in full. */
function isPrivateTo({ owner, evidence, members, exchange }: OwnedObject, { seenBy }: Candidate): boolean {
  if (evidence === 'made' || members.length > 0 || isEmptyAnswer(exchange)) return false;
  return seenBy.every((name) => name === owner);
}

function countedByOwner(objects: readonly OwnedObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { owner } of objects) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return counts;
}

/** Who is to read which candidate: its owner, or everybody it was shown to where no owner is known. */
function readings(
  operation: Operation,
  options: FindOptions,
  subjects: ReadonlyMap<string, string>,
): { candidate: Candidate; owned: Owned | undefined; reader: Identity }[] {
  return planned(operation, options, subjects).flatMap(({ candidate, owned }) => {
    const names = owned === undefined ? candidate.seenBy : [owned.owner];
    const readers = options.identities.filter((identity) => names.includes(identity.name));
    return readers.map((reader) => ({ candidate, owned, reader }));
  });
}

/** Candidates with what is known of their owner beforehand: configured ones, then the best few of every owner and of nobody. */
function planned(
  operation: Operation,
  options: FindOptions,
  subjects: ReadonlyMap<string, string>,
): { candidate: Candidate; owned: Owned | undefined }[] {
  const all = [...configured(operation, options), ...candidatesFor(operation, options.produced)].map((candidate) => ({
    candidate,
    owned: ownerOf(operation, candidate, options, subjects),
  }));
  const counts = new Map<string, number>();
  return all.filter(({ candidate, owned }) => {
    const name = owned?.owner ?? `?${candidate.seenBy[0] ?? ''}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= keep;
  });
}

/** Ids that the user gave as belonging to an identity, and the identity's own ids where a parameter asks for a user. */
function configured(operation: Operation, options: FindOptions): Candidate[] {
  const parameter = objectParameter(operation);
  if (parameter === undefined) return [];
  return options.configs.flatMap((config) => {
    const given = [...(config.owns[operation.id] ?? []), ...(config.owns[parameter.name] ?? [])];
    return given.flatMap((value): Candidate[] => {
      const own = { [parameter.name]: value };
      const complete =
        identifiersOf(operation).length === 1
          ? [{ values: own, score: 2, seenBy: [config.name] }]
          : parentsFor(operation, options, own, config.name);
      return complete;
    });
  });
}

function parentsFor(operation: Operation, options: FindOptions, own: Values, owner: string): Candidate[] {
  const parents: Record<string, string> = {};
  const config = options.configs.find((entry) => entry.name === owner);
  for (const parameter of identifiersOf(operation)) {
    if (own[parameter.name] !== undefined) continue;
    const value =
      config?.owns[parameter.name]?.[0] ?? options.identities.find((identity) => identity.name === owner)?.subjects[0];
    if (value === undefined) return [];
    parents[parameter.name] = value;
  }
  return [{ values: { ...parents, ...own }, score: 2, seenBy: [owner] }];
}

async function read(
  operation: Operation,
  values: Values,
  identity: Identity,
  owned: Owned | undefined,
  subjects: ReadonlyMap<string, string>,
  options: FindOptions,
): Promise<Attempt | undefined> {
  const parameter = objectParameter(operation)?.name;
  const request = requestOf(operation, values, options.surface);
  if (request === undefined || parameter === undefined) return undefined;
  let exchange = await unlessOver(options.sessions.send(request, identity, 'owner reads'));
  const isExpected = owned !== undefined && isKnownToExist(owned, options);
  for (let again = 1; again < patience && isExpected && exchange?.response?.status === 404; again++) {
    exchange = await unlessOver(options.sessions.send(request, identity, 'owner reads', { fresh: true }));
  }
  if (exchange === undefined) return undefined;
  const attempt: Attempt = {
    operation,
    baseline: { operation: operation.id, identity: identity.name, values, request, exchange },
  };
  if (!isSuccess(exchange)) return attempt;
  const json = jsonOf(exchange);
  const owner = json === undefined ? owned : ownerAfterReading(owned, namedOwners(json, subjects));
  if (owner === undefined || owner.owner !== identity.name) return attempt;
  const members = json === undefined ? [] : membersNamedIn(json, owner.owner, subjects);
  return { ...attempt, object: { operation: operation.id, parameter, values, request, exchange, members, ...owner } };
}

/**
 * Whether the user, a creation or another answer says that an object exists. That somebody has an id says of few
 * operations that they know it, unless the scan has only just made this somebody.
 */
function isKnownToExist({ owner, evidence }: Owned, { registered }: FindOptions): boolean {
  return evidence !== 'subject' || registered.has(owner);
}

/** The owners that an answer names: the object's own, or else those of all records in it, without repetition. */
function namedOwners(json: Json, subjects: ReadonlyMap<string, string>): { owner: string; attribute: string }[] {
  const own = isJsonObject(json) ? ownerNamedIn(json, subjects) : undefined;
  if (own !== undefined) return [own];
  const named = recordsIn(json).flatMap((record) => ownerNamedIn(record.object, subjects) ?? []);
  return [...new Map(named.map((entry) => [entry.owner, entry])).values()];
}

/**
 * What the object itself says outranks a guess from lists, but not what the user gave or what the id says.
 * An answer with the records of several owners is a collection: it belongs to nobody.
 */
function ownerAfterReading(
  owned: Owned | undefined,
  named: readonly { owner: string; attribute: string }[],
): Owned | undefined {
  if (owned?.evidence === 'config' || owned?.evidence === 'made' || owned?.evidence === 'subject') return owned;
  const [only, ...others] = named;
  if (others.length > 0) return undefined;
  if (only === undefined) return owned;
  return { owner: only.owner, evidence: 'attribute', reason: `${only.attribute} names ${only.owner}` };
}
