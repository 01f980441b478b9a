import type { Parameter } from '../ir/ir.ts';
import type { Models } from '../models/contract.ts';
import { mostItems } from './combine.ts';
import { truthOfWays } from './conditions.ts';
import { intersection, union } from './facts.ts';
import { forgetDeclared, initialise, setPropertyParameters } from './fields.ts';
import { anyOf, either } from './join.ts';
import { type Machine, mostDepth } from './machine.ts';
import { memberOfClass } from './members.ts';
import { awaited, promise } from './promises.ts';
import { partOf } from './refine.ts';
import { madeOf } from './sources.ts';
import type { Ending, Frame, State } from './state.ts';
import { bindSuper } from './super.ts';
import {
  type Alternative,
  type CallArguments,
  type ClassValue,
  type Closure,
  constant,
  type External,
  type HeapObject,
  noFacts,
  plain,
  type Scope,
  type Site,
  shaped,
  type Value,
} from './value.ts';

/** Runs a function of the audited code on these arguments, and goes on with what it found out. */
export function run(machine: Machine, closure: Closure, args: CallArguments, state: State, site: Site): Value {
  const isOwn = state.frame.depth < mostDepth && !isRunning(machine, closure);
  if (!isOwn) return madeOf([...args.positional, ...args.named.values(), ...args.spread]);
  const frame: Frame = { closure, depth: state.frame.depth + 1, endings: [], yielded: [] };
  const scope: Scope = { parent: closure.scope, names: new Map() };
  const inside: State = { frame, scope, facts: factsWithin(machine, closure, state), isAlive: true, hasJumped: false };
  bindSuper(scope, closure);
  bindParameters(machine, closure, args, inside);
  machine.running.push({ function: closure.function, module: closure.module, site });
  try {
    machine.execute(closure.function.body, inside, closure.module);
  } finally {
    machine.running.pop();
  }
  if (inside.isAlive) frame.endings.push({ value: constant(null), facts: inside.facts, site });
  for (const ending of frame.endings) machine.log.note({ kind: 'ending', function: closure.function, ...ending });
  return handedOut(closure, frame, state);
}

/** What the caller gets: of a generator what it yields, of an asynchronous function something to wait for. */
function handedOut({ function: node, marks = [] }: Closure, { endings, yielded = [] }: Frame, state: State): Value {
  const ends = node.isAsync ? endings.map((ending) => ({ ...ending, value: awaited(ending.value) })) : endings;
  const result = resultOf(ends, state);
  if (yielded.length > 0) {
    const isContext = marks.some(({ path }) => /(?:^|\.)(?:async)?contextmanager$/.test(path));
    return isContext ? anyOf(yielded) : shaped({ kind: 'list', items: yielded.slice(0, mostItems) });
  }
  return node.isAsync ? promise(result) : result;
}

function isRunning({ running }: Machine, { function: node }: Closure): boolean {
  return running.some((call) => call.function === node);
}

/** What its decorators see to before it runs. */
function factsWithin({ models }: Machine, { marks = [] }: Closure, { facts }: State): State['facts'] {
  const learnt = marks.flatMap((mark) => factsOfMark(models, mark));
  return learnt.length === 0 ? facts : union(facts, new Set(learnt));
}

/** What a decorator or a middleware of a library sees to. */
export function factsOfMark({ marks, markPatterns, aliases }: Models, { path, site }: External): readonly string[] {
  const known = marks.get(aliases.get(path) ?? path);
  if (known !== undefined) return known;
  const named = markPatterns.find(
    ({ pattern, language = site.module.language }) => language === site.module.language && pattern.test(path),
  );
  return named?.facts ?? [];
}

