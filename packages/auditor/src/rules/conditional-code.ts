import type { Expression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';

/** Whether the name of a class or file says that it is meant for the machine of a developer: `DevelopmentConfig`. */
export function isForHome(name: string): boolean {
  const parts = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  return /(?:^|[/_.])(?:dev|develop|development|local|test|tests|testing|debug)(?:$|[/_.])/i.test(parts);
}

/** Whether code runs only under a condition, beyond that its module is the program, or in a class for developers. */
export function isConditional(module: Module, span: Span): boolean {
  const stretches = conditionalOf(module);
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) < span.end) low = middle + 1;
    else high = middle;
  }
  return (stretches[low]?.start ?? Number.POSITIVE_INFINITY) <= span.start;
}

const known = new WeakMap<Module, readonly Span[]>();

/** The stretches of a module that run under a condition, in their order, none inside of another. */
function conditionalOf(module: Module): readonly Span[] {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found: Span[] = [];
  walk(module, {
    statement: (node) => {
      if (node.kind === 'if' && !isMain(node.test)) found.push({ start: node.test.end, end: node.end });
      if (node.kind === 'class' && isForHome(node.class.name)) found.push(node);
    },
    expression: (node) => {
      if (node.kind === 'logical') found.push(node.right);
      if (node.kind === 'conditional') found.push({ start: node.test.end, end: node.end });
      if (node.kind === 'class' && isForHome(node.class.name)) found.push(node);
    },
  });
  const stretches = outermost(found);
  known.set(module, stretches);
  return stretches;
}

/** `__name__ == '__main__'` */
function isMain(test: Expression): boolean {
  if (test.kind !== 'compare') return false;
  return [test.left, test.right].some((side) => side.kind === 'name' && side.name === '__name__');
}

/** Those that are not inside of others. */
function outermost(spans: Span[]): Span[] {
  let end = -1;
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      if (span.end <= end) return false;
      end = span.end;
      return true;
    });
}
