import { type Spot, spotOf } from '../source.ts';
import { entriesOf, itemsOf, type MapTree, offsetIn, type TextTree, type Tree } from '../tree.ts';
import type { Attribute, Block, Expression, TemplateExpression } from './hcl.ts';
import { type Cursor, HclError } from './hcl-cursor.ts';
import { readWholeTemplate } from './hcl-template.ts';

/** How many labels a block has; what else is at the top of a file is not looked at. */
const labelCounts: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  locals: 0,
};

/** The blocks of Terraform that is written as JSON, such as CDK for Terraform writes it. */
export function blocksOfJson(root: Tree): Block[] {
  return Object.entries(labelCounts).flatMap(([type, count]) =>
    entriesOf(root).flatMap(([key, { key: spot, value }]) =>
      key === type ? labelled(type, [], value, spot, count) : [],
    ),
  );
}

function labelled(type: string, labels: readonly string[], tree: Tree, spot: Spot, count: number): Block[] {
  if (labels.length === count) return itemsOf(tree).flatMap((body) => blockOf(type, labels, body, spot) ?? []);
  return itemsOf(tree).flatMap((item) =>
    entriesOf(item).flatMap(([label, { key, value }]) => labelled(type, [...labels, label], value, key, count)),
  );
}

/** Whether a map is an argument or a block, only the provider knows: it is kept as both. */
function blockOf(type: string, labels: readonly string[], body: Tree, header: Spot): Block | undefined {
  if (body.kind !== 'map') return undefined;
  const entries = [...body.entries].filter(([key]) => key !== '//');
  return {
    type,
    labels,
    header,
    whole: spotOf(body),
    attributes: new Map(
      entries.map(([key, entry]): [string, Attribute] => [key, { key: entry.key, value: expressionOf(entry.value) }]),
    ),
    blocks: entries.flatMap(([key, entry]) =>
      key === 'dynamic'
        ? entriesOf(entry.value).flatMap(([name, { key: spot, value }]) => labelled('dynamic', [name], value, spot, 1))
        : itemsOf(entry.value).flatMap((item) => blockOf(key, [], item, item) ?? []),
    ),
  };
}

/** Texts are templates, also those that are keys. */
export function expressionOf(tree: Tree): Expression {
  if (tree.kind === 'text') return templateOf(tree);
  if (tree.kind === 'scalar') return { kind: 'literal', value: tree.value, ...spotOf(tree) };
  if (tree.kind === 'map') return objectOf(tree);
  const items = tree.kind === 'list' ? tree.items : tree.options;
  return { kind: 'list', items: items.map(expressionOf), ...spotOf(tree) };
}

function objectOf(tree: MapTree): Expression {
  const items = [...tree.entries].map(([text, { key, value }]) => ({
    key: templateOf({ kind: 'text', text, ...spotOf(key) }),
    value: expressionOf(value),
  }));
  return { kind: 'object', items, ...spotOf(tree) };
}

/** A text with expressions in it; one that cannot be read is taken as it stands. */
export function templateOf(tree: TextTree): TemplateExpression {
  const plain: TemplateExpression = {
    kind: 'template',
    parts: [{ kind: 'plain', text: tree.text, start: offsetIn(tree, 0) }],
    ...spotOf(tree),
  };
  if (!/[$%]\{/.test(tree.text)) return plain;
  const cursor: Cursor = {
    source: tree.source,
    text: tree.text,
    // Escapes of JSON shift offsets: without an origin everything stands where the text does.
    offset: (position) => offsetIn(tree, position),
    end: tree.text.length,
    position: 0,
    depth: 0,
  };
  try {
    return { ...readWholeTemplate(cursor), ...spotOf(tree) };
  } catch (error) {
    if (error instanceof HclError) return plain;
    throw error;
  }
}
