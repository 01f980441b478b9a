import { type Operation, type Parameter, pathParameters } from '@middlebrick/model';
import { isIdentifierParameter } from '../surface/index.ts';
import { identityHeaders } from '../tokens/identity-claims.ts';
import { foldName } from './naming.ts';
import { isOfferedTo, type Offer, type Offers, offersFor, offersKey } from './offers.ts';
import type { Produced } from './produced.ts';
import type { Values } from './survey.ts';

/** A set of values for all identifiers of an operation, with where they came from. */
export interface Candidate {
  values: Values;
  score: number;
  /** The record that the object's own id was found in, when it was found in one. */
  source?: Produced;
  /** Identities that were shown the object's own id, apart from the object itself. */
  seenBy: readonly string[];
}

/** Candidates kept for each parameter and for each operation. */
export const keep = 3;

const callerHeaders = new Set(identityHeaders.map((header) => foldName(header.name)));

/**
 * The parameters of an operation that choose whose or which object is meant: path first, then required others.
 * A header that names the caller (`X-User-Id`) chooses no object: whether it is believed is a question of its own.
 */
export function identifiersOf(operation: Operation): Parameter[] {
  const order = pathParameters(operation.path);
  return operation.parameters
    .filter((parameter) => parameter.in === 'path' || parameter.required)
    .filter((parameter) => isIdentifierParameter(parameter, operation) && !namesCaller(parameter))
    .sort((a, b) => position(order, a) - position(order, b));
}

function namesCaller(parameter: Parameter): boolean {
  return parameter.in === 'header' && callerHeaders.has(foldName(parameter.name));
}

/** The parameter that names the object itself; the others name its parents. */
export function objectParameter(operation: Operation): Parameter | undefined {
  return identifiersOf(operation).at(-1);
}

/** Whether a value can be of use to any of these operations: most fields of most answers name no parameter. */
export function offerable(operations: readonly Operation[]): (entry: Produced) => boolean {
  return isOfferedTo(
    operations.flatMap((operation) => identifiersOf(operation).map((parameter) => ({ operation, parameter }))),
  );
}

/** What was found out about one list of values is kept: many operations ask for the same parameters. */
const knownCandidates = new WeakMap<readonly Produced[], Map<string, readonly Candidate[]>>();

/**
 * The best sets of values for the identifiers of an operation. Values of one record are tried together, so that a
 * composite key or a child with its parent stays one object; what a record lacks is filled from the best of the rest.
 *
 * @param produced the same array for all questions about the same values: what is found out is kept for it
 */
export function candidatesFor(
  operation: Operation,
  produced: readonly Produced[],
  fixed: Values = {},
): readonly Candidate[] {
  const identifiers = identifiersOf(operation).filter((parameter) => fixed[parameter.name] === undefined);
  const known = knownCandidates.get(produced) ?? new Map<string, readonly Candidate[]>();
  knownCandidates.set(produced, known);
  const key = JSON.stringify([fixed, ...identifiers.map((parameter) => offersKey(operation, parameter))]);
  const candidates = known.get(key) ?? sortedCandidates(operation, identifiers, produced, fixed);
  known.set(key, candidates);
  return candidates;
}

function sortedCandidates(
  operation: Operation,
  identifiers: readonly Parameter[],
  produced: readonly Produced[],
  fixed: Values,
): readonly Candidate[] {
  const own = identifiers.at(-1);
  if (own === undefined) return [];
  const offers = new Map(identifiers.map((parameter) => [parameter.name, offersFor(operation, parameter, produced)]));
  const candidates = new Map<string, Candidate>();
  for (const offer of offers.get(own.name)?.all ?? []) {
    const values = fillParents(identifiers, offers, offer, fixed, own.name);
    if (values === undefined) continue;
    const key = JSON.stringify(values);
    const known = candidates.get(key);
    const seenBy = [...new Set([...(known?.seenBy ?? []), offer.produced.identity])];
    const isBetter = known === undefined || offer.score > known.score;
    candidates.set(key, {
      values,
      seenBy,
      score: isBetter ? offer.score : known.score,
      source: isBetter ? offer.produced : (known.source ?? offer.produced),
    });
  }
  return [...candidates.values()].sort((a, b) => b.score - a.score);
}

function fillParents(
  identifiers: readonly Parameter[],
  offers: ReadonlyMap<string, Offers>,
  own: Offer,
  fixed: Values,
  ownName: string,
): Values | undefined {
  const values: Record<string, string> = { ...fixed, [ownName]: own.produced.value };
  for (const parameter of identifiers) {
    if (parameter.name === ownName) continue;
    const offered = offers.get(parameter.name);
    const { record, identity, context } = own.produced;
    // A child listed below a parent is tried with that parent first, unless its own record names another.
    const value =
      offered?.ofRecord.get(record)?.produced.value ??
      context?.[parameter.name] ??
      (offered?.ofCaller.get(identity) ?? offered?.all[0])?.produced.value;
    if (value === undefined) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

function position(order: readonly string[], parameter: Parameter): number {
  return parameter.in === 'path' ? order.indexOf(parameter.name) : order.length;
}
