import { isAbsent, type Tree, textOf, textTree } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import type { Block } from './hcl.ts';
import { argument, type Instance, type Module, type Scope } from './module.ts';
import { pairsOf } from './pairs.ts';
import type { Run } from './run.ts';

/** More of one kind than a template spells out. */
const maxInstances = 50;

/** The instances of a resource: one, or as many as `count` or `for_each` says. */
export function instancesOf(key: string, block: Block, module: Module, run: Run): readonly Instance[] {
  const known = run.instances.get(module) ?? new Map<Block, readonly Instance[]>();
  run.instances.set(module, known);
  const before = known.get(block);
  if (before !== undefined) return before;
  // While it is worked out it has none: what it loops over may name it.
  known.set(block, []);
  const instances = made(key, block, module, run).slice(0, Math.max(0, run.instancesLeft));
  run.instancesLeft -= instances.length;
  known.set(block, instances);
  return instances;
}

function made(key: string, block: Block, module: Module, run: Run): Instance[] {
  const scope: Scope = { module, names: new Map() };
  const address = `${module.prefix}${key}`;
  const type = block.labels[0] ?? '';
  const [each, count] = [argument(block, 'for_each'), argument(block, 'count')];
  if (each !== undefined) {
    const pairs = pairsOf(evaluate(each, scope, run), 'each').slice(0, maxInstances);
    return pairs.map((pair) => {
      // The key of an element of a set is the element.
      const name = pair.isIndex ? pair.value : pair.key;
      const text = textOf(name) ?? '';
      return {
        address: `${address}["${text}"]`,
        type,
        block,
        scope: { ...scope, each: { key: name, value: pair.value } },
      };
    });
  }
  if (count === undefined) return [{ address, type, block, scope }];
  const number = countOf(evaluate(count, scope, run));
  return Array.from({ length: number }, (_, index) => {
    const text = textTree(count, String(index));
    return { address: `${address}[${index}]`, type, block, scope: { ...scope, count: text } };
  });
}

/** The highest of several; something unknown counts as one. */
function countOf(tree: Tree): number {
  if (isAbsent(tree)) return 1;
  if (tree.kind === 'choice') return Math.max(...tree.options.map(countOf));
  const number = Number(textOf(tree) ?? 1);
  return Number.isInteger(number) && number >= 0 ? Math.min(number, maxInstances) : 1;
}
