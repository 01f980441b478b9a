import type { FunctionNode } from '../../ir/ir.ts';

/** Nodes of one function that are looked at, and how deep they may stand in each other. */
const mostNodes = 20_000;
const deepest = 200;

/** The names of members, of fields and of named types that a function mentions anywhere. */
export function mentionedNames(node: FunctionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: { part: unknown; depth: number }[] = [{ part: [node.parameters, node.body], depth: 0 }];
  for (let count = 0; count < mostNodes; count++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { part, depth } = next;
    if (typeof part !== 'object' || part === null || depth > deepest) continue;
    const name = nameOf(part);
    if (name !== undefined) names.add(name);
    for (const inner of Object.values(part)) waiting.push({ part: inner, depth: depth + 1 });
  }
  return names;
}

/** `.name`, `['name']`, `{ name: … }`, and a name of an annotation. */
function nameOf(node: object): string | undefined {
  if ('property' in node && typeof node.property === 'string') return node.property;
  if ('key' in node) return literalIn(node.key);
  if ('index' in node) return literalIn(node.index);
  if ('annotation' in node) return annotationIn(node.annotation);
  return undefined;
}

function literalIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('value' in node)) return undefined;
  return typeof node.value === 'string' ? node.value : undefined;
}

function annotationIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('name' in node && typeof node.name === 'string') return node.name;
  return 'object' in node ? annotationIn(node.object) : undefined;
}
