import type { FlowEvent } from '../flow/events.ts';
import { injected } from '../flow/injection.ts';
import { createMachine, emptyLog, stateAt } from '../flow/interpreter.ts';
import type { Machine } from '../flow/machine.ts';
import { type Closure, externalOf, noArguments, type Scope, type Value } from '../flow/value.ts';
import type { FunctionNode, Module } from '../ir/ir.ts';
import type { Models } from '../models/contract.ts';
import type { Program } from '../program/program.ts';
import { createResolver } from '../program/resolver.ts';

/** What a function does that no route is known to reach: of a script, a worker, or a framework that is not known. */
export interface StrayRun {
  readonly function: FunctionNode;
  readonly module: Module;
  readonly events: readonly FlowEvent[];
}

/** Steps that one function may take, and all of them together. */
const fuelOfOne = 20_000;
const fuelOfAll = 4_000_000;

/** What no route reached, and whether there was too much of it to run it all. */
export interface Stray {
  readonly runs: readonly StrayRun[];
  readonly isCut: boolean;
}

/** Runs what no route reached, on arguments of which nothing is known. */
export function strayRuns({ modules, runs, events }: Program, models: Models): Stray {
  const machine = createMachine(models, createResolver(modules));
  const reached = new Set([events, ...runs.map((run) => run.events)].flatMap((of) => endedIn(of)));
  // What happens while they are loaded is not what a function does.
  for (const module of modules) machine.scopeOf(module);
  let fuel = fuelOfAll;
  const found: StrayRun[] = [];
  const closures = modules.flatMap((module) => closuresIn(module, machine));
  for (const closure of closures.filter((one) => !reached.has(one.function))) {
    if (fuel <= 0) return { runs: withoutCalled(found), isCut: true };
    machine.fuel = Math.min(fuel, fuelOfOne);
    const before = machine.fuel;
    const own = runAlone(machine, closure);
    fuel -= before - Math.max(0, machine.fuel) + 1;
    found.push({ function: closure.function, module: closure.module, events: own });
  }
  return { runs: withoutCalled(found), isCut: false };
}

/** Without those that another one calls: there more is known of what they are given. */
function withoutCalled(runs: readonly StrayRun[]): StrayRun[] {
  const ended = new Map(runs.map((run) => [run.function, new Set(endedIn(run.events))]));
  const callers = new Map<FunctionNode, FunctionNode[]>();
  for (const [caller, called] of ended) {
    for (const node of called) {
      const known = callers.get(node);
      if (known !== undefined) known.push(caller);
      else callers.set(node, [caller]);
    }
  }
  // Of two that call each other, both stay.
  return runs.filter(({ function: node }) =>
    (callers.get(node) ?? []).every((caller) => caller === node || ended.get(node)?.has(caller)),
  );
}

function endedIn(events: readonly FlowEvent[]): FunctionNode[] {
  return events.flatMap((event) => (event.kind === 'ending' ? [event.function] : []));
}

function runAlone(machine: Machine, closure: Closure): readonly FlowEvent[] {
  machine.log = emptyLog();
  machine.undo.length = 0;
  const state = stateAt({ parent: null, names: new Map() });
  const site = { module: closure.module, span: closure.function };
  const { ownerClass } = closure;
  const self =
    ownerClass === undefined || closure.function.isStatic ? undefined : injected(machine, ownerClass, state, site);
  machine.run(self === undefined ? closure : { ...closure, self }, noArguments, state, site);
  const { events } = machine.log;
  for (const undo of machine.undo.splice(0).toReversed()) undo();
  return events;
}

/** Functions and methods that a module has for others, those that stand first in the code first. */
function closuresIn(module: Module, machine: Machine): Closure[] {
  const scope = machine.scopeOf(module);
  const found = new Map<FunctionNode, Closure>();
  for (const value of valuesIn(scope)) {
    for (const closure of closuresOf(value, 3)) if (closure.module === module) found.set(closure.function, closure);
  }
  return [...found.values()].toSorted((a, b) => a.function.start - b.function.start);
}

function valuesIn({ names }: Scope): Value[] {
  // `module.exports = { handler }` and `exports.handler = …`.
  const exported = [names.get('exports'), names.get('module')].flatMap((holder) =>
    holder === undefined ? [] : [...(externalOf(holder)?.fields.values() ?? [])],
  );
  return [...names.values(), ...exported];
}

function closuresOf({ shape }: Value, depth: number): Closure[] {
  if (shape.kind === 'function') return [shape.closure];
  if (depth === 0) return [];
  if (shape.kind === 'class')
    return [...shape.class.members.values()].flatMap((member) => closuresOf(member, depth - 1));
  if (shape.kind === 'dict') return [...shape.fields.values()].flatMap((field) => closuresOf(field, depth - 1));
  return [];
}
