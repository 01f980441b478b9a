import { at, itemsOf, type Tree, textOf } from '../tree.ts';
import type { Template } from './template.ts';

/** Conditions may name each other in circles, and ten times each. */
const maxSteps = 500;

/**
 * Whether a condition holds with the defaults of the parameters; undefined when it hangs on something unknown.
 *
 * @param resolve Resolves what is compared.
 */
export function holds(
  condition: Tree | undefined,
  template: Template,
  resolve: (tree: Tree) => Tree,
  steps = { left: maxSteps },
): boolean | undefined {
  if (condition === undefined || steps.left-- <= 0) return undefined;
  const named = textOf(condition.kind === 'map' ? at(condition, 'Condition') : condition);
  if (named !== undefined) return holds(template.conditions.get(named)?.value, template, resolve, steps);
  if (condition.kind !== 'map') return undefined;

  const [operator, entry] = [...condition.entries][0] ?? [];
  const operands = itemsOf(entry?.value);
  if (operator === 'Fn::Equals') return areEqual(operands.map(resolve));
  const values = operands.slice(0, 10).map((operand) => holds(operand, template, resolve, steps));
  if (operator === 'Fn::Not') return values[0] === undefined ? undefined : !values[0];
  if (operator === 'Fn::And') return decided(values, false);
  return operator === 'Fn::Or' ? decided(values, true) : undefined;
}

/** One value of the deciding kind decides; else all must be known. */
function decided(values: readonly (boolean | undefined)[], deciding: boolean): boolean | undefined {
  if (values.includes(deciding)) return deciding;
  return values.includes(undefined) ? undefined : !deciding;
}

function areEqual([left, right]: readonly Tree[]): boolean | undefined {
  const texts = [textOf(left), textOf(right)];
  if (texts.some((text) => text === undefined || text.includes('${?'))) return undefined;
  return texts[0] === texts[1];
}
