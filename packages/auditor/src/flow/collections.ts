import { overCatch, overNames, overThen, reduced } from './callbacks.ts';
import { toolsFor } from './calls.ts';
import { textFrom } from './combine.ts';
import { ownedBy } from './facts.ts';
import { anyOf, either } from './join.ts';
import { isOfCaller, isShortStart } from './look-up.ts';
import type { Machine } from './machine.ts';
import { ofRole } from './ranks.ts';
import { elementOf, keysOf, partOf } from './refine.ts';
import { deepSources, isTainted, madeOf } from './sources.ts';
import type { State } from './state.ts';
import {
  type Alternative,
  type CallArguments,
  type Facts,
  noFacts,
  plain,
  type Site,
  shaped,
  type Treatment,
  textOf,
  type Value,
} from './value.ts';

/*
 * What dicts, lists and texts do by themselves, in both languages.
 */

/** A method of a collection or a text, on what it is called with. */
export type Method = (call: {
  machine: Machine;
  object: Value;
  args: CallArguments;
  state: State;
  site: Site;
}) => Value | undefined;

/** Texts as they are, but for what does not matter to where they come from. */
const same: Method = ({ object }) => object;

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'get',
    ({ object, args }) => {
      const [key, usual] = args.positional;
      const name = key === undefined ? undefined : textOf(key);
      if (object.shape.kind === 'external' || object.shape.kind === 'object') return undefined;
      if (object.shape.kind === 'unknown' && object.sources.length === 0) return undefined;
      const chosen = object.shape.kind === 'dict' ? elementOf(object) : partOf(object, '*');
      const found = name === undefined ? (key === undefined ? object : ofRole(chosen, key)) : partOf(object, name);
      const part = key !== undefined && isOfCaller(object, key) ? treated(found, ['owner-filtered']) : found;
      const made = isNumberType(args.named.get('type')) ? treated(part, ['number']) : part;
      return usual === undefined ? made : either(made, usual);
    },
  ],
  [
    'setdefault',
    ({ object, args }) => {
      const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
      return name === undefined ? undefined : partOf(object, name);
    },
  ],
  [
    'pop',
    ({ object, args }) => {
      const [key] = args.positional;
      const name = key === undefined ? undefined : textOf(key);
      return name === undefined ? elementOf(object) : partOf(object, name);
    },
  ],
  [
    'items',
    ({ object }) =>
      isData(object)
        ? shaped({ kind: 'list', items: [shaped({ kind: 'list', items: [keysOf(object), valuesOf(object)] })] })
        : undefined,
  ],
  ['values', ({ object }) => (isData(object) ? shaped({ kind: 'list', items: [valuesOf(object)] }) : undefined)],
  // Names show nothing of what stands under them.
  [
    'keys',
    ({ object }) =>
      isData(object) ? shaped({ kind: 'list', items: [treated(keysOf(object), ['masked'])] }) : undefined,
  ],
  ['copy', same],
  ['to_dict', ({ object }) => (object.shape.kind === 'unknown' && isTainted(object) ? object : undefined)],
  [
    'format',
    ({ object, args }) => (isText(object) ? textFrom([object, ...args.positional, ...args.named.values()]) : undefined),
  ],
  [
    'concat',
    ({ object, args }) =>
      isText(object) ? textFrom([object, ...args.positional]) : anyOf([object, ...args.positional]),
  ],
  ['join', joinedText],
  ['strip', same],
  ['lstrip', same],
  ['rstrip', same],
  ['casefold', same],
  ['encode', same],
  ['decode', same],
  ['isoformat', same],
  ['hex', same],
  ['trim', same],
  ['lower', same],
  ['toLowerCase', same],
  ['upper', same],
  ['toUpperCase', same],
  ['toString', same],
  ['toArray', same],
  ['promise', same],
  ['then', (call) => overThen(call)],
  ['catch', (call) => overCatch(call)],
  ['finally', same],
  [
    'slice',
    ({ object, args }) =>
      (object.shape.kind !== 'list' && args.positional.length === 1) || isShortStart(object, args.positional)
        ? treated(object, ['masked'])
        : object,
  ],
  ['replace', ({ object, args }) => madeOf([object, ...args.positional.slice(1)])],
  [
    'split',
    ({ object }) =>
      object.shape.kind === 'external' ? undefined : shaped({ kind: 'list', items: [madeOf([object])] }),
  ],
  ['map', (call) => overNames(call) ?? overElements(call, (result) => shaped({ kind: 'list', items: [result] }))],
  ['flatMap', (call) => overElements(call, (result) => shaped({ kind: 'list', items: [elementOf(result)] }))],
  [
    'filter',
    (call) => {
      const filtered = overElements(call, (result) => keptElements(call.object, result));
      return filtered;
    },
  ],
  ['find', (call) => overElements(call, (result) => keptElement(call.object, result.truth?.whenTrue ?? noFacts))],
  ['some', (call) => overElements(call, (result) => result)],
  ['every', (call) => overElements(call, (result) => result)],
  ['forEach', (call) => overElements(call, () => plain)],
  ['reduce', reduced],
  [
    'includes',
    ({ machine, object, args, site }) => {
      const [member] = args.positional;
      return member === undefined || object.shape.kind === 'external'
        ? undefined
        : machine.compare('in', member, object, site);
    },
  ],
  [
    'has',
    ({ machine, object, args, site }) => {
      const [member] = args.positional;
      return member === undefined || !(object.shape.kind === 'list' || isStored(object))
        ? undefined
        : machine.compare('in', member, object, site);
    },
  ],
  ['startswith', same],
]);

