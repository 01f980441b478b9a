import { treated, valuesOf } from '../../flow/collections.ts';
import { truthOf } from '../../flow/conditions.ts';
import { ownedBy } from '../../flow/facts.ts';
import { ofRole } from '../../flow/ranks.ts';
import { elementOf, keysOf, partOf } from '../../flow/refine.ts';
import { deepSources, madeOf } from '../../flow/sources.ts';
import { plain, textOf, type Value } from '../../flow/value.ts';
import type { ValueMethod } from '../contract.ts';
import { closureOf, each, items, withArguments } from './values.ts';

/*
 * Methods of texts, lists, maps and functions in JavaScript, besides those that `flow/collections.ts` knows.
 */

const same: ValueMethod = ({ object }) => object;

/** Whether one of them is a library's: its methods are not those of values. */
function isOfLibrary({ shape }: Value): boolean {
  return shape.kind === 'external';
}

const element: ValueMethod = ({ object, arguments: args }) => {
  if (isOfLibrary(object)) return undefined;
  const [index] = args.positional;
  const place = index?.shape.kind === 'constant' ? String(index.shape.value) : undefined;
  return place === undefined ? elementOf(object) : partOf(object, place);
};

const entries: ValueMethod = ({ object }) => {
  if (isOfLibrary(object)) return undefined;
  if (object.shape.kind === 'list') return items(items(plain, elementOf(object)));
  return items(items(keysOf(object), valuesOf(object)));
};

/** The last one that a function lets through. */
const findLast: ValueMethod = ({ object, arguments: args }, { call }) => {
  const [test] = args.positional;
  if (test === undefined || closureOf(test) === undefined || isOfLibrary(object)) return undefined;
  const found = elementOf(object);
  const { truth } = call(test, [found]);
  const isOwned = deepSources(object).some(
    (source) => source.kind === 'item' && truth?.whenTrue.has(ownedBy(source.access.id)),
  );
  return isOwned ? treated(found, ['owner-filtered']) : found;
};

const matched: ValueMethod = ({ object, arguments: args }) =>
  args.positional.length === 0 || isOfLibrary(object) ? undefined : items(madeOf([object]));

/** `/^USER#(.+)$/.exec(key)`. */
const executed: ValueMethod = ({ object, arguments: args }) =>
  args.positional.length === 0 || isOfLibrary(object) ? undefined : items(madeOf([...args.positional]));

/** `key.startsWith(`users/${me}/`)`: what begins with the identity belongs to it. */
const startsWith: ValueMethod = ({ object, arguments: args }) => {
  const [start] = args.positional;
  if (start === undefined || isOfLibrary(object)) return undefined;
  const value = madeOf([object, start]);
  const sources = deepSources(start);
  return sources.some(({ kind }) => kind === 'identity') ? { ...value, truth: truthOf('==', object, start) } : value;
};

const equals: ValueMethod = ({ object, arguments: args }) => {
  const [other] = args.positional;
  if (other === undefined || isOfLibrary(object)) return undefined;
  return { ...madeOf([object, other]), truth: truthOf('==', object, other) };
};

/** `show.bind(controller)`. */
const bind: ValueMethod = ({ object, arguments: args }) => bound(object, args.positional[0]);

function bound(object: Value, self: Value | undefined): Value | undefined {
  const closure = closureOf(object);
  if (closure === undefined || self === undefined) return closure === undefined ? undefined : object;
  return { ...object, shape: { kind: 'function', closure: { ...closure, self } } };
}

const callWith: ValueMethod = ({ object, arguments: args }, { call }) => {
  const callee = bound(object, args.positional[0]);
  return callee === undefined ? undefined : call(callee, args.positional.slice(1));
};

const applyWith: ValueMethod = ({ object, arguments: args }, { call }) => {
  const callee = bound(object, args.positional[0]);
  const list = args.positional[1] ?? plain;
  if (callee === undefined) return undefined;
  return call(callee, withArguments(...(list.shape.kind === 'list' ? list.shape.items : [elementOf(list)])).positional);
};

const getAll: ValueMethod = ({ object, arguments: args }) => {
  const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  return name === undefined || isOfLibrary(object) ? undefined : items(partOf(object, name));
};

/** Says something about a value that is none of what it says. */
const told: ValueMethod = ({ object }) => (isOfLibrary(object) ? undefined : plain);

/** The place of the caller's role in a list of roles. */
const indexOf: ValueMethod = (call, tools) => {
  const [wanted] = call.arguments.positional;
  const isListed = wanted !== undefined && call.object.shape.kind === 'list';
  return isListed ? ofRole(plain, wanted) : told(call, tools);
};

const texts = [
  ...['trimStart', 'trimEnd', 'substring', 'substr', 'normalize', 'padStart', 'padEnd', 'replaceAll', 'repeat'],
  ...['charAt', 'toLocaleLowerCase', 'toLocaleUpperCase', 'valueOf', 'toISOString', 'toFixed', 'toLocaleString'],
  ...['toJSON', 'toWellFormed', 'getTime', 'unref'],
];

const lists = ['sort', 'reverse', 'toSorted', 'toReversed', 'flat', 'splice', 'toSpliced', 'fill'];

export const javaScriptValueMethods: readonly (readonly [string, ValueMethod])[] = [
  ...each([...texts, ...lists], same),
  ...each(['at', 'shift'], element),
  ['entries', entries],
  ['findLast', findLast],
  ...each(['match', 'matchAll'], matched),
  ['exec', executed],
  ['indexOf', indexOf],
  ...each(['test', 'lastIndexOf', 'findIndex', 'localeCompare', 'charCodeAt'], told),
  ...each(['startsWith', 'endsWith'], startsWith),
  ['equals', equals],
  ['getAll', getAll],
  ['bind', bind],
  ['call', callWith],
  ['apply', applyWith],
];
