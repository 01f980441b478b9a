import { union } from './facts.ts';
import { unitedSources } from './sources.ts';
import {
  type Alternative,
  type Facts,
  noFacts,
  plain,
  type Shape,
  type Truth,
  unknownShape,
  type Value,
} from './value.ts';

const mostAlternatives = 6;

/** One value that is either of two, as after a branch; with what is known on either way. */
export function either(a: Value, b: Value, whenA: Facts = noFacts, whenB: Facts = noFacts): Value {
  if (a === b) return a;
  const treatments = a.treatments.intersection(b.treatments);
  const truth = a.truth === undefined || b.truth === undefined ? undefined : bothTruths(a.truth, b.truth);
  return {
    sources: unitedSources([a, b]),
    shape: eitherShape(a, b),
    treatments,
    ...(truth === undefined ? {} : { truth }),
    ...alternativesOf(a, b, whenA, whenB),
  };
}

/** Only where it matters: where at least one of them comes from somewhere. */
function alternativesOf(a: Value, b: Value, whenA: Facts, whenB: Facts): Pick<Value, 'alternatives'> {
  if (a.sources.length + b.sources.length === 0) return {};
  const all = [...under(a, whenA), ...under(b, whenB)];
  return all.length > mostAlternatives ? {} : { alternatives: all };
}

function under(value: Value, facts: Facts): readonly Alternative[] {
  if (value.alternatives === undefined) return [{ value, facts }];
  return value.alternatives.map((one) => ({ value: one.value, facts: union(one.facts, facts) }));
}

export function anyOf(values: readonly Value[]): Value {
  const [first, ...others] = values;
  return first === undefined ? plain : others.reduce((one, other) => either(one, other), first);
}

function bothTruths(a: Truth, b: Truth): Truth {
  return {
    whenTrue: a.whenTrue.intersection(b.whenTrue),
    whenFalse: a.whenFalse.intersection(b.whenFalse),
  };
}

function eitherShape(one: Value, other: Value): Shape {
  const [a, b] = [one.shape, other.shape];
  if (a === b) return a;
  // `None` or nothing known, and something known: what is known is what matters further on.
  if (isNothing(one)) return b;
  if (isNothing(other)) return a;
  if (a.kind === 'constant' && b.kind === 'constant' && a.value === b.value) return a;
  if (a.kind === 'dict' && b.kind === 'dict') return eitherDict(a, b);
  const longer = longerText(one, other);
  if (longer !== undefined) return longer;
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.items.length !== b.items.length) return { kind: 'list', items: [anyOf([...a.items, ...b.items])] };
    return { kind: 'list', items: a.items.map((item, index) => either(item, b.items[index] ?? plain)) };
  }
  if (a.kind === 'function' && b.kind === 'function' && a.closure.function === b.closure.function) return a;
  if (a.kind === 'external' && b.kind === 'external' && a.external.path === b.external.path) return a;
  if (a.kind === 'object' && b.kind === 'object' && a.object === b.object) return a;
  return unknownShape;
}

/** A text that is sometimes longer: `expr += ' AND …'`. The longer one holds all that the other does. */
function longerText(one: Value, other: Value): Shape | undefined {
  const [a, b] = [startOfText(one), startOfText(other)];
  if (a === undefined || b === undefined) return undefined;
  if (a.startsWith(b)) return one.shape;
  return b.startsWith(a) ? other.shape : undefined;
}

function startOfText({ shape }: Value): string | undefined {
  if (shape.kind === 'constant') return typeof shape.value === 'string' ? shape.value : undefined;
  if (shape.kind !== 'text') return undefined;
  return shape.parts.map(({ shape: part }) => (part.kind === 'constant' ? String(part.value) : '\u0000')).join('');
}

type DictShape = Extract<Shape, { kind: 'dict' }>;

function eitherDict(a: DictShape, b: DictShape): DictShape {
  const names = new Set([...a.fields.keys(), ...b.fields.keys()]);
  const fields = new Map(
    [...names].map((name) => [name, eitherField(a.fields.get(name) ?? a.rest, b.fields.get(name) ?? b.rest)]),
  );
  const rest = a.rest === null && b.rest === null ? null : eitherField(a.rest, b.rest);
  return { kind: 'dict', fields, rest };
}

function eitherField(a: Value | null, b: Value | null): Value {
  if (a === null || b === null) return a ?? b ?? plain;
  return either(a, b);
}

function isNothing({ shape, sources }: Value): boolean {
  if (shape.kind === 'constant') return shape.value === null || shape.value === '' || shape.value === false;
  return shape.kind === 'unknown' && sources.length === 0;
}
