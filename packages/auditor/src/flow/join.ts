import { mayAnything, union } from './facts.ts';
import { fits } from './size.ts';
import { madeOf, unitedSources } from './sources.ts';
import {
  type Alternative,
  constant,
  type Facts,
  noFacts,
  plain,
  type Shape,
  type Truth,
  unknownShape,
  type Value,
} from './value.ts';
import { work } from './work.ts';

const mostAlternatives = 6;

/** Shapes that are joined for two values at most; what is below is no longer told apart. */
const mostJoins = 1000;
/** Shapes within shapes. */
const deepestJoin = 60;

/** Shapes that were joined already: the same ones may stand in very many places of a value. */
interface Joining {
  readonly known: Map<Shape, Map<Shape, Shape>>;
  /** What is known where it is the one value, and where it is the other. */
  readonly whenA: Facts;
  readonly whenB: Facts;
  count: number;
  depth: number;
}

/** One value that is either of two, as after a branch; with what is known on either way. */
export function either(a: Value, b: Value, whenA: Facts = noFacts, whenB: Facts = noFacts): Value {
  return joined(a, b, { known: new Map(), whenA, whenB, count: 0, depth: 0 });
}

function joined(a: Value, b: Value, joining: Joining): Value {
  if (a === b) return a;
  if (joining.count > mostJoins || joining.depth > deepestJoin) return madeOf([a, b]);
  const shape = knownShape(a, b, joining);
  if (!fits(shape)) return madeOf([a, b]);
  const treatments = treatmentsOfWays(a, b, joining);
  const truth = a.truth === undefined || b.truth === undefined ? undefined : bothTruths(a.truth, b.truth);
  return {
    sources: unitedSources([a, b]),
    shape,
    treatments,
    ...(truth === undefined ? {} : { truth }),
    ...alternativesOf(a, b, joining),
  };
}

/** Who has a role may see what belongs to others: `if (!isAdmin) notes = notes.filter(isMine)`. */
function treatmentsOfWays(a: Value, b: Value, { whenA, whenB }: Joining): Value['treatments'] {
  const common = commonTreatments(a, b);
  const isFiltered = (mayAnything(whenB) && holdsFiltered(a)) || (mayAnything(whenA) && holdsFiltered(b));
  return isFiltered ? new Set([...common, 'owner-filtered' as const]) : common;
}

function holdsFiltered({ shape, treatments }: Value): boolean {
  if (treatments.has('owner-filtered')) return true;
  return shape.kind === 'list' && shape.items.some((item) => item.treatments.has('owner-filtered'));
}

/** What was done to whichever of them comes from somewhere: nothing must be done to what the server says itself. */
function commonTreatments(a: Value, b: Value): Value['treatments'] {
  if (a.treatments.size + b.treatments.size === 0) return a.treatments;
  if (madeOf([a]).sources.length === 0) return b.treatments;
  return madeOf([b]).sources.length === 0 ? a.treatments : a.treatments.intersection(b.treatments);
}

/** Only where it matters: where at least one of them may come from somewhere. */
function alternativesOf(a: Value, b: Value, { whenA, whenB }: Joining): Pick<Value, 'alternatives'> {
  const isTold = whenA.size + whenB.size > 0;
  if (isInert(a) && isInert(b) && !isTold && !areFunctions(a, b)) return {};
  const all = [...under(a, whenA), ...under(b, whenB)];
  return all.length > mostAlternatives ? {} : { alternatives: all };
}

/** Of a table of functions one is called. */
function areFunctions(a: Value, b: Value): boolean {
  return a.shape.kind === 'function' || b.shape.kind === 'function';
}

function isInert({ sources, shape, alternatives }: Value): boolean {
  if (alternatives !== undefined) return false;
  return sources.length === 0 && (shape.kind === 'constant' || shape.kind === 'unknown' || shape.kind === 'function');
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

/** Shapes with parts each pair once. */
function knownShape(a: Value, b: Value, joining: Joining): Shape {
  if (a.shape === b.shape) return a.shape;
  const { kind } = a.shape;
  const hasParts = kind === b.shape.kind && (kind === 'dict' || kind === 'list' || kind === 'object');
  if (!hasParts) return eitherShape(a, b, joining);
  const others = joining.known.get(a.shape) ?? new Map<Shape, Shape>();
  joining.known.set(a.shape, others);
  const known = others.get(b.shape);
  if (known !== undefined) return known;
  joining.count++;
  joining.depth++;
  const made = eitherShape(a, b, joining);
  joining.depth--;
  others.set(b.shape, made);
  return made;
}

function eitherShape(one: Value, other: Value, joining: Joining): Shape {
  const [a, b] = [one.shape, other.shape];
  if (a === b) return a;
  // `None` or nothing known, and something known: what is known is what matters further on.
  if (isNothing(one)) return b;
  if (isNothing(other)) return a;
  if (a.kind === 'constant' && b.kind === 'constant' && a.value === b.value) return a;
  if (a.kind === 'dict' && b.kind === 'dict') return eitherDict(a, b, joining);
  const longer = longerText(one, other);
  if (longer !== undefined) return longer;
  if (a.kind === 'list' && b.kind === 'list') {
    work(a.items.length + b.items.length);
    if (a.items.length !== b.items.length) {
      const all = [...a.items, ...b.items];
      return { kind: 'list', items: [all.reduce((item, next) => joined(item, next, joining))] };
    }
    return { kind: 'list', items: a.items.map((item, index) => joined(item, b.items[index] ?? plain, joining)) };
  }
  if (a.kind === 'function' && b.kind === 'function' && a.closure.function === b.closure.function) return a;
  if (a.kind === 'external' && b.kind === 'external' && a.external.path === b.external.path) return a;
  if (a.kind === 'object' && b.kind === 'object') return eitherObject(a, b, joining);
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

function eitherDict(a: DictShape, b: DictShape, joining: Joining): DictShape {
  work(a.fields.size + b.fields.size);
  const names = new Set([...a.fields.keys(), ...b.fields.keys()]);
  const fields = new Map(
    [...names].map((name) => [name, eitherField(a.fields.get(name) ?? a.rest, b.fields.get(name) ?? b.rest, joining)]),
  );
  const rest = a.rest === null && b.rest === null ? null : eitherField(a.rest, b.rest, joining);
  return { kind: 'dict', fields, rest };
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** Objects of one class, such as results of which one is an error, become one with what either holds. */
function eitherObject(a: ObjectShape, b: ObjectShape, joining: Joining): Shape {
  const { class: known, fields, site } = a.object;
  if (a.object === b.object) return a;
  if (known === undefined || known !== b.object.class) return unknownShape;
  const over = b.object.fields;
  work(fields.size + over.size);
  const names = new Set([...fields.keys(), ...over.keys()]);
  const all = new Map(
    [...names].map((name) => [name, eitherField(fields.get(name) ?? null, over.get(name) ?? null, joining)]),
  );
  return { kind: 'object', object: { class: known, fields: all, site } };
}

/** What is missing on one side is nothing there, where that says which side it is. */
function eitherField(a: Value | null, b: Value | null, joining: Joining): Value {
  if (a !== null && b !== null) return joined(a, b, joining);
  const isTold = joining.whenA.size + joining.whenB.size > 0;
  return isTold ? joined(a ?? constant(null), b ?? constant(null), joining) : (a ?? b ?? plain);
}

function isNothing({ shape, sources }: Value): boolean {
  if (shape.kind === 'constant') return shape.value === null || shape.value === '' || shape.value === false;
  return shape.kind === 'unknown' && sources.length === 0;
}
