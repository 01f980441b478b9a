import type { Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';

/** Finds the innermost statement or function at an offset; `undefined` where there is none. */
export type InnermostAt = (offset: number) => Span | undefined;

interface Node {
  readonly span: Span;
  readonly parent: Node | undefined;
}

/** Prepares the search of a module. */
export function innermostIn(module: Module): InnermostAt {
  const nodes = nodesOf(module);
  return (offset) => {
    let [low, high] = [0, nodes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nodes[middle]?.span.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    let node = nodes[low - 1];
    while (node !== undefined && node.span.end <= offset) node = node.parent;
    return node?.span;
  };
}

/** In the order in which they begin, each with the one around it. */
function nodesOf(module: Module): Node[] {
  const spans: Span[] = [];
  const take = (span: Span): unknown => spans.push(span);
  walk(module, {
    statement: take,
    expression: (expression) => {
      if (expression.kind === 'function' || expression.kind === 'class') take(expression);
    },
  });
  const nodes: Node[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    let parent = nodes.at(-1);
    while (parent !== undefined && parent.span.end <= span.start) parent = parent.parent;
    nodes.push({ span, parent });
  }
  return nodes;
}
