import type { Argument, Expression } from '../ir/ir.ts';
import type { CallArguments, Value } from './value.ts';

/** Arguments of one call; more come from lists that are spread again and again. */
const mostArguments = 400;

/** The values of a call, with those of lists and dicts that are spread into it. */
export function argumentsOf(given: readonly Argument[], inner: (part: Expression) => Value): CallArguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  const spread: Value[] = [];
  for (const { name, value, spread: how } of given) {
    const evaluated = inner(value);
    if (how === 'dict' && evaluated.shape.kind === 'dict') {
      for (const [key, field] of evaluated.shape.fields) named.set(key, field);
      if (evaluated.shape.rest !== null) spread.push(evaluated.shape.rest);
    } else if (how === 'list' && evaluated.shape.kind === 'list') positional.push(...evaluated.shape.items);
    else if (how !== undefined) spread.push(evaluated);
    else if (name !== undefined) named.set(name, evaluated);
    else positional.push(evaluated);
  }
  positional.length = Math.min(positional.length, mostArguments);
  return { positional, named, spread };
}
