import { treated, valuesOf } from '../../flow/collections.ts';
import { truthOf } from '../../flow/conditions.ts';
import { anyOf, either } from '../../flow/join.ts';
import { elementOf, keysOf, partOf } from '../../flow/refine.ts';
import { deepSources, madeOf, unitedSources } from '../../flow/sources.ts';
import { looseFields, plain, type Source, shaped, type Truth, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { each, fields, first, items } from './values.ts';

/*
 * The functions of JavaScript that take objects apart and put them together, and those of lodash and Ramda that do the
 * same.
 */

/** `Object.assign({}, a, b)`, `_.merge(a, b)`. */
const assign: CallModel = ({ arguments: args }) => {
  const [target = plain, ...others] = [...args.positional, ...args.spread];
  for (const other of others) keepFields(target, other);
  return others.reduce(laidOver, target);
};

/** An object with the fields of another on top: what may be in the other one wins, if it is there. */
function laidOver(under: Value, over: Value): Value {
  const [a, b] = [under.shape, over.shape];
  const rest = b.kind === 'dict' ? b.rest : over.sources.length > 0 ? over : null;
  const known = a.kind === 'dict' ? [...a.fields] : [];
  const kept = known.map(([name, field]) => [name, rest === null ? field : either(field, partOf(rest, name))] as const);
  const rests = [a.kind === 'dict' ? a.rest : under.sources.length > 0 ? under : null, rest].filter(
    (one) => one !== null,
  );
  return shaped({
    kind: 'dict',
    fields: new Map([...kept, ...(b.kind === 'dict' ? b.fields : [])]),
    rest: rests.length === 0 ? null : anyOf(rests),
  });
}

/** What is assigned to an object of a class stays on it: `Object.assign(this, values)`. */
function keepFields({ shape: target }: Value, given: Value): void {
  const { shape, sources } = given;
  if (target.kind !== 'object') return;
  const { fields: own } = target.object;
  if (shape.kind === 'dict') for (const [name, value] of shape.fields) own.set(name, value);
  const loose = shape.kind === 'dict' ? shape.rest : shape.kind === 'unknown' && sources.length > 0 ? given : null;
  if (loose !== null) own.set(looseFields, loose);
}

/**
 * The names in an object. Those that are not written in the code come from where the object comes from: a list that is
 * built of them picks nothing. What was picked by a list in the code has names of that list.
 */
function namesOf(value: Value): Value {
  const { shape, treatments } = value;
  if (shape.kind === 'dict' && (shape.rest === null || shape.rest.treatments.has('listed'))) return keysOf(value);
  if (treatments.has('listed')) return plain;
  return value.sources.length === 0 && value.shape.kind !== 'dict' ? keysOf(value) : named(value);
}

function named(value: Value): Value {
  const { shape } = value;
  const holder = shape.kind === 'dict' && shape.rest !== null ? shape.rest : value;
  const names: Source[] = deepSources(holder).map((source) =>
    source.kind === 'item' ? { ...source, path: [...source.path.slice(0, 8), '<name>'] } : source,
  );
  return anyOf([...(shape.kind === 'dict' ? [keysOf(value)] : []), { ...plain, sources: names }]);
}

/** Names show nothing of what stands under them. */
const keys: CallModel = ({ arguments: args }) => items(treated(namesOf(args.positional[0] ?? plain), ['masked']));

const values: CallModel = ({ arguments: args }) => items(valuesOf(args.positional[0] ?? plain));

const entries: CallModel = ({ arguments: args }) => {
  const object = args.positional[0] ?? plain;
  return items(items(namesOf(object), valuesOf(object)));
};

/** Names that stand in the code pick what they name; names that came with the data do not. */
const fromEntries: CallModel = ({ arguments: args }) => {
  const given = args.positional[0] ?? plain;
  const known = entriesIn(given);
  if (known !== undefined) return fields(Object.fromEntries(known));
  const pair = elementOf(given);
  if (pair.shape.kind !== 'list') return { ...pair, shape: { kind: 'unknown' } };
  const name = partOf(pair, '0');
  const value = partOf(pair, '1');
  const isListed = [given, pair, name].some(({ treatments }) => treatments.has('listed'));
  const isPicked = isListed || (deepSources(name).length === 0 && !isNumbered(name));
  const rest = isPicked ? treated(value, ['picked', 'listed']) : { ...value, sources: madeOf([name, value]).sources };
  const only = textOf(name);
  return only === undefined ? fields({}, rest) : fields({ [only]: rest });
};

/** Pairs that are written in the code, with their names. */
function entriesIn({ shape, treatments }: Value): [string, Value][] | undefined {
  if (shape.kind !== 'list' || shape.items.length === 0 || treatments.size > 0) return undefined;
  const pairs = shape.items.flatMap(({ shape: pair }): [string, Value][] => {
    const [name, value] = pair.kind === 'list' ? pair.items : [];
    const text = name === undefined ? undefined : textOf(name);
    return text === undefined || value === undefined ? [] : [[text, treated(value, ['picked', 'listed'])]];
  });
  return pairs.length === shape.items.length ? pairs : undefined;
}

/** `:v0`, `:v1`: the name says nothing of what it stands for, unlike one that is made of a name in a list. */
function isNumbered({ shape }: Value): boolean {
  return shape.kind === 'text' && !shape.parts.some(({ treatments }) => treatments.has('listed'));
}

/** `_.pick(body, ['title', 'text'])`, also with the names one after the other. */
const pick: CallModel = ({ arguments: args }) => {
  const [object, ...given] = args.positional;
  if (object === undefined) return plain;
  return pickedFrom(object, given);
};

/** Ramda has the names first. */
const pickLast: CallModel = ({ arguments: args }) => {
  const [names, object] = args.positional;
  return names === undefined || object === undefined ? undefined : pickedFrom(object, [names]);
};

function pickedFrom(object: Value, given: readonly Value[]): Value {
  const names = given.flatMap((value) => (value.shape.kind === 'list' ? value.shape.items : [value]));
  const texts = names.map(textOf);
  if (names.some((name) => deepSources(name).length > 0)) return madeOf([object, ...names]);
  if (texts.some((text) => text === undefined)) return fields({}, treated(partOf(object, '*'), ['picked', 'listed']));
  const known = texts.flatMap((text) => (text === undefined ? [] : [[text, partOf(object, text)] as const]));
  return treated(fields(Object.fromEntries(known)), ['picked', 'listed']);
}

/** `_.omit(item, 'secret')`: all the others stay. */
const omit: CallModel = ({ arguments: args }) => {
  const [object = plain, ...given] = args.positional;
  const { shape } = object;
  if (shape.kind !== 'dict') return object;
  const names = new Set(
    given.flatMap((value) => (value.shape.kind === 'list' ? value.shape.items : [value]).map(textOf)),
  );
  const left = new Map([...shape.fields].filter(([name]) => !names.has(name)));
  return { ...object, shape: { ...shape, fields: left } };
};

/** `_.get(body, 'a.b')`. */
const get: CallModel = ({ arguments: args }) => {
  const [object = plain, path] = args.positional;
  const text = path === undefined ? undefined : textOf(path);
  if (text === undefined) return madeOf([object]);
  return text.split('.').slice(0, 8).reduce(partOf, object);
};

/** `Object.groupBy(notes, (note) => note.owner)`; `keyBy` has one for each name. */
function grouped(isSingle: boolean): CallModel {
  return ({ arguments: args }, { call }) => {
    const [list, by] = args.positional;
    if (list === undefined || by === undefined) return undefined;
    const element = elementOf(list);
    const name = by.shape.kind === 'function' ? call(by, [element]) : plain;
    const sources = unitedSources([element, name]);
    return fields({}, isSingle ? { ...element, sources } : { ...items(element), sources });
  };
}

/** `new Map([['a', 1]])`. */
const map: CallModel = (call, tools) =>
  call.arguments.positional.length === 0 ? fields({}) : fromEntries(call, tools);

const set: CallModel = ({ arguments: args }) => {
  const [given] = args.positional;
  if (given === undefined) return items();
  return given.shape.kind === 'list' ? given : items(elementOf(given));
};

const libraries = ['lodash.', 'lodash-es.', 'lodash/', 'lodash-es/', 'lodash.', 'radash.', 'es-toolkit.'];

function ofLibraries(name: string, model: CallModel): (readonly [string, CallModel])[] {
  return each(
    [...new Set(libraries)].map((library) => `${library}${name}`),
    model,
  );
}

export const objectCalls: readonly (readonly [string, CallModel])[] = [
  ['Object.assign', assign],
  ['Object.keys', keys],
  ['Object.getOwnPropertyNames', keys],
  ['Reflect.ownKeys', keys],
  ['Object.values', values],
  ['Object.entries', entries],
  ['Object.fromEntries', fromEntries],
  ['Map', map],
  ...each(['Object.groupBy', 'Map.groupBy'], grouped(false)),
  ...ofLibraries('groupBy', grouped(false)),
  ...ofLibraries('keyBy', grouped(true)),
  ['Set', set],
  ...each(['Object', 'Object.freeze', 'Object.seal', 'structuredClone', 'lodash.clone', 'rfdc()'], first),
  ...ofLibraries('cloneDeep', first),
  ...ofLibraries('pick', pick),
  ...ofLibraries('omit', omit),
  ...ofLibraries('get', get),
  ...['merge', 'assign', 'defaults', 'extend', 'defaultsDeep'].flatMap((name) => ofLibraries(name, assign)),
  ['ramda.pick', pickLast],
  ['ramda.merge', assign],
  ['ramda.mergeRight', assign],
  ['deepmerge', assign],
];

function hasOwnTruth({ arguments: args }: ModelCall): Truth | undefined {
  const [object, name] = args.positional;
  return object === undefined || name === undefined ? undefined : truthOf('in', name, object);
}

export const objectTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = [
  ['Object.hasOwn', hasOwnTruth],
  ['Object.prototype.hasOwnProperty.call', hasOwnTruth],
  [
    'lodash.isEqual',
    ({ arguments: { positional } }) => {
      const [a, b] = positional;
      return a === undefined || b === undefined ? undefined : truthOf('==', a, b);
    },
  ],
];

/** A value made of no shape that is known, for what is read out of texts. */
export function unshaped(value: Value): Value {
  const { kind } = value.shape;
  if (kind === 'dict' || kind === 'list') return value;
  return { ...shaped({ kind: 'unknown' }, value.sources), treatments: value.treatments };
}
