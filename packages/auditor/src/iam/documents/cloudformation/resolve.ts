import type { Spot } from '../source.ts';
import { unknown } from '../text.ts';
import {
  choiceTree,
  type Entry,
  entriesTree,
  isAbsent,
  listTree,
  type MapTree,
  scalarTree,
  type Tree,
  textOf,
  textTree,
} from '../tree.ts';
import { functions } from './functions.ts';
import { attributeOf, pseudoParameter, type Resolve, refOf } from './references.ts';
import type { Resource, Template } from './template.ts';

/** Steps for a whole template; the largest that CloudFormation takes need a tenth. */
const maxSteps = 300_000;
/** References of references. */
const maxDepth = 200;

/** What the functions of a template need to know. */
export interface Context {
  readonly template: Template;
  readonly resolve: (tree: Tree) => Tree;
  readonly reference: (spot: Spot, name: string) => Tree;
  readonly attribute: (spot: Spot, id: string, attribute: string) => Tree;
  /** The value that another template exports. */
  readonly imported: (name: string) => Tree | undefined;
}

/** Resolves values of a template: functions are gone, what is unknown is `${?name}`, what is absent is undefined. */
export function createResolver(template: Template, imported: Context['imported']): Resolve {
  let steps = 0;
  let depth = 0;
  const resolve = (tree: Tree): Tree => {
    if (tree.kind === 'text' || tree.kind === 'scalar') return tree;
    if (++steps > maxSteps || depth > maxDepth) return textTree(tree, unknown('unresolved'));
    depth++;
    const value = tree.kind === 'map' ? resolvedMap(tree, context) : resolvedItems(tree, resolve);
    depth--;
    return value;
  };
  const optional: Resolve = (tree) => {
    const value = tree === undefined ? undefined : resolve(tree);
    return isAbsent(value) ? undefined : value;
  };
  const context: Context = { template, imported, resolve, ...createReferences(template, optional) };
  return optional;
}

function createReferences(template: Template, resolve: Resolve): Pick<Context, 'reference' | 'attribute'> {
  /** Names may refer to each other in circles. */
  const open = new Set<string>();
  const ofResource = (spot: Spot, id: string, name: string, read: (resource: Resource) => string): Tree => {
    const resource = template.resources.get(id);
    if (resource === undefined || open.has(id)) return textTree(spot, unknown(name));
    open.add(id);
    const text = read(resource);
    open.delete(id);
    return textTree(spot, text);
  };
  return {
    reference: (spot, name) => {
      if (name === 'AWS::NoValue') return scalarTree(spot, null);
      const pseudo = pseudoParameter(name);
      if (pseudo !== undefined) return textTree(spot, pseudo);
      const parameter = template.parameters.get(name);
      if (parameter !== undefined) return parameterValue(spot, name, parameter);
      return ofResource(spot, name, name, (resource) => refOf(resource, resolve));
    },
    attribute: (spot, id, attribute) =>
      ofResource(spot, id, `${id}.${attribute}`, (resource) => attributeOf(resource, attribute, resolve)),
  };
}

function resolvedItems(tree: Extract<Tree, { kind: 'list' | 'choice' }>, resolve: (tree: Tree) => Tree): Tree {
  if (tree.kind === 'choice') return choiceTree(tree, tree.options.map(resolve));
  return listTree(
    tree,
    tree.items.map(resolve).filter((item) => !isAbsent(item)),
  );
}

function resolvedMap(tree: MapTree, context: Context): Tree {
  const [name, entry] = tree.entries.size === 1 ? ([...tree.entries][0] ?? []) : [];
  const call = name === undefined || !Object.hasOwn(functions, name) ? undefined : functions[name];
  if (call !== undefined && entry !== undefined) return call(entry.value, tree, context);
  if (name?.startsWith('Fn::')) return textTree(tree, unknown(name));

  const entries = new Map<string, Entry>();
  for (const [key, { key: spot, value: written }] of tree.entries) {
    const value = context.resolve(written);
    if (!isAbsent(value)) entries.set(key, { key: spot, value });
  }
  return entriesTree(tree, entries);
}

/** The default of a parameter; one of the parameter store is only its address there. */
function parameterValue(spot: Spot, name: string, { value: parameter }: Entry): Tree {
  const get = (key: string) => (parameter.kind === 'map' ? parameter.entries.get(key)?.value : undefined);
  const type = textOf(get('Type')) ?? 'String';
  const text = textOf(get('Default'));
  if (text === undefined || type.startsWith('AWS::SSM::')) return textTree(spot, unknown(name));
  if (!/^(?:CommaDelimitedList|List<)/.test(type)) return textTree(spot, text);
  const items = text.split(',', 1000).map((item) => textTree(spot, item.trim()));
  return listTree(spot, items);
}
