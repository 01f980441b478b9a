import type { ModelCall, ModelTools } from '../models/contract.ts';
import { collectionMethod } from './collections.ts';
import { union } from './facts.ts';
import { instantiate, run } from './functions.ts';
import { exportedValue, required } from './imports.ts';
import { anyOf } from './join.ts';
import type { Machine } from './machine.ts';
import { memberOfClass } from './members.ts';
import { awaited } from './promises.ts';
import { madeOf } from './sources.ts';
import { fork, meet, type State } from './state.ts';
import {
  type Alternative,
  type CallArguments,
  type External,
  external,
  fromSources,
  type HeapObject,
  noArguments,
  plain,
  type Site,
  shaped,
  textOf,
  type Value,
} from './value.ts';

/** Calls a value, whatever it is. */
export function call(machine: Machine, callee: Value, args: CallArguments, state: State, site: Site): Value {
  if (--machine.fuel < 0) return plain;
  const { shape } = callee;
  switch (shape.kind) {
    case 'function':
      return run(machine, shape.closure, args, state, site);
    case 'class':
      return instantiate(machine, shape.class, args, state, site);
    case 'module': {
      const exported = exportedValue(machine, shape.module, 'default');
      return exported === undefined ? madeOf(all(args)) : machine.call(exported, args, state, site);
    }
    case 'object': {
      if (shape.object.whole !== undefined) return callSuper(machine, shape.object, args, state, site);
      const invoke = machine.member(callee, '__call__', site);
      return invoke.shape.kind === 'function'
        ? machine.call(invoke, args, state, site)
        : madeOf([callee, ...all(args)]);
    }
    case 'external':
      return callExternal(machine, callee, shape.external, args, state, site);
    default:
      if (callee.alternatives?.some(isFunction) === true)
        return callOneOf(machine, callee.alternatives, args, state, site);
      return afterUnknown(machine, madeOf([callee, ...all(args)]), args, state, site);
  }
}

/** `super(…)` runs the constructor above; Python's `super()` is what stands above. */
function callSuper(machine: Machine, object: HeapObject, args: CallArguments, state: State, site: Site): Value {
  const view = shaped({ kind: 'object', object });
  if (object.class === undefined || object.class.module.language === 'python') return view;
  const made = memberOfClass(object.class, 'constructor');
  if (made?.shape.kind !== 'function' || object.whole === undefined) return plain;
  return run(machine, { ...made.shape.closure, self: object.whole }, args, state, site);
}

function isFunction({ value }: Alternative): boolean {
  return value.shape.kind === 'function';
}

/** Calls each of the functions that a value may be, as of a table of handlers. */
function callOneOf(
  machine: Machine,
  ways: readonly Alternative[],
  args: CallArguments,
  state: State,
  site: Site,
): Value {
  const results: Value[] = [];
  const states = ways.filter(isFunction).map(({ value, facts }) => {
    const way = fork(state, facts);
    results.push(machine.call(value, args, way, site));
    return way;
  });
  meet(state, states);
  return anyOf(results);
}

/** `object.name(…)`: what collections and texts do by themselves, else whatever the member is. */
export function callMethod(
  machine: Machine,
  object: Value,
  name: string,
  args: CallArguments,
  state: State,
  site: Site,
): Value {
  const known = collectionMethod(machine, object, name, args, state, site);
  if (known !== undefined) return known;
  if (object.shape.kind !== 'external' && object.shape.kind !== 'object' && object.shape.kind !== 'module') {
    const asked = callOnUnseen(machine, object, name, args, state, site);
    if (asked !== undefined) return asked;
  }
  return machine.call(machine.member(object, name, site), args, state, site);
}

/**
 * A method of what cannot be seen: a client that a container injects. A model may know it by its arguments alone, such
 * as a command of an SDK.
 */
function callOnUnseen(
  machine: Machine,
  object: Value,
  name: string,
  args: CallArguments,
  state: State,
  site: Site,
): Value | undefined {
  machine.log.note({ kind: 'call', path: `<value>.${name}`, arguments: args, facts: state.facts, site });
  if (object.shape.kind !== 'unknown' || object.sources.length > 0) return undefined;
  const base: External = { path: 'unknown', site, fields: new Map() };
  const path = `unknown.${name}`;
  const callee: External = { path, base, site, fields: new Map() };
  return machine.models.methods.get(name)?.(
    { path, callee, arguments: args, site, facts: state.facts },
    toolsFor(machine, state, site),
  );
}

