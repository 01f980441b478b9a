import { exportedValue } from './imports.ts';
import type { Machine } from './machine.ts';
import { partOf } from './refine.ts';
import {
  type ClassValue,
  type External,
  external,
  type HeapObject,
  looseFields,
  noArguments,
  noFacts,
  plain,
  type Site,
  shaped,
  type Value,
} from './value.ts';

/** Longest way to something of a library that is followed. */
const longestPath = 240;

/** `object.name`. */
export function memberOf(machine: Machine, object: Value, name: string, site: Site): Value {
  const { shape } = object;
  switch (shape.kind) {
    case 'external':
      return memberOfLibrary(machine, object, shape.external, name, site);
    case 'object':
      return memberOfObject(machine, object, shape.object, name, site);
    case 'class': {
      const member = memberOfClass(shape.class, name);
      if (member !== undefined) return isOfClass(member) ? bound(machine, member, object, undefined, site) : member;
      return inherited(machine, shape.class, name, site) ?? plain;
    }
    case 'module':
      return exportedValue(machine, shape.module, name) ?? submodule(machine, shape.module, name, site);
    default:
      return partOf(object, name);
  }
}

function memberOfLibrary(machine: Machine, object: Value, holder: External, name: string, site: Site): Value {
  const own = holder.fields.get(name);
  if (own !== undefined) return own;
  const path = `${machine.models.aliases.get(holder.path) ?? holder.path}.${name}`;
  if (path.length > longestPath) return plain;
  const modelled = machine.models.members.get(path)?.({ path, base: holder, site });
  if (modelled !== undefined) return modelled;
  const value = machine.library(path, site, holder);
  return object.sources.length === 0
    ? value
    : { ...value, sources: partOf({ ...object, shape: { kind: 'unknown' } }, name).sources };
}

function memberOfObject(machine: Machine, object: Value, holder: HeapObject, name: string, site: Site): Value {
  const field = holder.fields.get(name);
  if (field !== undefined) return field;
  const self = holder.whole ?? object;
  const method = holder.class === undefined ? undefined : memberOfClass(holder.class, name);
  if (method !== undefined) return bound(machine, method, self, classOf(self), site);
  const loose = holder.fields.get(looseFields);
  const above = inherited(machine, holder.class, name, site, self);
  if (above === undefined && loose !== undefined) return partOf(loose, name);
  return above ?? partOf({ ...object, shape: { kind: 'unknown' } }, name);
}

function submodule(machine: Machine, module: Parameters<Machine['scopeOf']>[0], name: string, site: Site): Value {
  const below = machine.resolver.module(module, `.${name}`);
  return below === undefined || below === module ? external(name, site) : shaped({ kind: 'module', module: below });
}

/** A member of a class of the audited code, also of those it extends. */
export function memberOfClass(known: ClassValue, name: string, asked = new Set<ClassValue>()): Value | undefined {
  // Each once: classes that extend many, which extend many, lead to the same ones by very many ways.
  if (asked.has(known)) return undefined;
  asked.add(known);
  const own = known.members.get(name);
  if (own !== undefined) return own;
  for (const { shape } of known.bases) {
    const found = shape.kind === 'class' ? memberOfClass(shape.class, name, asked) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A member that a class has of a library's: `pynamodb.models.Model.get`. */
function inherited(
  machine: Machine,
  known: ClassValue | undefined,
  name: string,
  site: Site,
  self?: Value,
  owner = known,
  asked = new Set<ClassValue>(),
): Value | undefined {
  if (known === undefined || owner === undefined || asked.has(known)) return undefined;
  asked.add(known);
  for (const base of known.bases) {
    if (base.shape.kind === 'external') {
      const holder = shaped({ kind: 'class', class: owner });
      const fields = new Map([['<class>', holder], ...(self === undefined ? [] : [['<self>', self] as const])]);
      const member = memberOf(machine, base, name, site);
      return member.shape.kind === 'external'
        ? {
            ...member,
            shape: { kind: 'external', external: { ...member.shape.external, fields } },
          }
        : member;
    }
    const found =
      base.shape.kind === 'class' ? inherited(machine, base.shape.class, name, site, self, owner, asked) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function classOf({ shape }: Value): ClassValue | undefined {
  return shape.kind === 'object' ? shape.object.class : undefined;
}

/** `@classmethod def of(cls)`, `static of()`: what they are called on is the class. */
function isOfClass({ shape }: Value): boolean {
  if (shape.kind !== 'function') return false;
  const { function: node, module, definedIn } = shape.closure;
  if (definedIn === undefined) return false;
  if (module.language === 'javascript') return node.isStatic;
  return node.decorators.some((one) => one.kind === 'name' && one.name === 'classmethod');
}

/** A method with what `self` is; a property is called at once. */
function bound(machine: Machine, method: Value, self: Value, ownerClass: ClassValue | undefined, site: Site): Value {
  const { shape } = method;
  if (shape.kind !== 'function') return method;
  const { closure } = shape;
  const isProperty =
    closure.function.isGetter ||
    closure.function.decorators.some((one) => one.kind === 'name' && /property$/.test(one.name));
  const withSelf = { ...closure, self, ...(ownerClass === undefined ? {} : { ownerClass }) };
  if (!isProperty) return { ...method, shape: { kind: 'function', closure: withSelf } };
  const frame = { closure: withSelf, depth: 1, endings: [] };
  const state = { frame, scope: closure.scope, facts: noFacts, isAlive: true, hasJumped: false };
  return machine.run(withSelf, noArguments, state, site);
}
