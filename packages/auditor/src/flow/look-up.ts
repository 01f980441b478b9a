import type { Expression, Module } from '../ir/ir.ts';
import { treated } from './collections.ts';
import type { Machine } from './machine.ts';
import { ofRole } from './ranks.ts';
import { elementOf, partOf } from './refine.ts';
import { deepSources, madeOf, namesCaller } from './sources.ts';
import { externalOf, type Source, textOf, type Value } from './value.ts';

/*
 * What stands between square brackets: `object[index]`, `text[:8]`.
 */

/** `object[index]`. */
export function indexed(machine: Machine, object: Value, index: Value, expression: Expression, module: Module): Value {
  const { shape } = index;
  if (isGeneric(object, module)) return object;
  if (shape.kind === 'constant' && (typeof shape.value === 'string' || typeof shape.value === 'number')) {
    const { kind } = object.shape;
    if (kind === 'external' || kind === 'object' || kind === 'module')
      return machine.member(object, String(shape.value), machine.site(module, expression));
    return partOf(object, String(shape.value));
  }
  const computed = object.shape.kind === 'dict' ? object.shape.fields.get(computedName(index) ?? '') : undefined;
  if (computed !== undefined) return computed;
  // An attribute that is chosen while it runs: one of them, and not the whole.
  const chosen = object.shape.kind === 'dict' || object.shape.kind === 'list' ? elementOf(object) : partOf(object, '*');
  if (isOfCaller(object, index)) return treated(chosen, ['owner-filtered']);
  // By a name of a fixed list it is picked.
  if (index.treatments.has('listed') && object.sources.length > 0 && object.shape.kind === 'unknown')
    return treated(chosen, ['picked']);
  if (isTable(object)) return ofRole(chosen, index);
  const isFree = index.sources.length > 0;
  return isFree ? { ...chosen, sources: madeOf([chosen, index]).sources } : chosen;
}

/** `SORTS[request.args['sort']]`: whatever the client names, it gets something that stands in the code, as of a fixed list. */
function isTable(object: Value): boolean {
  const { shape } = object;
  const isFilled =
    (shape.kind === 'dict' && shape.fields.size > 0) || (shape.kind === 'list' && shape.items.length > 0);
  return isFilled && deepSources(object).length === 0;
}

/** `byOwner[me]`: of items that are kept by what stands in them, those that belong to the caller. */
export function isOfCaller({ shape }: Value, index: Value): boolean {
  if (shape.kind !== 'dict' || shape.rest === null) return false;
  const asked = deepSources(index);
  return asked.length > 0 && asked.every(namesCaller) && deepSources(shape.rest).some(({ kind }) => kind === 'item');
}

/** `Repository[Order]`: the class itself. */
function isGeneric({ shape }: Value, { language }: Module): boolean {
  if (language !== 'python') return false;
  if (shape.kind === 'external') return /^(?!typing)[\w.]+\.[A-Z]\w*$/.test(shape.external.path);
  return shape.kind === 'class';
}

/** The name of a field: a text, or the way to one that only the server knows, such as `process.env.TABLE`. */
export function computedName(key: Value): string | undefined {
  const path = key.sources.length === 0 ? externalOf(key)?.path : undefined;
  return textOf(key) ?? (path === undefined ? undefined : `[${path}]`);
}

/** A beginning that is no longer than this says little of a token. */
const longestBeginning = 12;

/** `number[-4:]` and `token[:8]` show an end of a text; of a list a slice is some of it. */
export function sliced(object: Value, { parts }: Extract<Expression, { kind: 'slice' }>): Value {
  const [from, ...others] = parts;
  const isNegative =
    (from?.kind === 'unary' && from.operator === '-') ||
    (from?.kind === 'literal' && typeof from.value === 'number' && from.value < 0);
  const isEnd = isNegative && others.every(isNothing);
  const [to, ...steps] = others;
  const isShort =
    to?.kind === 'literal' && typeof to.value === 'number' && to.value >= 0 && to.value <= longestBeginning;
  const isStart = isNothing(from) && isShort && steps.every(isNothing);
  const isText = object.shape.kind !== 'list' && !object.sources.some(mayBeList);
  return (isEnd || isStart) && isText ? treated(object, ['masked']) : object;
}

/** `token.slice(0, 8)`. */
export function isShortStart(object: Value, [from, to]: readonly Value[]): boolean {
  if (from?.shape.kind !== 'constant' || from.shape.value !== 0 || to?.shape.kind !== 'constant') return false;
  const isShort = typeof to.shape.value === 'number' && to.shape.value >= 0 && to.shape.value <= longestBeginning;
  return isShort && object.shape.kind !== 'list' && !object.sources.some(mayBeList);
}

function isNothing(part: Expression | undefined): boolean {
  return part?.kind === 'literal' && (part.value === null || part.value === 0);
}

/** Of items and bodies a slice is some of them. */
function mayBeList(source: Source): boolean {
  if (source.kind === 'request') return source.name === '' && source.origin !== 'token';
  return source.kind === 'item' && /^(?:Items?|\[\]|Attributes|Responses|)$/.test(source.path.at(-1) ?? '');
}
