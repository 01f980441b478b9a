import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { maxDepth, type Problem, type Reading } from './json-tree.ts';
import type { Source, Spot } from './source.ts';
import { type Entry, entriesTree, listTree, mapTree, type Tree, textTree } from './tree.ts';

/** YAML is slow to read: a megabyte takes seconds. CloudFormation itself takes no template beyond this. */
const maxYaml = 1024 * 1024;
/** Aliases can unfold to billions of nodes. */
const maxNodes = 300_000;

interface Walk {
  readonly source: Source;
  /** Later anchors of a name replace earlier ones, so aliases are looked up in the order of the document. */
  readonly anchors: Map<string, Node>;
  readonly open: Set<Node>;
  nodes: number;
  problem: Problem | undefined;
}

/**
 * Reads the first document of a YAML text into a tree. Short forms of CloudFormation such as `!Ref` become their long
 * forms. What is broken costs a problem; what could be read in spite of it is in the tree.
 */
export function readYaml(source: Source): Reading {
  if (source.text.length > maxYaml) return { problem: { offset: 0, sentence: 'it is YAML of more than a megabyte' } };
  try {
    const document = parseDocument(source.text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    const error = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
    const walk: Walk = { source, anchors: new Map(), open: new Set(), nodes: 0, problem: undefined };
    const tree = treeOf(document.contents, walk, 0);
    const problem =
      error === undefined ? walk.problem : { offset: error.pos[0], sentence: `it is not valid YAML (${error.code})` };
    return { tree, ...(problem !== undefined && { problem }) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: { offset: 0, sentence: 'it is nested too deeply' } };
  }
}

function treeOf(node: unknown, walk: Walk, depth: number): Tree {
  if (!isNode(node)) return nothing({ source: walk.source, start: 0, end: 0 });
  const spot = spotOfNode(node, walk);
  if (isAlias(node)) return aliased(walk.anchors.get(node.source), spot, walk, depth);

  walk.nodes++;
  if (depth > maxDepth) return given(walk, spot, 'it is nested too deeply');
  if (walk.nodes > maxNodes) return given(walk, spot, 'it has too many values');
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return tagged(node, scalarOf(node, spot));

  walk.open.add(node);
  const tree = isSeq(node)
    ? listTree(
        spot,
        node.items.map((item) => treeOf(item, walk, depth + 1)),
      )
    : isMap(node)
      ? mapOf(node, spot, walk, depth)
      : nothing(spot);
  walk.open.delete(node);
  return tagged(node, tree);
}

function aliased(target: Node | undefined, spot: Spot, walk: Walk, depth: number): Tree {
  if (target === undefined) return given(walk, spot, 'an alias has no anchor');
  if (walk.open.has(target)) return given(walk, spot, 'an alias stands within its own anchor');
  return treeOf(target, walk, depth + 1);
}

function given(walk: Walk, spot: Spot, sentence: string): Tree {
  walk.problem ??= { offset: spot.start, sentence };
  return nothing(spot);
}

function nothing(spot: Spot): Tree {
  return { kind: 'scalar', value: null, text: 'null', ...spot };
}

function spotOfNode(node: Node, walk: Walk): Spot {
  const [start, valueEnd] = node.range ?? [0, 0];
  let end = valueEnd;
  // Blocks end where the next one begins, with the line breaks between them.
  while (end > start && walk.source.text.charCodeAt(end - 1) <= 0x20) end--;
  return { source: walk.source, start, end: Math.max(start, end) };
}

function scalarOf(node: Scalar, spot: Spot): Tree {
  const { value } = node;
  if (typeof value === 'string') return textTree(spot, value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return { kind: 'scalar', value, text: node.source ?? String(value), ...spot };
  }
  return textTree(spot, node.source ?? String(value));
}

function mapOf(node: YAMLMap, spot: Spot, walk: Walk, depth: number): Tree {
  const entries = new Map<string, Entry>();
  const merged: Tree[] = [];
  for (const pair of node.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const value = treeOf(pair.value, walk, depth + 1);
    const name = pair.key.source ?? String(pair.key.value);
    if (name === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
    else entries.set(name, { key: spotOfNode(pair.key, walk), value });
  }
  // What is merged in gives way to what the map says itself, and later maps to earlier ones.
  for (const source of merged) {
    if (source.kind !== 'map') continue;
    for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
  }
  return entriesTree(spot, entries);
}

/** `!Ref x` is `{Ref: x}`, `!GetAtt x.y` is `{Fn::GetAtt: x.y}`. */
function tagged(node: Node, tree: Tree): Tree {
  const name = /^!([A-Za-z][\w:]*)$/.exec(node.tag ?? '')?.[1];
  if (name === undefined) return tree;
  return mapTree(tree, { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: tree });
}
