import type { Exports } from '../cloudformation/exports.ts';
import { readResources } from '../cloudformation/read.ts';
import type { Reading } from '../cloudformation/reading.ts';
import { nameOfResource } from '../cloudformation/references.ts';
import { createResolver } from '../cloudformation/resolve.ts';
import { type Resource, readTemplate, type Template } from '../cloudformation/template.ts';
import type { Drafts } from '../drafts.ts';
import { mergeTrees } from '../merge.ts';
import type { Spot } from '../source.ts';
import {
  at,
  entriesOf,
  entriesTree,
  isAbsent,
  itemsOf,
  listTree,
  type MapTree,
  mapTree,
  type Tree,
  textOf,
  textTree,
} from '../tree.ts';
import type { Warnings } from '../warnings.ts';
import { functionId, functionRoleId, sharedRole } from './names.ts';
import { functionRoleOf, givenRole, hasOwnRole, type Service, sharedRoleOf } from './roles.ts';
import { readEvents, readFunctionUrl } from './routes.ts';
import { createVariables } from './variables.ts';

/** CloudFormation takes 500 resources. */
const maxFunctions = 1000;

/** Whether a tree is a service of the Serverless Framework on AWS. */
export function isServerless(root: Tree): root is MapTree {
  const provider = textOf(at(root, 'provider', 'name')) ?? textOf(at(root, 'provider'));
  return provider === 'aws' && ['service', 'functions', 'resources'].some((key) => at(root, key) !== undefined);
}

/**
 * Prepares a service: it is turned into the template that the framework would make of it.
 *
 * @param file The content of another file, by its path as written.
 * @returns Reads its resources, once all templates are prepared.
 */
export function prepareService(
  root: MapTree,
  file: (path: string) => Tree | undefined,
  exports: Exports,
): (drafts: Drafts, warnings: Warnings) => void {
  const service = readService(createVariables(root, file)(root));
  const template = templateOf(service);
  const resolve = createResolver(template, exports.find);
  exports.add(template, resolve);
  return (drafts, warnings) => {
    const reading: Reading = { scope: template.scope, resolve, drafts, warnings };
    readResources(template, reading);
    for (const [name, { value: settings }] of service.functions) {
      const resource = template.resources.get(functionId(name));
      if (resource === undefined) continue;
      const called = nameOfResource(resource, resolve);
      readEvents(at(settings, 'events'), called, reading);
      readFunctionUrl(at(settings, 'url'), called, reading);
    }
  };
}

function readService(root: Tree): Service {
  const functions = at(root, 'functions');
  const parts = functions?.kind === 'list' ? functions.items : [functions];
  return {
    root,
    name: textOf(at(root, 'service')) ?? textOf(at(root, 'service', 'name')) ?? 'service',
    stage: textOf(at(root, 'provider', 'stage')) ?? 'dev',
    functions: parts
      .flatMap(entriesOf)
      .filter(([, { value }]) => value.kind === 'map')
      .slice(0, maxFunctions),
  };
}

/** The resources that are written in the service, with the functions and roles that the framework makes. */
function templateOf(service: Service): Template {
  const { root } = service;
  const parts = itemsOf(at(root, 'resources'));
  let written: Tree | undefined;
  for (const part of parts) written = mergeTrees(written, part);
  const template = readTemplate(entriesTree(root, new Map(entriesOf(written))));

  const resources = new Map(template.resources);
  for (const made of madeByFramework(service, template)) {
    const extension = at(written, 'extensions', made.id, 'Properties');
    const own = resources.get(made.id)?.properties;
    const properties = mergeTrees(mergeTrees(made.properties, extension), own);
    resources.set(made.id, { ...made, properties });
  }
  return { ...template, resources };
}

function madeByFramework(service: Service, template: Template): Resource[] {
  const functions = service.functions.flatMap(([name, { key, value: settings }]) => [
    functionOf(service, name, key, settings, template),
    ...functionRoleOf(service, name, key, settings),
  ]);
  return [...sharedRoleOf(service), ...functions];
}

function functionOf(service: Service, name: string, key: Spot, settings: Tree, template: Template): Resource {
  const { root, stage } = service;
  const role = hasOwnRole(service, settings)
    ? textTree(key, functionRoleId(name))
    : (at(settings, 'role') ?? givenRole(root) ?? textTree(key, sharedRole));
  const properties = mapTree(key, {
    FunctionName: at(settings, 'name') ?? textTree(key, `${service.name}-${stage}-${name}`),
    Handler: isAbsent(at(settings, 'image')) ? at(settings, 'handler') : undefined,
    Code: textTree(key, '.'),
    Role: roleReference(role, template),
    Environment: mapTree(key, {
      Variables: mergeTrees(at(root, 'provider', 'environment'), at(settings, 'environment')),
    }),
  });
  return { id: functionId(name), type: 'AWS::Lambda::Function', key, body: mapTree(key, {}), properties };
}

/** A lone word is the id of a role; everything else says for itself what it is. */
function roleReference(role: Tree, template: Template): Tree {
  const id = textOf(role);
  const isId = id !== undefined && (template.resources.has(id) || id.endsWith(sharedRole));
  return isId ? mapTree(role, { 'Fn::GetAtt': listTree(role, [role, textTree(role, 'Arn')]) }) : role;
}
