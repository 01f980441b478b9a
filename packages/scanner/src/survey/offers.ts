import type { Operation, Parameter } from '@middlebrick/model';
import { foldName, nameMatch, namesFor, resourceOf, resourceOfParameter } from './naming.ts';
import { type Produced, producerScore } from './produced.ts';

/** A value that fits a parameter, and how well. */
export interface Offer {
  produced: Produced;
  score: number;
}

/** What fits one parameter, best first, with the best of every record and of every caller. */
export interface Offers {
  all: readonly Offer[];
  ofRecord: ReadonlyMap<string, Offer>;
  ofCaller: ReadonlyMap<string, Offer>;
}

/** Values as they can be looked up: positions by folded name of the field and by resource. */
interface Index {
  positions: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  offers: Map<string, Offers>;
}

/** One index for each list of values: a thousand operations ask it for a handful of names each. */
const indexes = new WeakMap<readonly Produced[], Index>();

const idLike = /(?:id|uuid|key|number)$/i;

/**
 * The values that a parameter may take: those seen under its name or another way to spell it, else those of its
 * declared format.
 *
 * @param produced the same array for all questions about the same values: what is found out is kept for it
 */
export function offersFor(operation: Operation, parameter: Parameter, produced: readonly Produced[]): Offers {
  const { offers } = indexOf(produced);
  const key = offersKey(operation, parameter);
  const known = offers.get(key);
  if (known !== undefined) return known;
  const named = namedOffers(operation, parameter, produced);
  const found = withBest(named.length > 0 ? named : sameTyped(parameter, produced));
  offers.set(key, found);
  return found;
}

/** Parameters with the same key are offered the same values. */
export function offersKey(operation: Operation, parameter: Parameter): string {
  const { type, format } = parameter.schema ?? {};
  return JSON.stringify([parameter.name, wantedResource(operation, parameter), type, format]);
}

/** Whether a value can ever be offered for a parameter of these operations; most fields of most answers cannot. */
export function isOfferedTo(
  parameters: readonly { operation: Operation; parameter: Parameter }[],
): (entry: Produced) => boolean {
  const fields = new Set(
    parameters.flatMap(({ operation, parameter }) =>
      namesFor(parameter.name, wantedResource(operation, parameter)).map(({ field }) => field),
    ),
  );
  return ({ field }) => idLike.test(field) || fields.has(foldName(field));
}

function wantedResource(operation: Operation, parameter: Parameter): string {
  return resourceOfParameter(operation.path, parameter.name) || resourceOf(operation.path);
}

function namedOffers(operation: Operation, parameter: Parameter, produced: readonly Produced[]): Offer[] {
  const resource = wantedResource(operation, parameter);
  const { positions } = indexOf(produced);
  const fitting = namesFor(parameter.name, resource).flatMap((name) => {
    const byResource = positions.get(name.field);
    return name.resource === undefined
      ? [...(byResource?.values() ?? [])].flat()
      : (byResource?.get(name.resource) ?? []);
  });
  // In the order in which the values were seen, which decides between equals.
  const inOrder = [...new Set(fitting)].sort((a, b) => a - b);
  return inOrder.flatMap((position): Offer[] => {
    const entry = produced[position] as Produced;
    const match = nameMatch(parameter.name, resource, entry.field, entry.resource);
    return match === 0 ? [] : [{ produced: entry, score: producerScore[entry.producer] * match - entry.depth * 0.01 }];
  });
}

/** The last resort: values of the declared format seen under id-like names of another resource. */
function sameTyped(parameter: Parameter, produced: readonly Produced[]): Offer[] {
  const fits = shapeOf(parameter);
  if (fits === undefined) return [];
  return produced
    .filter((entry) => idLike.test(entry.field) && fits(entry.value))
    .map((entry) => ({ produced: entry, score: producerScore['same-type'] }));
}

function shapeOf(parameter: Parameter): ((value: string) => boolean) | undefined {
  const { type, format } = parameter.schema ?? {};
  if (format === 'uuid') return (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  if (format === 'email') return (value) => /^[^@\s]+@[^@\s]+$/.test(value);
  if (type === 'integer') return (value) => /^\d+$/.test(value);
  return undefined;
}

function withBest(offers: readonly Offer[]): Offers {
  const all = [...offers].sort((a, b) => b.score - a.score);
  const ofRecord = new Map<string, Offer>();
  const ofCaller = new Map<string, Offer>();
  for (const offer of all) {
    const { record, identity } = offer.produced;
    if (!ofRecord.has(record)) ofRecord.set(record, offer);
    if (!ofCaller.has(identity)) ofCaller.set(identity, offer);
  }
  return { all, ofRecord, ofCaller };
}

function indexOf(produced: readonly Produced[]): Index {
  const known = indexes.get(produced);
  if (known !== undefined) return known;
  const folded = new Map<string, string>();
  const positions = new Map<string, Map<string, number[]>>();
  for (const [position, { field, resource }] of produced.entries()) {
    const name = folded.get(field) ?? foldName(field);
    folded.set(field, name);
    const byResource = positions.get(name) ?? new Map<string, number[]>();
    positions.set(name, byResource);
    const same = byResource.get(resource) ?? [];
    byResource.set(resource, same);
    same.push(position);
  }
  const index: Index = { positions, offers: new Map() };
  indexes.set(produced, index);
  return index;
}
