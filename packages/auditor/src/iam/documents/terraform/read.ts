import type { Drafts } from '../drafts.ts';
import type { Source } from '../source.ts';
import { isAbsent } from '../tree.ts';
import type { Warnings } from '../warnings.ts';
import { evaluate } from './evaluate.ts';
import { calledFolder, type Folder, readFolders, warnOfForeignModule } from './folders.ts';
import type { Block } from './hcl.ts';
import { instancesOf } from './instances.ts';
import { readFunction } from './lambda.ts';
import { argument, type Called, type Instance, type Module } from './module.ts';
import type { Read, Reading } from './reading.ts';
import { readAttachment, readInlinePolicy, readLooseDocument, readManagedPolicy, readRole } from './roles.ts';
import { readApi, readFunctionUrl, readIntegration, readRoute } from './routes.ts';
import { createRun, once, type Run } from './run.ts';
import { readResourcePolicy, readTable } from './tables.ts';

/** Modules within modules. */
const maxDepth = 8;
/** Calls of modules, all in all. */
const maxModules = 300;

const readers: Readonly<Record<string, Read>> = {
  aws_dynamodb_table: readTable,
  aws_dynamodb_resource_policy: readResourcePolicy,
  aws_iam_role: readRole,
  aws_iam_role_policy: readInlinePolicy,
  aws_iam_user_policy: readInlinePolicy,
  aws_iam_group_policy: readInlinePolicy,
  aws_iam_policy: readManagedPolicy,
  aws_iam_role_policy_attachment: readAttachment,
  aws_iam_policy_attachment: readAttachment,
  aws_iam_role_policy_attachments_exclusive: readAttachment,
  aws_lambda_function: readFunction,
  aws_lambda_function_url: readFunctionUrl,
  aws_api_gateway_rest_api: readApi,
  aws_api_gateway_integration: readIntegration,
  aws_apigatewayv2_api: readApi,
  aws_apigatewayv2_route: readRoute,
};

/**
 * Reads Terraform: every folder that no other calls is a root module.
 *
 * @param file Another file of the repository, by its path from the root of the audit.
 */
export function readTerraform(
  sources: readonly Source[],
  file: (path: string) => Source | undefined,
  drafts: Drafts,
  warnings: Warnings,
): void {
  const folders = readFolders(sources, warnings);
  const visited = new Set<string>();
  const called = new Set(
    [...folders.values()].flatMap(({ path, calls }) => [...calls.values()].map((call) => calledFolder(call, path))),
  );
  const roots = [...folders.values()].filter(({ path }) => !called.has(path));
  // Folders that call each other in circles have no root: each is read by itself then.
  let steps = 0;
  for (const folder of [...roots, ...folders.values()]) {
    if (visited.has(folder.path)) continue;
    const run = createRun(file, steps);
    const before = run.steps;
    const loading: Loading = { folders, run, warnings, visited, left: maxModules };
    const module = createModule(folder, { rootFolder: folder.path, prefix: '', input: () => undefined }, loading, 0);
    readRoot(module, run, drafts, warnings);
    steps += run.steps - before;
  }
}

interface Loading {
  readonly folders: ReadonlyMap<string, Folder>;
  readonly run: Run;
  readonly warnings: Warnings;
  readonly visited: Set<string>;
  left: number;
}

type Call = Pick<Module, 'rootFolder' | 'prefix' | 'input'>;

function createModule(folder: Folder, call: Call, loading: Loading, depth: number): Module {
  loading.visited.add(folder.path);
  const { path, ...parts } = folder;
  // Files of values belong to the root alone.
  const values = call.prefix === '' ? parts.values : new Map();
  const module: Module = { ...parts, ...call, values, folder: path, children: new Map() };
  for (const [name, block] of folder.calls) {
    const child = loading.folders.get(calledFolder(block, path) ?? '\n');
    if (child === undefined) warnOfForeignModule(block, loading.warnings);
    else if (depth < maxDepth) module.children.set(name, calledModules(name, block, child, module, loading, depth));
  }
  return module;
}

function calledModules(
  name: string,
  block: Block,
  child: Folder,
  caller: Module,
  loading: Loading,
  depth: number,
): Called[] {
  const { run } = loading;
  return instancesOf(`module.${name}`, block, caller, run).flatMap(({ address, scope }) => {
    if (loading.left-- <= 0) return [];
    const input: Module['input'] = (variable) => {
      const value = argument(block, variable);
      if (value === undefined) return undefined;
      const key = `${caller.rootFolder}\n${address}.${variable}`;
      const given = once(run, key, value, () => evaluate(value, scope, run));
      return isAbsent(given) ? undefined : given;
    };
    const call = { rootFolder: caller.rootFolder, prefix: `${address}.`, input };
    return [{ address, module: createModule(child, call, loading, depth + 1) }];
  });
}

function readRoot(root: Module, run: Run, drafts: Drafts, warnings: Warnings): void {
  const instances = new Map(allInstances(root, run).map((instance) => [instance.address, instance]));
  const [first] = root.resources.values();
  if (run.instancesLeft <= 0 && first !== undefined) {
    warnings.add(first.header, 'The folder makes more resources than are read.');
  }
  const reading: Reading = { scope: root.folder || '.', drafts, warnings, run, instances };
  for (const instance of instances.values()) {
    const read = Object.hasOwn(readers, instance.type) ? readers[instance.type] : undefined;
    if (instance.block.type === 'resource') read?.(instance, reading);
  }
  for (const instance of instances.values()) {
    const isDocument = instance.block.type === 'data' && instance.type === 'aws_iam_policy_document';
    if (isDocument) readLooseDocument(instance, reading);
  }
}

function allInstances(module: Module, run: Run): Instance[] {
  const own = [...module.resources].flatMap(([key, block]) => instancesOf(key, block, module, run));
  const called = [...module.children.values()].flat();
  return [...own, ...called.flatMap((child) => allInstances(child.module, run))];
}
