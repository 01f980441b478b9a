import type { ClassNode, FunctionNode, Module } from '../ir/ir.ts';
import { decorated } from './decorators.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { type ClassValue, type Scope, shaped, type Value } from './value.ts';

/** A setter has a name of its own, because the name itself is not it: `@total.setter`, `set total(value)`. */
function memberName({ name, decorators }: FunctionNode): string {
  const isSetter = decorators.some((one) => one.kind === 'member' && one.property === 'setter');
  return isSetter ? `set ${name}` : name;
}

/** The value of a class: its members by name, and what it extends. */
export function defineClass(machine: Machine, node: ClassNode, state: State, module: Module): Value {
  const bases = node.bases.map((base) => machine.evaluate(base, state, module));
  const members = new Map<string, Value>();
  const scope: Scope = { parent: state.scope, names: new Map() };
  const inside: State = { frame: state.frame, scope, facts: state.facts, isAlive: true, hasJumped: false };
  const decorators = node.decorators.map((decorator) => machine.evaluate(decorator, state, module));
  const value: ClassValue = { node, module, scope: state.scope, bases, members, decorators };
  for (const statement of node.body) {
    if (statement.kind === 'function') {
      const closure = { function: statement.function, module, scope: state.scope, ownerClass: value, definedIn: value };
      const method = decorated(machine, shaped({ kind: 'function', closure }), inside, module);
      members.set(memberName(statement.function), method);
      continue;
    }
    // Of a static block `this` is the class.
    if (statement.kind === 'block') scope.names.set('this', shaped({ kind: 'class', class: value }));
    machine.execute([statement], inside, module);
    scope.names.delete('this');
    for (const [name, member] of scope.names) if (!members.has(name)) members.set(name, member);
  }
  const defined = shaped({ kind: 'class', class: value });
  for (const decorator of decorators) machine.decorate(decorator, defined, machine.site(module, node));
  machine.define(value);
  return defined;
}
