import { type Operation, type Parameter, pathParameters } from '@middlebrick/model';
import { isIdentifierParameter } from '../surface/index.ts';
import { identityHeaders } from '../tokens/identity-claims.ts';
import { foldName, nameMatch, resourceOf, resourceOfParameter } from './naming.ts';
import { type Produced, producerScore } from './produced.ts';
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

/**
 * The best sets of values for the identifiers of an operation. Values of one record are tried together, so that a
 * composite key or a child with its parent stays one object; what a record lacks is filled from the best of the rest.
 */
export function candidatesFor(operation: Operation, produced: readonly Produced[], fixed: Values = {}): Candidate[] {
  const identifiers = identifiersOf(operation).filter((parameter) => fixed[parameter.name] === undefined);
  const own = identifiers.at(-1);
  if (own === undefined) return [];
  const offers = new Map(identifiers.map((parameter) => [parameter.name, offersFor(operation, parameter, produced)]));
  const candidates = new Map<string, Candidate>();
  for (const offer of offers.get(own.name) ?? []) {
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

interface Offer {
  produced: Produced;
  score: number;
}

function offersFor(operation: Operation, parameter: Parameter, produced: readonly Produced[]): Offer[] {
  const resource = resourceOfParameter(operation.path, parameter.name) || resourceOf(operation.path);
  const named = produced.flatMap((entry): Offer[] => {
    const match = nameMatch(parameter.name, resource, entry.field, entry.resource);
    return match === 0 ? [] : [{ produced: entry, score: producerScore[entry.producer] * match - entry.depth * 0.01 }];
  });
  const offers = named.length > 0 ? named : sameTyped(parameter, produced);
  return offers.sort((a, b) => b.score - a.score);
}

/** The last resort: values of the declared format seen under id-like names of another resource. */
function sameTyped(parameter: Parameter, produced: readonly Produced[]): Offer[] {
  const fits = shapeOf(parameter);
  if (fits === undefined) return [];
  return produced
    .filter((entry) => /(?:id|uuid|key|number)$/i.test(entry.field) && fits(entry.value))
    .map((entry) => ({ produced: entry, score: producerScore['same-type'] }));
}

function shapeOf(parameter: Parameter): ((value: string) => boolean) | undefined {
  const { type, format } = parameter.schema ?? {};
  if (format === 'uuid') return (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  if (format === 'email') return (value) => /^[^@\s]+@[^@\s]+$/.test(value);
  if (type === 'integer') return (value) => /^\d+$/.test(value);
  return undefined;
}

function fillParents(
  identifiers: readonly Parameter[],
  offers: ReadonlyMap<string, readonly Offer[]>,
  own: Offer,
  fixed: Values,
  ownName: string,
): Values | undefined {
  const values: Record<string, string> = { ...fixed, [ownName]: own.produced.value };
  for (const parameter of identifiers) {
    if (parameter.name === ownName) continue;
    const all = offers.get(parameter.name) ?? [];
    const sibling = all.find((offer) => offer.produced.record === own.produced.record);
    const sameCaller = all.find((offer) => offer.produced.identity === own.produced.identity);
    const chosen = sibling ?? sameCaller ?? all[0];
    if (chosen === undefined) return undefined;
    values[parameter.name] = chosen.produced.value;
  }
  return values;
}

function position(order: readonly string[], parameter: Parameter): number {
  return parameter.in === 'path' ? order.indexOf(parameter.name) : order.length;
}
