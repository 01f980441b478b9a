import type { Module } from '../ir/ir.ts';
import type { Models } from '../models/contract.ts';
import { assign } from './assign.ts';
import { call, callMethod, decorate } from './calls.ts';
import { compared } from './conditions.ts';
import { evaluate } from './expressions.ts';
import { run } from './functions.ts';
import { commonJsNames } from './imports.ts';
import type { Log, Machine, Resolver } from './machine.ts';
import { memberOf } from './members.ts';
import type { State } from './state.ts';
import { execute } from './statements.ts';
import { type ClassValue, external, externalOf, noFacts, plain, type Scope, type Value } from './value.ts';

/** Steps that the top of one module may take. */
const moduleFuel = 200_000;

/** A machine that runs the modules of a program as they are asked for. */
export function createMachine(
  models: Models,
  resolver: Resolver,
  onClass: (value: ClassValue) => void = () => undefined,
): Machine {
  const scopes = new Map<Module, Scope>();
  const libraries = new Map<string, Value>();
  let accesses = 0;
  const machine: Machine = {
    models,
    resolver,
    log: emptyLog(),
    fuel: moduleFuel,
    running: [],
    evaluate: (expression, state, module) => evaluate(machine, expression, state, module),
    execute: (statements, state, module) => execute(machine, statements, state, module),
    assign: (target, value, state, module, declares) => assign(machine, target, value, state, module, declares),
    call: (callee, args, state, site) => call(machine, callee, args, state, site),
    callMethod: (object, name, args, state, site) => callMethod(machine, object, name, args, state, site),
    run: (closure, args, state, site) => run(machine, closure, args, state, site),
    member: (object, name, site) => memberOf(machine, object, name, site),
    compare: (operator, left, right, site) => compared(machine, operator, left, right, site),
    decorate: (decorator, target, site) => decorate(machine, decorator, target, site),
    define: onClass,
    nextAccess: () => ++accesses,
    undo: [],
    library: (path, site, base) => {
      const isShared = base === undefined || externalOf(libraries.get(base.path) ?? plain) === base;
      const known = isShared ? libraries.get(path) : undefined;
      if (known !== undefined) return known;
      const made = external(path, site, base === undefined ? {} : { base });
      if (isShared) libraries.set(path, made);
      return made;
    },
    scopeOf: (module) => {
      const known = scopes.get(module);
      if (known !== undefined) return known;
      // Also for one that imports itself in a circle: what it has until then is what the others see.
      const scope: Scope = { parent: null, names: new Map(module.language === 'python' ? [] : commonJsNames(module)) };
      scopes.set(module, scope);
      const fuel = machine.fuel;
      machine.fuel = moduleFuel;
      machine.execute(module.body, stateAt(scope), module);
      machine.fuel = fuel;
      return scope;
    },
    site: (module, span) => ({ module, span }),
  };
  return machine;
}

export function emptyLog(): Log {
  return { events: [], routes: [], mounts: [], guards: [] };
}

/** The beginning of a run in a scope. */
export function stateAt(scope: Scope): State {
  return { frame: { closure: null, depth: 0, endings: [] }, scope, facts: noFacts, isAlive: true, hasJumped: false };
}
