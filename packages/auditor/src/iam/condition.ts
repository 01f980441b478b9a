import { type Operator, operators } from './condition-operators.ts';
import { type Context, piecesOf } from './evaluate-pattern.ts';
import { all, any, not, type Truth, truthOf } from './evaluate-truth.ts';
import type { Condition } from './infrastructure.ts';

/** An operator taken apart: `ForAllValues:StringLikeIfExists`. */
export interface OperatorParts {
  readonly set?: 'forallvalues' | 'foranyvalue';
  /** In lower case. */
  readonly base: string;
  readonly isIfExists: boolean;
}

/** Takes the operator of a condition apart. */
export function operatorParts(operator: string): OperatorParts {
  const [, prefix, rest = ''] = /^(?:([^:]*):)?(.*)$/s.exec(operator.toLowerCase()) ?? [];
  const isIfExists = rest.endsWith('ifexists');
  const base = isIfExists ? rest.slice(0, -'ifexists'.length) : rest;
  if (prefix === 'forallvalues' || prefix === 'foranyvalue') return { set: prefix, base, isIfExists };
  // Nothing else may stand before the colon: the whole is then an operator that nobody knows.
  return { base: prefix === undefined ? base : `${prefix}:${base}`, isIfExists };
}

/** Whether a condition with this operator holds when no value is like those that it names. */
export function isNegative(operator: string): boolean {
  const { base } = operatorParts(operator);
  return operators.get(base)?.isNegative ?? base.includes('not');
}

/** What a request says under a key. A list without values, or with empty ones alone, is the same as nothing. */
export function givenValue(context: Context, key: string): string | readonly string[] | undefined {
  const value = context.get(key.toLowerCase());
  return value === undefined || [value].flat().every((entry) => entry === '') ? undefined : value;
}

/** Whether a condition holds for a request. */
export function conditionHolds(condition: Condition, context: Context): Truth {
  const { set, base, isIfExists } = operatorParts(condition.operator);
  const value = givenValue(context, condition.key);
  if (base === 'null') return isNull(condition.values, value === undefined);
  // One own value carries any number of others with it.
  if (set === 'foranyvalue') return value === undefined ? 'no' : any(each(condition, value, context));
  // Nothing at all is within every list.
  if (set === 'forallvalues') return value === undefined ? 'yes' : all(each(condition, value, context));
  if (value === undefined) return truthOf(isIfExists || isNegative(condition.operator));
  // Without a set operator, a key that has several values is never like one.
  return typeof value === 'string' ? all(each(condition, value, context)) : 'no';
}

function isNull(values: readonly string[], isAbsent: boolean): Truth {
  return any(
    values.map((value) => {
      const isOpen = piecesOf(value).some(({ kind }) => kind === 'unknown');
      return isOpen ? 'perhaps' : truthOf(value.toLowerCase() === String(isAbsent));
    }),
  );
}

/** For each value of the request, whether it is as the condition wants it. */
function each({ operator, values }: Condition, given: string | readonly string[], context: Context): Truth[] {
  const known = operators.get(operatorParts(operator).base);
  return [given].flat().map((value) => (known === undefined ? 'perhaps' : compared(known, values, value, context)));
}

function compared(
  { compare, isNegative }: Operator,
  values: readonly string[],
  given: string,
  context: Context,
): Truth {
  const truths = values.map((wanted) => compare(wanted, given, context));
  if (!isNegative) return any(truths.map((truth) => truth ?? 'no'));
  return all(truths.map((truth) => (truth === undefined ? 'no' : not(truth))));
}
