import { unknown } from '../text.ts';
import { type Entry, isAbsent, isOn, itemsOf, scalarTree, type Tree, textOf, textTree } from '../tree.ts';
import { callFunction } from './functions.ts';
import type { ConditionalExpression, Expression, ForExpression, ObjectExpression, OperatorExpression } from './hcl.ts';
import type { Scope } from './module.ts';
import { pairsOf } from './pairs.ts';
import { choiceOf, limited, listOf, mapOf, nameOf, type Run } from './run.ts';
import { evaluateTemplate } from './template-value.ts';
import { evaluateSplat, evaluateTraversal } from './traverse.ts';

/** The value of an expression: without functions, with `${?name}` for what is unknown. */
export function evaluate(expression: Expression, scope: Scope, run: Run): Tree {
  return limited(run, expression, () => unlimitedValue(expression, scope, run));
}

function unlimitedValue(expression: Expression, scope: Scope, run: Run): Tree {
  switch (expression.kind) {
    case 'literal':
      return scalarTree(expression, expression.value);
    case 'template':
      return evaluateTemplate(expression, scope, run);
    case 'list':
      return listOf(
        expression,
        expression.items.map((item) => evaluate(item, scope, run)),
      );
    case 'object':
      return objectValue(expression, scope, run);
    case 'name':
    case 'member':
    case 'index':
      return evaluateTraversal(expression, scope, run);
    case 'splat':
      return evaluateSplat(expression, scope, run);
    case 'call':
      return callFunction(expression, scope, run);
    case 'operator':
      return operatorValue(expression, scope, run);
    case 'conditional':
      return conditionalValue(expression, scope, run);
    case 'for':
      return forValue(expression, scope, run);
  }
}

function objectValue(expression: ObjectExpression, scope: Scope, run: Run): Tree {
  const entries = new Map<string, Entry>();
  for (const { key, value } of expression.items) {
    const name = textOf(evaluate(key, scope, run));
    if (name !== undefined) entries.set(name, { key, value: evaluate(value, scope, run) });
  }
  return mapOf(expression, entries);
}

/** Both branches, the one that the defaults of the variables lead to first. */
function conditionalValue(expression: ConditionalExpression, scope: Scope, run: Run): Tree {
  const holds = isOn(evaluate(expression.condition, scope, run));
  const options = [evaluate(expression.then, scope, run), evaluate(expression.otherwise, scope, run)];
  if (holds === false) options.reverse();
  return choiceOf(expression, options);
}

function operatorValue(expression: OperatorExpression, scope: Scope, run: Run): Tree {
  const operands = expression.operands.map((operand) => evaluate(operand, scope, run));
  const [left, right] = operands;
  const value =
    left === undefined || right === undefined
      ? unaryValue(expression.operator, left)
      : binaryValue(expression.operator, left, right);
  return value === undefined ? textTree(expression, unknown('condition')) : scalarTree(expression, value);
}

function unaryValue(operator: string, operand: Tree | undefined): boolean | number | undefined {
  if (operator === '-') return finite(-Number(textOf(operand) ?? Number.NaN));
  const on = isOn(operand);
  return on === undefined ? undefined : !on;
}

function binaryValue(operator: string, left: Tree, right: Tree): boolean | number | undefined {
  if (operator === '&&' || operator === '||') return logical(operator === '||', [isOn(left), isOn(right)]);
  if (operator === '==' || operator === '!=') {
    const isEqual = areEqual(left, right);
    return isEqual === undefined ? undefined : isEqual === (operator === '==');
  }
  const [a, b] = [Number(textOf(left) ?? Number.NaN), Number(textOf(right) ?? Number.NaN)];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  return comparisons[operator]?.(a, b) ?? finite(arithmetic[operator]?.(a, b) ?? Number.NaN);
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** One value of the deciding kind decides; else both must be known. */
function logical(deciding: boolean, values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(deciding)) return deciding;
  return values.includes(undefined) ? undefined : !deciding;
}

function areEqual(left: Tree, right: Tree): boolean | undefined {
  if (isAbsent(left) || isAbsent(right)) {
    const other = isAbsent(left) ? right : left;
    return textOf(other)?.startsWith('${?') === true ? undefined : isAbsent(left) === isAbsent(right);
  }
  const [a, b] = [textOf(left), textOf(right)];
  if (a === undefined || b === undefined || a.includes('${?') || b.includes('${?')) return undefined;
  return a === b;
}

/** A collection that is unknown is gone through once, with unknown names. */
function forValue(expression: ForExpression, scope: Scope, run: Run): Tree {
  const { names, collection, key, value, condition } = expression;
  const items: Tree[] = [];
  const entries = new Map<string, Entry>();
  for (const pair of pairsOf(evaluate(collection, scope, run), nameOf(collection))) {
    const inner = { ...scope, names: withLoopNames(scope.names, names, pair) };
    if (condition !== undefined && isOn(evaluate(condition, inner, run)) === false) continue;
    const result = evaluate(value, inner, run);
    if (key === undefined) items.push(result);
    else addGrouped(entries, textOf(evaluate(key, inner, run)) ?? '', expression, result);
  }
  return key === undefined ? listOf(expression, items) : mapOf(expression, entries);
}

function addGrouped(entries: Map<string, Entry>, name: string, expression: ForExpression, value: Tree): void {
  const before = entries.get(name)?.value;
  const grouped = expression.isGrouped ? listOf(expression, [...itemsOf(before), value]) : value;
  entries.set(name, { key: expression, value: grouped });
}

/** The names of a loop: one is the value, two are the key and the value. */
export function withLoopNames(
  outer: ReadonlyMap<string, Tree>,
  names: readonly string[],
  { key, value }: { readonly key: Tree; readonly value: Tree },
): ReadonlyMap<string, Tree> {
  const [first, second] = names;
  const loop: [string, Tree][] = [];
  if (first !== undefined) loop.push([first, second === undefined ? value : key]);
  if (second !== undefined) loop.push([second, value]);
  return new Map([...outer, ...loop]);
}
