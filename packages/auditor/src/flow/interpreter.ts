import type { Module } from '../ir/ir.ts';
import type { Models } from '../models/contract.ts';
import { assign } from './assign.ts';
import { call, callMethod, decorate } from './calls.ts';
import { compared } from './conditions.ts';
import type { FlowEvent } from './events.ts';
import { evaluate } from './expressions.ts';
import { run } from './functions.ts';
import { commonJsNames } from './imports.ts';
import type { Log, Machine, Resolver } from './machine.ts';
import { memberOf } from './members.ts';
import { partsOf } from './size.ts';
import type { State } from './state.ts';
import { execute } from './statements.ts';
import { type ClassValue, external, externalOf, noFacts, plain, type Scope, type Value } from './value.ts';
import { takeWork, work } from './work.ts';

/** Steps that the top of one module may take. */
const moduleFuel = 200_000;
/** Steps that all of a program may take: some hundred times what the largest services need. */
const programFuel = 8_000_000;
/** Expressions and statements that are run within each other, so that no code uses up the stack. */
const deepestNesting = 400;

/** A machine that runs the modules of a program as they are asked for. */
export function createMachine(
  models: Models,
  resolver: Resolver,
  onClass: (value: ClassValue) => void = () => undefined,
): Machine {
  const scopes = new Map<Module, Scope>();
  const libraries = new Map<string, Value>();
  let accesses = 0;
  let left = programFuel;
  let nesting = 0;
  let isTooDeep = false;
  const nested = <T>(instead: T, inside: () => T): T => {
    if (nesting >= deepestNesting) {
      isTooDeep = true;
      return instead;
    }
    nesting++;
    const result = inside();
    nesting--;
    return result;
  };
  const machine: Machine = {
    models,
    resolver,
    log: emptyLog(),
    fuel: moduleFuel,
    running: [],
    held: new Map(),
    unfollowed: [],
    evaluate: (expression, state, module) => {
      machine.fuel -= takeWork();
      const held = machine.held.get(expression);
      if (held !== undefined) return held;
      return nested(plain, () => evaluate(machine, expression, state, module));
    },
    execute: (statements, state, module) => nested(undefined, () => execute(machine, statements, state, module)),
    limited: (most, site, run) => {
      const outside = machine.fuel;
      const given = Math.min(most, left);
      machine.fuel = given;
      run();
      machine.fuel -= takeWork();
      left = Math.max(0, left - given + machine.fuel);
      if (machine.fuel <= 0 || isTooDeep) machine.unfollowed.push(site);
      isTooDeep = false;
      machine.fuel = outside;
    },
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
      const { language } = site.module;
      const isShared = base === undefined || externalOf(libraries.get(`${language} ${base.path}`) ?? plain) === base;
      const known = isShared ? libraries.get(`${language} ${path}`) : undefined;
      if (known !== undefined) return known;
      const made = external(path, site, base === undefined ? {} : { base });
      if (isShared) libraries.set(`${language} ${path}`, made);
      return made;
    },
    scopeOf: (module) => {
      const known = scopes.get(module);
      if (known !== undefined) return known;
      // Also for one that imports itself in a circle: what it has until then is what the others see.
      const scope: Scope = { parent: null, names: new Map(module.language === 'python' ? [] : commonJsNames(module)) };
      scopes.set(module, scope);
      machine.limited(moduleFuel, { module, span: { start: 0, end: 0 } }, () =>
        machine.execute(module.body, stateAt(scope), module),
      );
      return scope;
    },
    site: (module, span) => ({ module, span }),
  };
  return machine;
}

/** Rules ask about what is sent and answered again and again. */
function cost(event: FlowEvent): number {
  if (event.kind === 'response') return 100 + 4 * partsOf(event.value);
  return event.kind === 'access' ? 200 : 0;
}

export function emptyLog(): Log {
  const events: FlowEvent[] = [];
  const note = (event: FlowEvent): void => {
    events.push(event);
    work(cost(event));
  };
  return { events, note, routes: [], mounts: [], guards: [] };
}

/** The beginning of a run in a scope. */
export function stateAt(scope: Scope): State {
  return { frame: { closure: null, depth: 0, endings: [] }, scope, facts: noFacts, isAlive: true, hasJumped: false };
}
