import { type Spot, spotOf } from '../source.ts';
import { at, type Entry, entriesOf, type MapTree, type Tree, textOf } from '../tree.ts';
import { unfoldLoops } from './loops.ts';

export interface Resource {
  /** Its logical id. */
  readonly id: string;
  readonly type: string;
  /** Where the id stands. */
  readonly key: Spot;
  readonly body: Tree;
  readonly properties: Tree | undefined;
}

/** A template of CloudFormation as written, by parts. */
export interface Template {
  /** Path of the file. */
  readonly scope: string;
  readonly parameters: ReadonlyMap<string, Entry>;
  readonly mappings: Tree | undefined;
  readonly conditions: ReadonlyMap<string, Entry>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly globals: Tree | undefined;
  /** Exports by the tree of their name. */
  readonly exports: readonly { readonly name: Tree; readonly value: Tree }[];
}

/** CloudFormation takes 500. */
const maxResources = 2000;

/** The parts of a template; what has no type is left out. */
export function readTemplate(root: MapTree): Template {
  const resources = entriesOf(unfoldLoops(at(root, 'Resources'))).flatMap(
    ([id, entry]) => readResource(id, entry) ?? [],
  );
  const outputs = entriesOf(unfoldLoops(at(root, 'Outputs')));
  return {
    scope: root.source.path,
    parameters: new Map(entriesOf(at(root, 'Parameters'))),
    mappings: at(root, 'Mappings'),
    conditions: new Map(entriesOf(at(root, 'Conditions'))),
    resources: new Map(resources.slice(0, maxResources).map((resource) => [resource.id, resource])),
    globals: at(root, 'Globals'),
    exports: outputs.flatMap(([, { value: output }]) => {
      const [name, value] = [at(output, 'Export', 'Name'), at(output, 'Value')];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    }),
  };
}

function readResource(id: string, { key, value: body }: Entry): Resource | undefined {
  const type = textOf(at(body, 'Type'));
  if (type === undefined) return undefined;
  return { id, type, key: spotOf(key), body, properties: at(body, 'Properties') };
}

/** Whether a tree holds resources of CloudFormation, with or without `Resources` around them. */
export function isTemplate(root: Tree): root is MapTree {
  if (root.kind !== 'map') return false;
  return root.entries.has('AWSTemplateFormatVersion') || hasResources(at(root, 'Resources'));
}

/** Whether a tree is a map of resources. */
export function hasResources(tree: Tree | undefined): boolean {
  return entriesOf(tree).some(
    ([key, { value }]) => key.startsWith('Fn::ForEach::') || /^(?:AWS|Custom)::/.test(textOf(at(value, 'Type')) ?? ''),
  );
}