/** What is returned, and what the caller knows once it is. */
function resultOf(endings: readonly Ending[], state: State): Value {
  if (endings.length === 0) {
    state.isAlive = false;
    return plain;
  }
  const common = intersection(endings.map(({ facts }) => facts));
  state.facts = union(state.facts, common);
  const [first, ...others] = endings.map(
    ({ value, facts }): Alternative => ({ value, facts: facts.difference(common) }),
  );
  if (first === undefined) return plain;
  // Of what is joined already, its alternatives tell what is known.
  const { value } = others.reduce(
    (known, next) => ({ value: either(known.value, next.value, known.facts, next.facts), facts: noFacts }),
    first,
  );
  return { ...value, truth: truthOfWays(endings) };
}

function bindParameters(machine: Machine, closure: Closure, args: CallArguments, state: State): void {
  const { function: node, module, self } = closure;
  const { names } = state.scope;
  const isMethod = self !== undefined && module.language === 'python' && !node.isStatic;
  const parameters = isMethod ? node.parameters.slice(1) : node.parameters;
  if (self !== undefined) {
    const [first] = node.parameters;
    const name = isMethod && first?.target.kind === 'name' ? first.target.name : 'this';
    names.set(name, self);
  }
  const given = [...args.positional];
  const used = new Set<string>();
  for (const parameter of parameters) {
    const value = argumentFor(machine, parameter, given, args, used, state, closure);
    machine.assign(parameter.target, value, state, module, true);
    if (parameter.isProperty && self?.shape.kind === 'object' && parameter.target.kind === 'name')
      self.shape.object.fields.set(parameter.target.name, value);
  }
}

function argumentFor(
  machine: Machine,
  { target, default: usual, rest }: Parameter,
  given: Value[],
  { named, spread }: CallArguments,
  used: Set<string>,
  state: State,
  { module }: Closure,
): Value {
  const name = target.kind === 'name' ? target.name : '';
  if (rest === 'list') return shaped({ kind: 'list', items: [...given.splice(0), ...spread] });
  if (rest === 'dict') {
    const left = new Map([...named].filter(([key]) => !used.has(key)));
    return shaped({ kind: 'dict', fields: left, rest: spread.length === 0 ? null : madeOf(spread) });
  }
  used.add(name);
  const value = named.get(name) ?? given.shift();
  if (value !== undefined) return value;
  const fallback = usual === null ? undefined : machine.evaluate(usual, state, module);
  if (spread.length === 0) return fallback ?? plain;
  return fallback === undefined ? madeOf(spread) : either(fallback, madeOf(spread));
}

/** Makes an object of a class of the audited code. */
export function instantiate(machine: Machine, known: ClassValue, args: CallArguments, state: State, site: Site): Value {
  const object: HeapObject = { class: known, fields: new Map(), site };
  const value = shaped({ kind: 'object', object });
  // Fields that stand in the class.
  for (const [name, member] of known.members) if (member.shape.kind !== 'function') object.fields.set(name, member);
  const made = memberOfClass(known, known.module.language === 'python' ? '__init__' : 'constructor');
  if (made?.shape.kind === 'function') setPropertyParameters(made.shape.closure, args, object);
  initialise(machine, known, object, state);
  if (made?.shape.kind === 'function') {
    run(
      machine,
      { ...made.shape.closure, self: value, ownerClass: known },
      args,
      { ...state, frame: { ...state.frame, endings: [] } },
      site,
    );
    return value;
  }
  // A model of a library, or a dataclass: what it is given are its fields.
  for (const [name, given] of args.named) object.fields.set(name, given);
  for (const given of args.positional)
    if (given.shape.kind === 'dict') for (const [name, field] of given.shape.fields) object.fields.set(name, field);
  const loose = [...args.spread, ...args.positional.filter(({ shape }) => shape.kind !== 'dict')];
  if (loose.length === 0) {
    forgetDeclared(known, object, args);
    return value;
  }
  const whole = madeOf(loose);
  // What is only declared, `id: str`, is among what is not known by name.
  for (const [name, field] of object.fields) {
    const isDeclared = field.shape.kind === 'constant' && field.shape.value === null && !args.named.has(name);
    if (isDeclared) object.fields.set(name, partOf(whole, name));
  }
  return { ...value, sources: whole.sources };
}
