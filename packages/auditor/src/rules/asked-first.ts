import type { Site } from '../flow/value.ts';
import type { Expression, FunctionNode, IfStatement, Module, Span, Statement } from '../ir/ir.ts';
import { childrenOf, walk } from '../ir/walk.ts';

type Node = Statement | Expression;

/** What is asked on the way to a place in its function, or by a choice in it: the tests of conditions. */
export function askedFirst({ module, span }: Site): Expression[] {
  const { functions, conditions, choices } = partsOf(module);
  // From the outside to the inside.
  const around = functions.findLast((one) => holds(one, span)) ?? span;
  const before = conditions.filter(
    (node) => holds(around, node) && (holds(node, span) || (node.end <= span.start && leaves(node.then))),
  );
  const within = choices.filter((node) => holds(span, node.whole) || holds(node.whole, span));
  return [...before, ...within].map(({ test }) => test);
}

interface Parts {
  readonly functions: readonly FunctionNode[];
  readonly conditions: readonly IfStatement[];
  /** `test ? a : b`, `test && a`. */
  readonly choices: readonly { readonly whole: Span; readonly test: Expression }[];
}

/** A module is asked for each of its answers. */
const partsByModule = new WeakMap<Module, Parts>();

function partsOf(module: Module): Parts {
  const known = partsByModule.get(module);
  if (known !== undefined) return known;
  const functions: FunctionNode[] = [];
  const conditions: IfStatement[] = [];
  const choices: { whole: Span; test: Expression }[] = [];
  walk(module, {
    statement: (node) => {
      if (node.kind === 'if') conditions.push(node);
    },
    expression: (node) => {
      if (node.kind === 'function') functions.push(node.function);
      if (node.kind === 'conditional') choices.push({ whole: node, test: node.test });
      if (node.kind === 'logical' && node.operator === 'and') choices.push({ whole: node, test: node.left });
    },
  });
  const parts = { functions, conditions, choices };
  partsByModule.set(module, parts);
  return parts;
}

/** Whether a part of an expression is such a one. */
export function anyIn(expression: Expression, isSuch: (part: Node) => boolean): boolean {
  const left: Node[] = [expression];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isSuch(node)) return true;
    left.push(...childrenOf(node));
  }
  return false;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function leaves(body: readonly Statement[]): boolean {
  let last = body.at(-1);
  while (last?.kind === 'block') last = last.body.at(-1);
  return last?.kind === 'return' || last?.kind === 'raise';
}
