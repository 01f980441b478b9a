import type { Expression, Statement } from '../ir/ir.ts';
import { childrenOf } from '../ir/walk.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { type CallArguments, type ClassValue, type Closure, type HeapObject, plain, shaped } from './value.ts';

/*
 * Fields of classes in JavaScript that are made with each object.
 */

/** Classes that extend each other. */
const deepest = 12;

/** Puts the fields into a new object that say what they are by `this`: `table = this.config.table`, `get = (id) => this.read(id)`. */
export function initialise(machine: Machine, known: ClassValue, object: HeapObject, state: State, depth = 0): void {
  if (known.module.language === 'python' || depth > deepest) return;
  for (const { shape } of known.bases)
    if (shape.kind === 'class') initialise(machine, shape.class, object, state, depth + 1);
  const self = shaped({ kind: 'object', object });
  const scope = { parent: known.scope, names: new Map([['this', self]]) };
  for (const statement of known.node.body) {
    if (statement.kind !== 'assignment' || statement.isStatic === true || !mentionsThis(statement)) continue;
    const [target] = statement.targets;
    if (target?.kind !== 'name') continue;
    object.fields.set(target.name, machine.evaluate(statement.value, { ...state, scope }, known.module));
  }
}

/** Fields that a class only declares, `secret: str`, hold what comes from elsewhere unless somebody says what. */
export function forgetDeclared({ node }: ClassValue, { fields }: HeapObject, given: CallArguments): void {
  for (const statement of node.body) {
    if (statement.kind !== 'assignment' || statement.annotation === undefined) continue;
    const [target] = statement.targets;
    const { value } = statement;
    // What is not written has no length.
    const isWritten = value.kind !== 'literal' || value.start !== value.end;
    if (target?.kind !== 'name' || isWritten || given.named.has(target.name)) continue;
    const known = fields.get(target.name);
    if (known?.shape.kind === 'constant' && known.shape.value === null) fields.set(target.name, plain);
  }
}

/** Parameters of the constructor that are fields are set before all others. */
export function setPropertyParameters({ function: node }: Closure, args: CallArguments, object: HeapObject): void {
  for (const [index, { isProperty, target }] of node.parameters.entries()) {
    const given = args.positional[index];
    if (isProperty && target.kind === 'name' && given !== undefined) object.fields.set(target.name, given);
  }
}

/** The same statement is asked about for each object that is made. */
const known = new WeakMap<Statement, boolean>();

function mentionsThis(statement: Extract<Statement, { kind: 'assignment' }>): boolean {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const left: (Statement | Expression)[] = [statement.value];
  let found = false;
  for (let node = left.pop(); node !== undefined && !found; node = left.pop()) {
    found = node.kind === 'name' && node.name === 'this';
    left.push(...childrenOf(node));
  }
  known.set(statement, found);
  return found;
}