function callExternal(
  machine: Machine,
  callee: Value,
  target: External,
  args: CallArguments,
  state: State,
  site: Site,
): Value {
  const path = machine.models.aliases.get(target.path) ?? target.path;
  const specifier =
    path === 'require' || path === 'import' ? args.positional[0] && textOf(args.positional[0]) : undefined;
  if (specifier !== undefined) return required(machine, specifier, site);
  const modelCall: ModelCall = { path, callee: target, arguments: args, site, facts: state.facts };
  machine.log.note({ kind: 'call', path, arguments: args, facts: state.facts, site });
  const tools = toolsFor(machine, state, site);
  const truth = machine.models.truths.get(path)?.(modelCall);
  const model = machine.models.calls.get(path) ?? machine.models.methods.get(path.slice(path.lastIndexOf('.') + 1));
  const modelled = model?.(modelCall, tools) ?? firstOf(machine, modelCall, tools);
  const value = modelled ?? resultOf(machine, callee, path, target, args, state, site);
  return truth === undefined ? value : { ...value, truth };
}

function firstOf({ models }: Machine, modelCall: ModelCall, tools: ModelTools): Value | undefined {
  for (const fallback of models.fallbacks) {
    const value = fallback(modelCall, tools);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What a library makes of its arguments: something of its own, by the way that led to it. */
function resultOf(
  machine: Machine,
  callee: Value,
  path: string,
  target: External,
  args: CallArguments,
  state: State,
  site: Site,
): Value {
  const made = external(`${path}()`, site, { arguments: args, base: target });
  const { sources } = afterUnknown(machine, madeOf([fromSources(callee.sources), ...all(args)]), args, state, site);
  return sources.length === 0 ? made : { ...made, sources };
}

/** Functions that are handed to something unknown may be called by it. */
function afterUnknown(machine: Machine, value: Value, args: CallArguments, state: State, site: Site): Value {
  const results = all(args).flatMap(({ shape }) =>
    shape.kind === 'function' && state.frame.depth < 3
      ? [machine.run(shape.closure, noArguments, { ...state, frame: { ...state.frame, endings: [] } }, site)]
      : [],
  );
  return results.length === 0 ? value : { ...value, sources: madeOf([value, ...results]).sources };
}

export function all({ positional, named, spread }: CallArguments): Value[] {
  return [...positional, ...named.values(), ...spread];
}

/** What a model may do from where a call stands. */
export function toolsFor(machine: Machine, state: State, site: Site): ModelTools {
  return {
    record: (event) => {
      machine.log.note(event);
    },
    access: (draft) => {
      const access = { ...draft, id: machine.nextAccess(), site, calls: [...machine.running], facts: state.facts };
      machine.log.note({ kind: 'access', access });
      return fromSources([{ kind: 'item', access, path: [] }]);
    },
    call: (callee, positional, named = new Map()) =>
      awaited(machine.call(callee, { positional, named, spread: [] }, state, site)),
    stop: () => {
      state.isAlive = false;
    },
    learn: (facts) => {
      state.facts = union(state.facts, new Set(facts));
    },
    route: (route) => {
      machine.log.routes.push(route);
    },
    mount: (mount) => {
      machine.log.mounts.push(mount);
    },
    guard: (guard) => {
      machine.log.guards.push(guard);
    },
  };
}

/** A decorator of a library: its model may register what it decorates; otherwise it stays on the function as a mark. */
export function decorate(machine: Machine, decorator: Value, target: Value, site: Site): Value {
  if (decorator.shape.kind !== 'external') return target;
  const mark = decorator.shape.external;
  const path = machine.models.aliases.get(mark.path) ?? mark.path;
  const model = machine.models.calls.get(path);
  const args: CallArguments = { positional: [target], named: new Map(), spread: [] };
  const state: State = {
    frame: { closure: null, depth: 0, endings: [] },
    scope: { parent: null, names: new Map() },
    facts: new Set(),
    isAlive: true,
    hasJumped: false,
  };
  const result = model?.(
    { path, callee: mark, arguments: args, site, facts: state.facts },
    toolsFor(machine, state, site),
  );
  if (result !== undefined) return result;
  if (target.shape.kind !== 'function') return target;
  const { closure } = target.shape;
  return { ...target, shape: { kind: 'function', closure: { ...closure, marks: [...(closure.marks ?? []), mark] } } };
}
