import type { Parameter } from '../ir/ir.ts';
import type { Models } from '../models/contract.ts';
import { commonTruth, condition } from './conditions.ts';
import { intersection, union } from './facts.ts';
import { anyOf, either } from './join.ts';
import { type Machine, mostDepth } from './machine.ts';
import { memberOfClass } from './members.ts';
import { partOf } from './refine.ts';
import { madeOf } from './sources.ts';
import { type Ending, type Frame, lookUp, type State } from './state.ts';
import {
  type CallArguments,
  type ClassValue,
  type Closure,
  constant,
  type HeapObject,
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
  const frame: Frame = { closure, depth: state.frame.depth + 1, endings: [] };
  const scope: Scope = { parent: closure.scope, names: new Map() };
  const inside: State = { frame, scope, facts: factsWithin(machine, closure, state), isAlive: true, hasJumped: false };
  bindParameters(machine, closure, args, inside);
  machine.running.push(closure.function);
  try {
    machine.execute(closure.function.body, inside, closure.module);
  } finally {
    machine.running.pop();
  }
  if (inside.isAlive) frame.endings.push({ value: constant(null), facts: inside.facts, site });
  for (const ending of frame.endings)
    machine.log.events.push({ kind: 'ending', function: closure.function, ...ending });
  return resultOf(frame.endings, state);
}

function isRunning({ running }: Machine, { function: node }: Closure): boolean {
  return running.includes(node);
}

/** What its decorators see to before it runs. */
function factsWithin({ models }: Machine, { marks = [] }: Closure, { facts }: State): State['facts'] {
  const learnt = marks.flatMap(({ path }) => factsOfMark(models, path));
  return learnt.length === 0 ? facts : union(facts, new Set(learnt));
}

/** What a decorator or a middleware of a library sees to. */
export function factsOfMark({ marks, markPatterns, aliases }: Models, path: string): readonly string[] {
  return marks.get(aliases.get(path) ?? path) ?? markPatterns.find(({ pattern }) => pattern.test(path))?.facts ?? [];
}

/** What is returned, and what the caller knows once it is. */
function resultOf(endings: readonly Ending[], state: State): Value {
  if (endings.length === 0) {
    state.isAlive = false;
    return plain;
  }
  state.facts = union(state.facts, intersection(endings.map(({ facts }) => facts)));
  const value = anyOf(endings.map((ending) => ending.value));
  const truths = endings.map(({ value: result, facts }) => ({ result, facts, truth: condition(result) }));
  const trueOnes = truths.filter(({ result }) => mayBe(result, true));
  const falseOnes = truths.filter(({ result }) => mayBe(result, false));
  const { whenTrue } = commonTruth(
    trueOnes.map(({ facts, truth }) => ({ whenTrue: union(facts, truth.whenTrue), whenFalse: facts })),
  );
  const { whenFalse } = commonTruth(
    falseOnes.map(({ facts, truth }) => ({ whenTrue: facts, whenFalse: union(facts, truth.whenFalse) })),
  );
  return { ...value, truth: { whenTrue, whenFalse } };
}

function mayBe({ shape }: Value, wanted: boolean): boolean {
  if (shape.kind === 'constant') return Boolean(shape.value) === wanted;
  if (shape.kind === 'dict' || shape.kind === 'object' || shape.kind === 'function') return wanted;
  return true;
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

/** Levels of objects that are made for the parameters of constructors. */
const deepestInjection = 4;

/** An object of a class, with objects for those parameters of its constructor that name a class, as containers make it. */
export function injected(machine: Machine, known: ClassValue, state: State, site: Site, depth = 0): Value {
  const constructed = memberOfClass(known, known.module.language === 'python' ? '__init__' : 'constructor');
  const parameters = constructed?.shape.kind === 'function' ? constructed.shape.closure.function.parameters : [];
  const positional = parameters.map(({ annotation }): Value => {
    const named = annotation?.kind === 'name' ? lookUp(known.scope, annotation.name) : undefined;
    return named?.shape.kind === 'class' && depth < deepestInjection
      ? injected(machine, named.shape.class, state, site, depth + 1)
      : (named ?? plain);
  });
  return instantiate(machine, known, { positional, named: new Map(), spread: [] }, state, site);
}

/** Makes an object of a class of the audited code. */
export function instantiate(machine: Machine, known: ClassValue, args: CallArguments, state: State, site: Site): Value {
  const object: HeapObject = { class: known, fields: new Map(), site };
  const value = shaped({ kind: 'object', object });
  // Fields that stand in the class.
  for (const [name, member] of known.members) if (member.shape.kind !== 'function') object.fields.set(name, member);
  const made = memberOfClass(known, known.module.language === 'python' ? '__init__' : 'constructor');
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
  if (loose.length === 0) return value;
  const whole = madeOf(loose);
  // What is only declared, `id: str`, is among what is not known by name.
  for (const [name, field] of object.fields) {
    const isDeclared = field.shape.kind === 'constant' && field.shape.value === null && !args.named.has(name);
    if (isDeclared) object.fields.set(name, partOf(whole, name));
  }
  return { ...value, sources: whole.sources };
}
