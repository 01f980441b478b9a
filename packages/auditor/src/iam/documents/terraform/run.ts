import type { Source, Spot } from '../source.ts';
import { unknown } from '../text.ts';
import { choiceTree, type Entry, entriesTree, listTree, type Tree, textTree } from '../tree.ts';
import type { Block, Expression } from './hcl.ts';
import type { Instance, Module } from './module.ts';

/** Steps for a root module and what it calls; a large one takes some ten thousand. */
const maxSteps = 300_000;
/** Steps for all root modules of an audit. */
const maxStepsOfAll = 3_000_000;
/** Instances of resources of a root module. */
const maxInstances = 20_000;
/** References of references. */
const maxDepth = 150;
/** Values within values: a list of lists of lists grows fast. */
const maxSize = 50_000;
/** Items of one list. */
export const maxItems = 2000;

/** The work of evaluating, with its limits. */
export interface Run {
  steps: number;
  depth: number;
  /** Instances that may still be made. */
  instancesLeft: number;
  /** What is being evaluated: locals and resources may name each other in circles. */
  readonly open: Set<string>;
  readonly instances: WeakMap<Module, Map<Block, readonly Instance[]>>;
  /** Policy documents that something uses. */
  readonly documents: Set<Block>;
  /** A file that an expression reads, by its path from the root of the audit. */
  readonly file: (path: string) => Source | undefined;
}

/** @param before What the root modules before took. */
export function createRun(file: Run['file'], before = 0): Run {
  const steps = Math.max(0, before - maxStepsOfAll + maxSteps);
  return {
    steps,
    depth: 0,
    instancesLeft: maxInstances,
    open: new Set(),
    instances: new WeakMap(),
    documents: new Set(),
    file,
  };
}

/** Evaluates within the limits; beyond them the value is unknown. */
export function limited(run: Run, spot: Spot, evaluate: () => Tree): Tree {
  if (++run.steps > maxSteps || run.depth > maxDepth) return textTree(spot, unknown('unresolved'));
  run.depth++;
  const value = evaluate();
  run.depth--;
  return value;
}

/** Long texts take as much time as many values. */
export function countText(run: Run, length: number): void {
  run.steps += Math.floor(length / 100);
}

/** Evaluates what has a name; a name that leads back to itself is unknown. */
export function once(run: Run, name: string, spot: Spot, evaluate: () => Tree): Tree {
  if (run.open.has(name)) return textTree(spot, unknown(name.slice(name.lastIndexOf('\n') + 1)));
  run.open.add(name);
  const value = evaluate();
  run.open.delete(name);
  return value;
}

const sizes = new WeakMap<Tree, number>();

function sizeOf(trees: readonly Tree[]): number {
  let size = 1;
  for (const tree of trees) size += sizes.get(tree) ?? 1;
  return size;
}

function sized(tree: Tree, size: number): Tree {
  if (size > maxSize) return textTree(tree, unknown('large'));
  sizes.set(tree, size);
  return tree;
}

/** A list that is not larger than lists are. */
export function listOf(spot: Spot, items: readonly Tree[]): Tree {
  const kept = items.slice(0, maxItems);
  return sized(listTree(spot, kept), sizeOf(kept));
}

/** A map that is not larger than maps are. */
export function mapOf(spot: Spot, entries: ReadonlyMap<string, Entry>): Tree {
  const values = [...entries.values()].map(({ value }) => value);
  return sized(entriesTree(spot, entries), sizeOf(values));
}

/** A choice that is not larger than choices are. */
export function choiceOf(spot: Spot, options: readonly Tree[]): Tree {
  return sized(choiceTree(spot, options), sizeOf(options));
}

/** What an expression is called when its value is unknown: `var.table`, `sha1()`. */
export function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'member':
      return `${nameOf(expression.object)}.${expression.name}`;
    case 'index':
    case 'splat':
      return `${nameOf(expression.object)}[]`;
    case 'call':
      return `${expression.name}()`;
    default:
      return 'value';
  }
}
