import type { Tree } from '../tree.ts';
import { evaluate, withLoopNames } from './evaluate.ts';
import type { Block } from './hcl.ts';
import { argument, type Scope } from './module.ts';
import { pairsOf } from './pairs.ts';
import type { Run } from './run.ts';

/** A block within a resource, with the names that its arguments can use. */
export interface Inner {
  readonly block: Block;
  readonly scope: Scope;
}

/** The blocks of a type within a block, also those that `dynamic` makes. */
export function blocksIn({ block, scope }: Inner, type: string, run: Run): Inner[] {
  return block.blocks.flatMap((inner): Inner[] => {
    if (inner.type === type) return [{ block: inner, scope }];
    return inner.type === 'dynamic' && inner.labels[0] === type ? dynamicBlocks(inner, type, scope, run) : [];
  });
}

function dynamicBlocks(block: Block, type: string, scope: Scope, run: Run): Inner[] {
  const content = block.blocks.find((inner) => inner.type === 'content');
  const each = argument(block, 'for_each');
  if (content === undefined || each === undefined) return [];
  const iterator = argument(block, 'iterator');
  const name = iterator?.kind === 'name' ? iterator.name : type;
  return pairsOf(evaluate(each, scope, run), name).map((pair) => {
    const key = { key: block.header, value: pair.isIndex ? pair.value : pair.key };
    const loop: Tree = {
      kind: 'map',
      entries: new Map([
        ['key', key],
        ['value', { key: block.header, value: pair.value }],
      ]),
      ...block.header,
    };
    return {
      block: content,
      scope: { ...scope, names: withLoopNames(scope.names, [name], { key: loop, value: loop }) },
    };
  });
}

/** The value of an argument of a block. */
export function valueIn({ block, scope }: Inner, name: string, run: Run): Tree | undefined {
  const expression = argument(block, name);
  return expression === undefined ? undefined : evaluate(expression, scope, run);
}
