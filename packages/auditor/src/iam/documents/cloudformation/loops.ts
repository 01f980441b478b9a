import { type Entry, entriesTree, itemsOf, listTree, type Tree, textOf, textTree } from '../tree.ts';

/** More than a template may have resources. */
const maxCopies = 1000;

/**
 * Unfolds `Fn::ForEach::Name: [Variable, [values], {'${Variable}Table': …}]` in a map. A loop over values that are not
 * written there runs once, with the variable left as it is.
 */
export function unfoldLoops(tree: Tree | undefined): Tree | undefined {
  return tree === undefined ? undefined : unfolded(tree, { left: maxCopies }, 0);
}

function unfolded(tree: Tree, copies: { left: number }, depth: number): Tree {
  if (tree.kind !== 'map' || ![...tree.entries.keys()].some(isLoop) || depth > 5) return tree;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of tree.entries) {
    if (!isLoop(key)) entries.set(key, entry);
    else for (const [name, copy] of copiesOf(entry.value, copies, depth)) entries.set(name, copy);
  }
  return entriesTree(tree, entries);
}

function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::');
}

function copiesOf(loop: Tree, copies: { left: number }, depth: number): (readonly [string, Entry])[] {
  const [variable, values, body] = loop.kind === 'list' ? loop.items : [];
  const name = textOf(variable);
  if (name === undefined || values === undefined || body?.kind !== 'map') return [];
  const isWritten = values.kind === 'list' && values.items.every((item) => textOf(item) !== undefined);
  const texts = isWritten ? itemsOf(values).flatMap((item) => textOf(item) ?? []) : [undefined];
  return texts.flatMap((text) => {
    if (copies.left-- <= 0) return [];
    const copy = text === undefined ? body : replaced(body, name, text);
    const inner = unfolded(copy, copies, depth + 1);
    return inner.kind === 'map' ? [...inner.entries] : [];
  });
}

/** `${Variable}` and `&{Variable}`, the latter without what an id may not hold, become the value. */
function replaced(tree: Tree, name: string, text: string): Tree {
  const fill = (written: string) =>
    written.replaceAll(`\${${name}}`, text).replaceAll(`&{${name}}`, text.replace(/[^A-Za-z0-9]/g, ''));
  if (tree.kind === 'text') return textTree(tree, fill(tree.text));
  if (tree.kind === 'list') {
    return listTree(
      tree,
      tree.items.map((item) => replaced(item, name, text)),
    );
  }
  if (tree.kind !== 'map') return tree;
  const [reference] = tree.entries.values();
  if (tree.entries.size === 1 && tree.entries.has('Ref') && textOf(reference?.value) === name)
    return textTree(tree, text);
  const entries = new Map<string, Entry>();
  for (const [key, { key: spot, value }] of tree.entries) {
    entries.set(fill(key), { key: spot, value: replaced(value, name, text) });
  }
  return entriesTree(tree, entries);
}
