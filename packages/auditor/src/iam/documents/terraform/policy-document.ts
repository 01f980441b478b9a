import { type Entry, entriesTree, itemsOf, listTree, mapTree, type Tree, textOf, textsOf, textTree } from '../tree.ts';
import { blocksIn, type Inner, valueIn } from './blocks.ts';
import type { Instance } from './module.ts';
import type { Run } from './run.ts';

/** The policy document that a data source puts together. Documents that it takes in are a choice beside its own. */
export function policyDocument(instance: Instance, run: Run): Tree {
  const { block } = instance;
  run.documents.add(block);
  const statements = blocksIn(instance, 'statement', run).map((inner) => statementOf(inner, run));
  const own = mapTree(block.header, { Statement: listTree(block.header, statements) });
  const others = ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json'].flatMap(
    (name) => itemsOf(valueIn(instance, name, run)),
  );
  if (others.length === 0) return own;
  return { kind: 'choice', options: statements.length === 0 ? others : [own, ...others], ...block.header };
}

/** The statement as it would be in JSON; it stands where its block does. */
function statementOf(inner: Inner, run: Run): Tree {
  const { whole } = inner.block;
  const value = (name: string) => withVariables(valueIn(inner, name, run));
  const conditions = blocksIn(inner, 'condition', run).map((condition) => conditionOf(condition, run));
  return mapTree(whole, {
    Sid: value('sid'),
    Effect: value('effect') ?? textTree(whole, 'Allow'),
    Action: value('actions'),
    NotAction: value('not_actions'),
    Resource: value('resources'),
    NotResource: value('not_resources'),
    Principal: principalsOf(inner, 'principals', run),
    NotPrincipal: principalsOf(inner, 'not_principals', run),
    Condition: conditions.length === 0 ? undefined : { kind: 'choice', options: conditions, ...whole },
  });
}

function conditionOf(inner: Inner, run: Run): Tree {
  const { whole } = inner.block;
  const [test, variable] = ['test', 'variable'].map((name) => textOf(withVariables(valueIn(inner, name, run))) ?? '');
  const values = withVariables(valueIn(inner, 'values', run));
  const keys = entriesTree(whole, new Map<string, Entry>(values && [[variable ?? '', { key: whole, value: values }]]));
  return entriesTree(whole, new Map<string, Entry>([[test ?? '', { key: whole, value: keys }]]));
}

function principalsOf(inner: Inner, type: string, run: Run): Tree | undefined {
  const blocks = blocksIn(inner, type, run);
  if (blocks.length === 0) return undefined;
  const principals = blocks.flatMap((block): Tree[] => {
    const kind = textOf(valueIn(block, 'type', run)) ?? '*';
    const identifiers = withVariables(valueIn(block, 'identifiers', run));
    if (identifiers === undefined) return [];
    // `*` of the type `*` is written as a lone star.
    return kind === '*'
      ? textsOf(identifiers).map((text) => textTree(identifiers, text))
      : [mapTree(identifiers, { [kind]: identifiers })];
  });
  return listTree(inner.block.whole, principals);
}

/** `&{aws:username}` is how these documents write a policy variable. */
function withVariables(tree: Tree | undefined): Tree | undefined {
  if (tree === undefined) return undefined;
  if (tree.kind === 'text') return tree.text.includes('&{') ? textTree(tree, tree.text.replaceAll('&{', '${')) : tree;
  if (tree.kind !== 'list') return tree;
  return listTree(
    tree,
    tree.items.map((item) => withVariables(item) ?? item),
  );
}
