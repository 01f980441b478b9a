import { anyOf, either } from './join.ts';
import { madeOf } from './sources.ts';
import { constant, noTreatments, shaped, type Treatment, type Value } from './value.ts';
import { work } from './work.ts';

/*
 * Values that are put together of others: texts, lists, dicts.
 */

/** Items of a list that are told apart. */
export const mostItems = 60;
/** Fields of a dict that are told apart: one with more is data. */
const mostFields = 500;
/** A text that is put together and longer than this is data. */
export const longestText = 4096;

/** A text of several parts; constant where all of them are. */
export function textFrom(parts: readonly Value[]): Value {
  const flat = parts.flatMap((part) => (part.shape.kind === 'text' ? textParts(part) : [part]));
  const constants = flat.map(({ shape }) => (shape.kind === 'constant' ? String(shape.value) : undefined));
  const length = constants.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  if (length <= longestText && constants.every((text) => text !== undefined)) return constant(constants.join(''));
  const text = shaped({ kind: 'text', parts: flat.slice(0, 40) }, madeOf(flat).sources);
  return { ...text, treatments: treatmentsOfAll(parts) };
}

/** What was done to a text was done to its parts. */
function textParts({ shape, treatments }: Value): readonly Value[] {
  if (shape.kind !== 'text') return [];
  if (treatments.size === 0) return shape.parts;
  return shape.parts.map((part) =>
    part.sources.length === 0 ? part : { ...part, treatments: part.treatments.union(treatments) },
  );
}

/** What was done to everything that came from somewhere: `'**** ' + number[-4:]` is as masked as its end. */
export function treatmentsOfAll(values: readonly Value[]): ReadonlySet<Treatment> {
  if (values.every(({ treatments }) => treatments.size === 0)) return noTreatments;
  const [first, ...others] = values.filter((value) => madeOf([value]).sources.length > 0);
  return others.reduce((common, { treatments }) => common.intersection(treatments), first?.treatments ?? noTreatments);
}

/** `a + b`. */
export function added(left: Value, right: Value): Value {
  if (left.shape.kind === 'list' && right.shape.kind === 'list')
    return shaped({ kind: 'list', items: [...left.shape.items, ...right.shape.items].slice(0, mostItems) });
  return isText(left) || isText(right) ? textFrom([left, right]) : computed(left, right);
}

/** `a * b`: what was done to both of them was done to it. */
export function computed(left: Value, right: Value): Value {
  return { ...madeOf([left, right]), treatments: treatmentsOfAll([left, right]) };
}

function isText({ shape }: Value): boolean {
  return shape.kind === 'text' || (shape.kind === 'constant' && typeof shape.value === 'string');
}

/** What a name holds after `a += b`, `a ??= b`, `a &&= b` and their like. */
export function accumulated(operator: string, known: Value, more: Value): Value {
  switch (operator) {
    case '??=':
    case '||=':
      return either(known, more);
    case '&&=':
      return more;
    case '|=':
      return known.shape.kind === 'dict' ? merged(known, more) : computed(known, more);
    default:
      return operator === '+=' ? added(known, more) : computed(known, more);
  }
}

/** A dict of these fields; those that are too many to be told apart are among the rest. */
export function dictWith(fields: Map<string, Value>, rest: Value | null): Value {
  work(fields.size);
  if (fields.size <= mostFields) return shaped({ kind: 'dict', fields, rest });
  const [kept, others] = [[...fields].slice(0, mostFields), [...fields.values()].slice(mostFields)];
  return shaped({ kind: 'dict', fields: new Map(kept), rest: anyOf(rest === null ? others : [rest, ...others]) });
}

/** A dict with the fields of another on top. */
export function merged(under: Value, over: Value): Value {
  const [a, b] = [under.shape, over.shape];
  const fields = new Map(a.kind === 'dict' ? a.fields : []);
  const rests = [a.kind === 'dict' ? a.rest : under, b.kind === 'dict' ? b.rest : over].filter((rest) => rest !== null);
  if (b.kind === 'dict') for (const [name, field] of b.fields) fields.set(name, field);
  return dictWith(fields, rests.length === 0 ? null : anyOf(rests));
}
