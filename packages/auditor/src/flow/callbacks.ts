import type { Method } from './collections.ts';
import { anyOf, either } from './join.ts';
import { awaited, promise } from './promises.ts';
import { elementOf } from './refine.ts';
import { madeOf } from './sources.ts';
import { type CallArguments, fromSources, shaped, textOf, type Value } from './value.ts';

/*
 * Methods that call a function with what was there before: of promises, and `reduce`.
 */

type Call = Parameters<Method>[0];

/** Items of a list that are gone through one by one. */
const mostSteps = 12;

/**
 * `list.reduce((total, item) => …, start)`: over a list that is written in the code item by item, else
 * twice, so that what the first one made is seen.
 */
export function reduced({ machine, object, args, state, site }: Call): Value | undefined {
  const [callback, start] = args.positional;
  if (callback === undefined || object.shape.kind === 'external') return undefined;
  if (callback.shape.kind !== 'function') return madeOf([object, ...args.positional]);
  const step = (before: Value, item: Value): Value =>
    machine.call(callback, { positional: [before, item], named: new Map(), spread: [] }, state, site);
  const { shape } = object;
  const element = elementOf(object);
  const isWritten = shape.kind === 'list' && shape.items.length > 1 && shape.items.length <= mostSteps;
  if (isWritten) {
    const items = start === undefined ? shape.items.slice(1) : shape.items;
    return items.reduce((before, item) => step(awaited(before), item), start ?? element);
  }
  const first = step(start ?? element, element);
  const later = step(awaited(first), element);
  return anyOf([start ?? element, first, later]);
}

/** `['title', 'text'].map((name) => [name, note[name]])`: a pair for each name. */
export function overNames({ machine, object, args, state, site }: Call): Value | undefined {
  const [callback] = args.positional;
  if (object.shape.kind !== 'list' || callback?.shape.kind !== 'function') return undefined;
  const { items } = object.shape;
  const [only] = callback.shape.closure.function.body;
  const makesPairs = only?.kind === 'return' && only.value?.kind === 'list' && only.value.items.length === 2;
  if (!makesPairs || items.length > mostSteps || items.length < 2) return undefined;
  if (items.some((item) => textOf(item) === undefined)) return undefined;
  return shaped({
    kind: 'list',
    items: items.map((item) =>
      machine.call(callback, { positional: [item], named: new Map(), spread: [] }, state, site),
    ),
  });
}

/** `promise.catch(f)`: what it gives, or what f makes of the error. */
export function overCatch({ machine, object, args, state, site }: Call): Value | undefined {
  const [callback] = args.positional;
  if (callback === undefined || !isCallable(callback)) return object;
  return promise(either(awaited(object), failed({ machine, args: callback, state, site })));
}

/** What a function makes of the error that it is given. */
function failed({ machine, args: callback, state, site }: Failing): Value {
  const error = fromSources([{ kind: 'error', type: '', site }]);
  return awaited(machine.call(callback, { positional: [error], named: new Map(), spread: [] }, state, site));
}

interface Failing extends Pick<Call, 'machine' | 'state' | 'site'> {
  readonly args: Value;
}

/** `.then(next)`, `.then(resolve)`: also something of a library. */
function isCallable({ shape }: Value): boolean {
  return shape.kind === 'function' || shape.kind === 'external';
}

/** `promise.then(f)`: what f makes of it. */
export function overThen({ machine, object, args, state, site }: Call): Value | undefined {
  const [callback, otherwise] = args.positional;
  if (callback === undefined || !isCallable(callback)) return object;
  const given: CallArguments = { positional: [awaited(object)], named: new Map(), spread: [] };
  const result = awaited(machine.call(callback, given, state, site));
  if (otherwise === undefined || !isCallable(otherwise)) return promise(result);
  return promise(either(result, failed({ machine, args: otherwise, state, site })));
}
