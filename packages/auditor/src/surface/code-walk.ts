import type { Expression, FunctionNode, Statement } from '../ir/ir.ts';
import { childrenOf } from '../ir/walk.ts';

type Node = Statement | Expression;

/** Nodes of one function that are looked at: generated code may have very many. */
const mostNodes = 20_000;

/** Everything in a function, the functions inside of it included. */
export function* nodesIn(body: readonly Node[]): Generator<Node> {
  // Of its own list instead of calls that nest: code may be nested deeper than the stack.
  const left: Node[] = [...body].reverse();
  let count = 0;
  for (let node = left.pop(); node !== undefined && count < mostNodes; node = left.pop()) {
    count++;
    yield node;
    left.push(...childrenOf(node).reverse());
  }
}

/** The patterns that take something apart by the names of its parts. */
export function patternsIn(node: FunctionNode): Expression[] {
  const targets = [...nodesIn(node.body)].flatMap((one): readonly Expression[] => {
    if (one.kind === 'assignment') return one.targets;
    if (one.kind === 'assign' || one.kind === 'for') return [one.target];
    return one.kind === 'function' ? one.function.parameters.map(({ target }) => target) : [];
  });
  return [...node.parameters.map(({ target }) => target), ...targets];
}

export function literalText(node: Expression | undefined): string | undefined {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined;
}
