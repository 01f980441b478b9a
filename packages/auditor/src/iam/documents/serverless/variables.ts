import { account, region } from '../arns.ts';
import type { Spot } from '../source.ts';
import { concatTrees, isUnknown, splitText, unknown } from '../text.ts';
import {
  at,
  choiceTree,
  type Entry,
  entriesOf,
  entriesTree,
  isAbsent,
  listTree,
  scalarTree,
  type Tree,
  textOf,
  textTree,
} from '../tree.ts';
import { type Alternative, alternativesOf, piecesOf, readAlternative } from './expression.ts';

/** Far more than any service takes. */
const maxSteps = 300_000;
/** Variables of variables. */
const maxDepth = 60;

/** Resolves the variables of a service wherever they stand in a value. */
export type ResolveVariables = (tree: Tree) => Tree;

interface Service {
  readonly root: Tree;
  /** The content of another file, by its path as written. */
  readonly file: (path: string) => Tree | undefined;
  /** Variables that are being resolved: they may name each other in circles. */
  readonly open: Set<string>;
  steps: number;
  depth: number;
}

/** What an alternative is: a value, nothing, or no variable of the framework at all. */
type Found = Tree | undefined | 'foreign';

export function createVariables(root: Tree, file: Service['file']): ResolveVariables {
  const service: Service = { root, file, open: new Set(), steps: 0, depth: 0 };
  return (tree) => resolveTree(tree, service);
}

function resolveTree(tree: Tree, service: Service): Tree {
  if (tree.kind === 'scalar' || (tree.kind === 'text' && !tree.text.includes('${'))) return tree;
  if (++service.steps > maxSteps || service.depth > maxDepth) return textTree(tree, unknown('unresolved'));
  service.depth++;
  const value = tree.kind === 'text' ? resolveText(tree.text, tree, service) : resolveParts(tree, service);
  service.depth--;
  return value;
}

function resolveParts(tree: Exclude<Tree, { kind: 'scalar' | 'text' }>, service: Service): Tree {
  const resolve = (part: Tree) => resolveTree(part, service);
  if (tree.kind === 'list') return listTree(tree, tree.items.map(resolve));
  if (tree.kind === 'choice') return choiceTree(tree, tree.options.map(resolve));
  const entries = new Map<string, Entry>();
  for (const [key, { key: spot, value }] of tree.entries) entries.set(key, { key: spot, value: resolve(value) });
  return entriesTree(tree, entries);
}

function resolveText(text: string, spot: Spot, service: Service): Tree {
  const pieces = piecesOf(text);
  const [first] = pieces;
  // A variable alone may be a map or list.
  if (pieces.length === 1 && first?.isVariable === true) return resolveVariable(first.text, spot, service);
  const parts = pieces.map((piece) =>
    piece.isVariable ? resolveVariable(piece.text, spot, service) : textTree(spot, piece.text),
  );
  return concatTrees(spot, parts, () => unknown('value'));
}

function resolveVariable(content: string, spot: Spot, service: Service): Tree {
  const { open } = service;
  if (++service.steps > maxSteps || service.depth > maxDepth || open.has(content)) {
    return textTree(spot, unknown(content));
  }
  open.add(content);
  service.depth++;
  const value = firstFound(content, spot, service);
  service.depth--;
  open.delete(content);
  return value;
}

function firstFound(content: string, spot: Spot, service: Service): Tree {
  const alternatives = alternativesOf(content).slice(0, 20);
  let unresolved: Tree | undefined;
  for (const text of alternatives) {
    const found = alternative(text, spot, service);
    // Policy variables and what `Fn::Sub` fills look alike and stay as they are.
    if (found === 'foreign') return textTree(spot, `\${${asText(content, spot, service)}}`);
    if (found !== undefined && !isUnresolved(found)) return found;
    unresolved ??= found;
  }
  return unresolved ?? textTree(spot, unknown(asText(alternatives[0] ?? content, spot, service)));
}

function alternative(text: string, spot: Spot, service: Service): Found {
  const pieces = piecesOf(text);
  const [first] = pieces;
  if (pieces.length === 1 && first?.isVariable === true) return resolveVariable(first.text, spot, service);
  const read = readAlternative(pieces.some((piece) => piece.isVariable) ? asText(text, spot, service) : text);
  if (read.kind === 'source') return sourceValue(read, spot, service);
  if (read.kind === 'other') return 'foreign';
  return typeof read.value === 'string' ? textTree(spot, read.value) : scalarTree(spot, read.value);
}

function asText(text: string, spot: Spot, service: Service): string {
  return textOf(resolveText(text, spot, service)) ?? text;
}

type Source = Extract<Alternative, { kind: 'source' }>;

function sourceValue({ type, parameters, address }: Source, spot: Spot, service: Service): Found {
  switch (type) {
    case 'self':
      return present(follow(service.root, address, service));
    case 'file':
      return present(follow(service.file(parameters.trim()), address, service));
    case 'param':
      return parameter(address, spot, service);
    case 'sls':
      return address === 'stage' ? textTree(spot, stageOf(spot, service)) : undefined;
    case 'aws':
      return ofAws(address, spot);
    case 'strToBool':
      return scalarTree(spot, ['true', '1'].includes(parameters.trim().toLowerCase()));
    default:
      return remote.has(type) ? undefined : 'foreign';
  }
}

function stageOf(spot: Spot, service: Service): string {
  return asText(`\${self:provider.stage, 'dev'}`, spot, service);
}

function parameter(name: string, spot: Spot, service: Service): Tree | undefined {
  const paths = [stageOf(spot, service), 'default'].flatMap((stage) => [
    ['stages', stage, 'params', name],
    ['params', stage, name],
  ]);
  const found = paths.flatMap((path) => at(service.root, ...path) ?? [])[0];
  return found === undefined ? undefined : resolveTree(found, service);
}

/** Goes along an address such as `custom.tables.0`; where a key of it is unknown, every value may be meant. */
function follow(from: Tree | undefined, address: string, service: Service): Tree | undefined {
  let current = from;
  for (const key of address === '' ? [] : splitText(address.trim(), '.').slice(0, 50)) {
    const container = current?.kind === 'text' ? resolveTree(current, service) : current;
    current = key.includes('${?') ? anyOf(container) : memberOf(container, key);
  }
  return current === undefined ? undefined : resolveTree(current, service);
}

/** Sources that only the deployment can read. */
const remote = new Set(['env', 'opt', 'cf', 'ssm', 's3', 'git', 'output', 'state', 'terraform', 'vault', 'doppler']);

function ofAws(address: string, spot: Spot): Found {
  if (address === 'accountId') return textTree(spot, account);
  if (address === 'region') return textTree(spot, region);
  return address === 'partition' ? textTree(spot, 'aws') : 'foreign';
}

function present(tree: Tree | undefined): Tree | undefined {
  return isAbsent(tree) ? undefined : tree;
}

/** Whether a value is a lone text for something unknown, so that the next alternative counts. */
function isUnresolved(tree: Tree): boolean {
  return tree.kind === 'text' && isUnknown(tree.text) && tree.text !== region && tree.text !== account;
}

function memberOf(tree: Tree | undefined, key: string): Tree | undefined {
  if (tree?.kind === 'list' && /^\d{1,6}$/.test(key)) return tree.items[Number(key)];
  return at(tree, key);
}

function anyOf(tree: Tree | undefined): Tree | undefined {
  const values = tree?.kind === 'list' ? tree.items : entriesOf(tree).map(([, { value }]) => value);
  return tree === undefined || values.length === 0 ? undefined : choiceTree(tree, values);
}
