import type { Module } from '../ir/ir.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Value } from './value.ts';

/** Decorators that leave a function as it is to who reads the code. */
const plainDecorators = new Set([
  'staticmethod',
  'classmethod',
  'property',
  'abstractmethod',
  'override',
  'cached_property',
]);

/**
 * A function with its decorators around it, the lowest first. One of the audited code is called with the function, as
 * Python does; one of a library is noted on the function and asked of the models.
 */
export function decorated(machine: Machine, defined: Value, state: State, module: Module): Value {
  if (defined.shape.kind !== 'function') return defined;
  const { decorators } = defined.shape.closure.function;
  let value = defined;
  for (const decorator of decorators.toReversed()) {
    if (decorator.kind === 'name' && plainDecorators.has(decorator.name)) continue;
    const wrapper = machine.evaluate(decorator, state, module);
    const site = machine.site(module, decorator);
    if (wrapper.shape.kind === 'function') {
      const result = machine.call(wrapper, { positional: [value], named: new Map(), spread: [] }, state, site);
      // One that only registers it, or whose result cannot be told, leaves it as it is.
      if (result.shape.kind === 'function') value = wrapping(result, defined);
      continue;
    }
    value = machine.decorate(wrapper, value, site);
  }
  return value;
}

/** What a decorator made, which remembers the function inside. */
function wrapping(result: Value, inner: Value): Value {
  if (result.shape.kind !== 'function' || inner.shape.kind !== 'function') return result;
  return {
    ...result,
    shape: { kind: 'function', closure: { ...result.shape.closure, wraps: inner.shape.closure.function } },
  };
}
