import type { Expression } from '../ir/ir.ts';
import { toolsFor } from './calls.ts';
import { merged, textFrom } from './expressions.ts';
import { ownedBy } from './facts.ts';
import { anyOf, either } from './join.ts';
import type { Machine } from './machine.ts';
import { elementOf, keysOf, partOf } from './refine.ts';
import { deepSources, isTainted, madeOf } from './sources.ts';
import { assignName, type State } from './state.ts';
import {
  type CallArguments,
  type Facts,
  fromSources,
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

type Method = (call: {
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
      const part = name === undefined ? (key === undefined ? object : partOf(object, '*')) : partOf(object, name);
      return usual === undefined ? part : either(part, usual);
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
  ['keys', ({ object }) => (isData(object) ? shaped({ kind: 'list', items: [keysOf(object)] }) : undefined)],
  ['copy', same],
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
      object.shape.kind !== 'list' && args.positional.length === 1 ? treated(object, ['masked']) : object,
  ],
  ['replace', ({ object, args }) => madeOf([object, ...args.positional.slice(1)])],
  [
    'split',
    ({ object }) =>
      object.shape.kind === 'external' ? undefined : shaped({ kind: 'list', items: [madeOf([object])] }),
  ],
  ['map', (call) => overElements(call, (result) => shaped({ kind: 'list', items: [result] }))],
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
  ['reduce', (call) => overElements(call, (result) => madeOf([result, call.object]))],
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
      return member === undefined || object.shape.kind !== 'list'
        ? undefined
        : machine.compare('in', member, object, site);
    },
  ],
  ['startswith', same],
]);

/** What a method of a collection or a text gives; `undefined` where it is none, or not of these. */
export function collectionMethod(
  machine: Machine,
  object: Value,
  name: string,
  args: CallArguments,
  state: State,
  site: Site,
): Value | undefined {
  if (object.shape.kind === 'object' || object.shape.kind === 'module' || object.shape.kind === 'class')
    return undefined;
  if (object.shape.kind === 'external' && object.sources.length === 0) return undefined;
  if (object.shape.kind === 'dict' && object.shape.fields.has(name)) return undefined;
  const known = methods.get(name);
  if (known !== undefined) return known({ machine, object, args, state, site });
  return machine.models.valueMethods.get(name)?.({ object, arguments: args, site }, toolsFor(machine, state, site));
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

/** `promise.catch(f)`: what it gives, or what f makes of the error. */
function overCatch({ machine, object, args, state, site }: Parameters<Method>[0]): Value | undefined {
  const [callback] = args.positional;
  if (callback?.shape.kind !== 'function') return object;
  const error = fromSources([{ kind: 'error', type: '', site }]);
  return either(object, machine.call(callback, { positional: [error], named: new Map(), spread: [] }, state, site));
}

/** `promise.then(f)`: what f makes of it. */
function overThen({ machine, object, args, state, site }: Parameters<Method>[0]): Value | undefined {
  const [callback] = args.positional;
  if (callback?.shape.kind !== 'function') return object;
  return machine.call(callback, { positional: [object], named: new Map(), spread: [] }, state, site);
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
  return isListed && isTainted(object) ? ['listed', 'picked'] : [];
}

function ownedTreatment(object: Value, facts: Facts): readonly Treatment[] {
  return isOwned(object, facts) ? ['owner-filtered'] : [];
}

/** Whether the items in a value are known to be the caller's. */
function isOwned(value: Value, facts: Facts): boolean {
  return deepSources(value).some((source) => source.kind === 'item' && facts.has(ownedBy(source.access.id)));
}

export function treated(value: Value, treatments: readonly Treatment[]): Value {
  return treatments.length === 0 ? value : { ...value, treatments: new Set([...value.treatments, ...treatments]) };
}

const adding = new Set(['append', 'push', 'add', 'insert', 'unshift', 'appendleft']);

/** Gives a name the collection that a method left behind: `out.append(item)`, `data.update(more)`, `item.pop('secret')`. */
export function rebindChanged(
  target: Expression,
  object: Value,
  method: string,
  args: CallArguments,
  state: State,
): void {
  if (target.kind !== 'name') return;
  const changed = changedBy(object, method, args, state.facts);
  if (changed !== undefined) assignName(state.scope, target.name, changed, false);
}

function changedBy(
  object: Value,
  method: string,
  { positional, named, spread }: CallArguments,
  facts: Facts,
): Value | undefined {
  const { shape } = object;
  if (shape.kind === 'external' || shape.kind === 'object') return undefined;
  const last = positional.at(-1);
  if (adding.has(method) && (shape.kind === 'list' || shape.kind === 'unknown')) {
    const more = [...positional, ...spread.map(elementOf)].map((item) =>
      isOwned(item, facts) ? treated(item, ['owner-filtered']) : item,
    );
    return shaped({ kind: 'list', items: [...(shape.kind === 'list' ? shape.items : []), ...more].slice(-60) });
  }
  if (method === 'extend' && last !== undefined && shape.kind === 'list')
    return shaped({ kind: 'list', items: [...shape.items, elementOf(last)].slice(-60) });
  if (method === 'update' && shape.kind === 'dict') {
    const over = last ?? shaped({ kind: 'dict', fields: named, rest: null });
    return merged(object, over);
  }
  if (method === 'pop' && shape.kind === 'dict' && positional[0] !== undefined) {
    const name = textOf(positional[0]);
    if (name === undefined || !shape.fields.has(name)) return undefined;
    const fields = new Map(shape.fields);
    fields.delete(name);
    return { ...object, shape: { ...shape, fields } };
  }
  return undefined;
}
