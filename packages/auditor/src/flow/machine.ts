import type { Expression, Module, Span, Statement } from '../ir/ir.ts';
import type { GuardDraft, Models, Mount, RouteDraft } from '../models/contract.ts';
import type { FlowEvent } from './events.ts';
import type { State } from './state.ts';
import type { CallArguments, ClassValue, Closure, External, RunningCall, Scope, Site, Value } from './value.ts';

/** What leads from an import to a module of the audited code. */
export interface Resolver {
  /** `undefined` for a module of somebody else. */
  module(from: Module, specifier: string): Module | undefined;
}

/** What running some code brought about. */
export interface Log {
  readonly events: FlowEvent[];
  /** Adds an event, if anybody may ask for it. */
  note(event: FlowEvent): void;
  readonly routes: RouteDraft[];
  readonly mounts: Mount[];
  readonly guards: GuardDraft[];
}

/**
 * Runs code on values of which only the origin is known. The parts of it call each other through this, so that each
 * stays a file of its own.
 */
export interface Machine {
  readonly models: Models;
  readonly resolver: Resolver;
  log: Log;
  /** Steps left; at none everything evaluates to what is unknown. */
  fuel: number;
  /** What ran out of steps or was too deep, by where it begins. */
  readonly unfollowed: Site[];
  /** Runs something that may take so many steps, and leaves those of what is around it as they are. */
  limited(most: number, site: Site, run: () => void): void;
  evaluate(expression: Expression, state: State, module: Module): Value;
  execute(statements: readonly Statement[], state: State, module: Module): void;
  /** Binds a pattern: a name, or what takes a value apart. */
  assign(target: Expression, value: Value, state: State, module: Module, declares: boolean): void;
  /** Calls any value. */
  call(callee: Value, args: CallArguments, state: State, site: Site): Value;
  /** As {@link Machine.call}, for a member of an object. */
  callMethod(object: Value, name: string, args: CallArguments, state: State, site: Site): Value;
  /** Functions that run now, the outermost first. */
  readonly running: RunningCall[];
  /** What a `match` found its subject to be: its cases name the same expression, which must not run again. */
  readonly held: Map<Expression, Value>;
  nextAccess(): number;
  /** Something of a library: the same one for all modules, unless it belongs to what a call gave. */
  library(path: string, site: Site, base?: External): Value;
  /** How what a request changed is taken back after it, the last first. */
  readonly undo: (() => void)[];
  /** Runs a function of the audited code. */
  run(closure: Closure, args: CallArguments, state: State, site: Site): Value;
  compare(operator: string, left: Value, right: Value, site: Site): Value;
  member(object: Value, name: string, site: Site): Value;
  /** Puts a decorator of a library around a function or class. */
  decorate(decorator: Value, target: Value, site: Site): Value;
  /** Told of every class of the audited code. */
  define(value: ClassValue): void;
  /** The names that a module defines; it is run when it is first asked for. */
  scopeOf(module: Module): Scope;
  site(module: Module, span: Span): Site;
}

/** Calls of own functions that are followed, one inside the other: a handler asks a helper who asks another who the caller is. */
export const mostDepth = 8;