/** `request.args.get('page', type=int)`. */
function isNumberType(type: Value | undefined): boolean {
  return type?.shape.kind === 'external' && /^(?:int|float|decimal\.Decimal)$/.test(type.shape.external.path);
}

/** What a method of a collection or a text gives; `undefined` where it is none, or not of these. */
export function collectionMethod(
  machine: Machine,
  object: Value,
  name: string,
  args: CallArguments,
  state: State,
  site: Site,
): Value | undefined {
  // Whatever it will be: until it is there it is a promise.
  if (object.promised !== undefined && /^(?:then|catch|finally)$/.test(name))
    return methods.get(name)?.({ machine, object, args, state, site });
  if (object.shape.kind === 'object' || object.shape.kind === 'module' || object.shape.kind === 'class')
    return undefined;
  if (object.shape.kind === 'external' && object.sources.length === 0) return undefined;
  if (object.shape.kind === 'dict' && object.shape.fields.has(name)) return undefined;
  const known = methods.get(name);
  if (known !== undefined) return known({ machine, object, args, state, site });
  return machine.models.valueMethods.get(name)?.({ object, arguments: args, site }, toolsFor(machine, state, site));
}

/** Something of an item or a verified identity: a set of DynamoDB, a list of groups. */
function isStored({ shape, sources }: Value): boolean {
  return (
    shape.kind === 'unknown' &&
    sources.length > 0 &&
    sources.every(({ kind }) => kind === 'item' || kind === 'identity')
  );
}

function isData({ shape, sources }: Value): boolean {
  return shape.kind === 'dict' || shape.kind === 'list' || sources.length > 0;
}

function isText({ shape }: Value): boolean {
  return shape.kind === 'text' || (shape.kind === 'constant' && typeof shape.value === 'string');
}

export function valuesOf(value: Value): Value {
  const { shape } = value;
  if (shape.kind !== 'dict') return partOf(value, '*');
  return anyOf([...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])]);
}

function overElements(
  { machine, object, args, state, site }: Parameters<Method>[0],
  make: (result: Value) => Value,
): Value | undefined {
  const [callback] = args.positional;
  if (callback === undefined || object.shape.kind === 'external') return undefined;
  if (callback.shape.kind !== 'function') return make(madeOf([object, callback]));
  const result = machine.call(callback, { positional: [elementOf(object)], named: new Map(), spread: [] }, state, site);
  return make(result);
}

/** `sets.join(', ')` and `', '.join(sets)`. */
function joinedText({ object, args }: Parameters<Method>[0]): Value {
  const [list, separator] = object.shape.kind === 'list' ? [object, args.positional[0]] : [args.positional[0], object];
  if (list?.shape.kind !== 'list' || separator === undefined) return madeOf([object, ...args.positional]);
  return textFrom(list.shape.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
}

/** The elements that a function let through, with what it asked of them. */
function keptElements(object: Value, result: Value): Value {
  return shaped({ kind: 'list', items: [keptElement(object, result.truth?.whenTrue ?? noFacts)] });
}

/** One of the elements that are left after a test that found out these facts. */
export function keptElement(object: Value, facts: Facts): Value {
  return treated(elementOf(object), [...ownedTreatment(object, facts), ...listedTreatment(object, facts)]);
}

/** `Object.entries(body).filter(([key]) => ALLOWED.includes(key))`. */
function listedTreatment(object: Value, facts: Facts): readonly Treatment[] {
  const isListed = [...facts].some((fact) => fact.startsWith('listed '));
  const isAsked = isTainted(object) || [...facts].some((fact) => fact.startsWith('listed item '));
  return isListed && isAsked ? ['listed', 'picked'] : [];
}

function ownedTreatment(object: Value, facts: Facts): readonly Treatment[] {
  return isOwned(object, facts) ? ['owner-filtered'] : [];
}

/** Whether the items in a value are known to be the caller's. */
export function isOwned(value: Value, facts: Facts): boolean {
  return deepSources(value).some((source) => source.kind === 'item' && facts.has(ownedBy(source.access.id)));
}

/** The same of all that is in a value. */
export function treatedWithin(value: Value, treatments: readonly Treatment[], depth = 5): Value {
  const { shape } = value;
  const inner = (part: Value): Value => treatedWithin(part, treatments, depth - 1);
  const outer = treated(value, treatments);
  if (depth === 0) return outer;
  if (shape.kind === 'list') return { ...outer, shape: { kind: 'list', items: shape.items.map(inner) } };
  if (shape.kind !== 'dict') return outer;
  const fields = new Map([...shape.fields].map(([name, field]) => [name, inner(field)]));
  return { ...outer, shape: { kind: 'dict', fields, rest: shape.rest === null ? null : inner(shape.rest) } };
}

/** A value to which more was done, whichever of several it is. */
export function treated(value: Value, treatments: readonly Treatment[]): Value {
  if (treatments.length === 0) return value;
  const { alternatives } = value;
  return {
    ...value,
    treatments: new Set([...value.treatments, ...treatments]),
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map((one) => alsoTreated(one, treatments)) }),
  };
}

function alsoTreated({ value, facts }: Alternative, treatments: readonly Treatment[]): Alternative {
  return { value: { ...value, treatments: new Set([...value.treatments, ...treatments]) }, facts };
}
