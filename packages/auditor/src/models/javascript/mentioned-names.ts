import type { FunctionNode } from '../../ir/ir.ts';

/** Nodes of one function that are looked at, and how deep they may stand in each other. */
const mostNodes = 20_000;
const deepest = 200;

/** What a function mentions anywhere. */
export interface Mentions {
  /** Of members and of fields. */
  readonly names: ReadonlySet<string>;
  /** Of named types that parameters have. */
  readonly types: ReadonlySet<string>;
}

/** The names of members and of fields that a function mentions, and the types of its parameters. */
export function mentionsOf(node: FunctionNode): Mentions {
  const names = new Set<string>();
  const types = new Set<string>();
  const waiting: { part: unknown; depth: number }[] = [{ part: [node.parameters, node.body], depth: 0 }];
  for (let count = 0; count < mostNodes; count++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { part, depth } = next;
    if (typeof part !== 'object' || part === null || depth > deepest) continue;
    const name = nameOf(part);
    if (name !== undefined) names.add(name);
    const type = 'annotation' in part ? typeIn(part.annotation) : undefined;
    if (type !== undefined) types.add(type);
    for (const inner of Object.values(part)) waiting.push({ part: inner, depth: depth + 1 });
  }
  return { names, types };
}

/** `.name`, `['name']`, `{ name: … }`. */
function nameOf(node: object): string | undefined {
  if ('property' in node && typeof node.property === 'string') return node.property;
  if ('key' in node) return literalIn(node.key);
  return 'index' in node ? literalIn(node.index) : undefined;
}

function literalIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('value' in node)) return undefined;
  return typeof node.value === 'string' ? node.value : undefined;
}

function typeIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('name' in node && typeof node.name === 'string') return node.name;
  return 'object' in node ? typeIn(node.object) : undefined;
}
