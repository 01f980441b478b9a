import { intersection, union } from './facts.ts';
import { either } from './join.ts';
import type { Closure, Facts, Scope, Site, Value } from './value.ts';
import { noFacts } from './value.ts';
import { work } from './work.ts';

/** One end of a function. */
export interface Ending {
  readonly value: Value;
  readonly facts: Facts;
  readonly site: Site;
}

/** One call of a function. */
export interface Frame {
  readonly closure: Closure | null;
  /** How many calls of the repository's own functions lead here. */
  readonly depth: number;
  readonly endings: Ending[];
  /** What a generator hands out. */
  readonly yielded?: Value[];
}

/** Where the code is: the names it sees and what is known. */
export interface State {
  readonly frame: Frame;
  readonly scope: Scope;
  facts: Facts;
  /** Whether the code after this point runs at all. */
  isAlive: boolean;
  /** Whether it does not run because of a `break` or `continue`: it goes on behind the loop. */
  hasJumped: boolean;
}

/** The same place, for one of several ways on. */
export function fork(state: State, more: Facts = noFacts): State {
  work(state.scope.names.size + state.facts.size);
  return {
    frame: state.frame,
    scope: { parent: state.scope.parent, names: new Map(state.scope.names) },
    facts: union(state.facts, more),
    isAlive: state.isAlive,
    hasJumped: false,
  };
}

/** Goes on where several ways meet, with what all of them know. */
export function meet(state: State, ways: readonly State[]): void {
  const alive = ways.filter(({ isAlive }) => isAlive);
  const [first, ...others] = alive;
  if (first === undefined) {
    state.isAlive = false;
    state.hasJumped = ways.some(({ hasJumped }) => hasJumped);
    return;
  }
  state.isAlive = true;
  state.facts = intersection(alive.map(({ facts }) => facts));
  const { names } = state.scope;
  work(alive.length * (names.size + state.facts.size));
  for (const [name, value] of first.scope.names) names.set(name, value);
  let before: Facts = first.facts.difference(state.facts);
  for (const { scope, facts } of others) {
    const here = facts.difference(state.facts);
    for (const [name, value] of scope.names) {
      const known = names.get(name);
      names.set(name, known === undefined ? value : either(known, value, before, here));
    }
    // Of what is joined already nothing is known that is not in it.
    before = noFacts;
  }
}

/** Behind the loop or the case that was left. */
export function goOn(state: State): void {
  state.isAlive ||= state.hasJumped;
  state.hasJumped = false;
}

export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Sets a name where it is declared; a new one in the scope at hand. */
export function assignName(scope: Scope, name: string, value: Value, declares: boolean): void {
  if (!declares) {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      if (!at.names.has(name)) continue;
      at.names.set(name, value);
      return;
    }
  }
  scope.names.set(name, value);
}
