import type { DictExpression, Expression, Module } from '../ir/ir.ts';
import { toolsFor } from './calls.ts';
import { dictWith } from './combine.ts';
import { either } from './join.ts';
import type { Machine } from './machine.ts';
import { memberOfClass } from './members.ts';
import { elementOf, partOf } from './refine.ts';
import { deepSources, madeOf } from './sources.ts';
import { assignName, type State } from './state.ts';
import { noArguments, plain, textOf, type Value } from './value.ts';

/** Binds a pattern to a value: a name, a member, an entry, or what takes it apart. */
export function assign(
  machine: Machine,
  target: Expression,
  value: Value,
  state: State,
  module: Module,
  declares: boolean,
): void {
  switch (target.kind) {
    case 'name':
      assignName(state.scope, target.name, value, declares);
      return;
    case 'member':
      put(machine, target.object, target.property, value, state, module);
      return;
    case 'index': {
      const key = machine.evaluate(target.index, state, module);
      put(machine, target.object, textOf(key) ?? key, value, state, module);
      return;
    }
    case 'list':
      for (const [index, item] of target.items.entries()) {
        if (item.kind === 'spread') machine.assign(item.value, value, state, module, declares);
        else machine.assign(item, partOf(value, String(index)), state, module, declares);
      }
      return;
    case 'dict':
      for (const { key, value: part } of target.entries) {
        if (key === null) {
          machine.assign(part, without(value, target.entries), state, module, declares);
          continue;
        }
        const name = key.kind === 'name' ? key.name : key.kind === 'literal' ? String(key.value) : undefined;
        const given = name === undefined ? elementOf(value) : machine.member(value, name, machine.site(module, key));
        machine.assign(part, given, state, module, declares);
      }
      return;
    case 'assign': {
      // A default, for when there is nothing.
      const isMissing = value === plain;
      const fallback = machine.evaluate(target.value, state, module);
      machine.assign(target.target, isMissing ? fallback : either(value, fallback), state, module, declares);
      return;
    }
    case 'spread':
      machine.assign(target.value, value, state, module, declares);
      return;
    default:
      return;
  }
}

/** What `...rest` of a pattern holds: what the pattern does not name. */
function without(value: Value, entries: DictExpression['entries']): Value {
  const { shape } = value;
  if (shape.kind !== 'dict') return value;
  const named = new Set(entries.map(({ key }) => (key?.kind === 'literal' ? String(key.value) : '')));
  const left = new Map([...shape.fields].filter(([name]) => !named.has(name)));
  return { ...value, shape: { ...shape, fields: left } };
}

/** So that the next request finds what the modules left, and not what this one did. */
function remember(machine: Machine, fields: Map<string, Value>, key: string): void {
  const before = fields.get(key);
  machine.undo.push(() => {
    if (before === undefined) fields.delete(key);
    else fields.set(key, before);
  });
}

/** `object.name = value` and `object[key] = value`. */
function put(
  machine: Machine,
  object: Expression,
  key: string | Value,
  value: Value,
  state: State,
  module: Module,
): void {
  const holder = machine.evaluate(object, state, module);
  const { shape } = holder;
  if (shape.kind === 'external' && typeof key === 'string') {
    remember(machine, shape.external.fields, key);
    shape.external.fields.set(key, value);
    const path = `${machine.models.aliases.get(shape.external.path) ?? shape.external.path}.${key}`;
    const site = machine.site(module, object);
    const model = machine.models.assignments.get(path);
    model?.({ path, base: shape.external, value, site, facts: state.facts }, toolsFor(machine, state, site));
    return;
  }
  if (shape.kind === 'class' && typeof key === 'string') {
    remember(machine, shape.class.members, key);
    shape.class.members.set(key, value);
    return;
  }
  if (shape.kind === 'object' && typeof key === 'string') {
    const setter = shape.object.class === undefined ? undefined : memberOfClass(shape.object.class, `set ${key}`);
    if (setter !== undefined) {
      machine.callMethod(
        holder,
        `set ${key}`,
        { ...noArguments, positional: [value] },
        state,
        machine.site(module, object),
      );
      return;
    }
    remember(machine, shape.object.fields, key);
    const known = shape.object.fields.get(key);
    shape.object.fields.set(key, known === undefined || state.frame.depth === 0 ? value : either(value, known));
    return;
  }
  machine.assign(object, withEntry(holder, key, value), state, module, false);
}

/** A dict with one more entry. */
function withEntry(holder: Value, key: string | Value, value: Value): Value {
  const { shape } = holder;
  const fields = new Map(shape.kind === 'dict' ? shape.fields : []);
  const known =
    shape.kind === 'dict'
      ? shape.rest
      : holder.sources.length > 0
        ? { ...holder, shape: { kind: 'unknown' } as const }
        : null;
  if (typeof key === 'string') {
    fields.set(key, value);
    return dictWith(fields, known);
  }
  const isPicked = value.treatments.has('listed') && deepSources(key).length === 0;
  const more = isPicked ? value : madeOf([key, value]);
  return dictWith(fields, known === null ? more : either(known, more));
}
