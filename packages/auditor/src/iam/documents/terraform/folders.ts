import { readJson } from '../json-tree.ts';
import { folderOf, joinPath, type Source } from '../source.ts';
import type { Warnings } from '../warnings.ts';
import { shown } from '../warnings.ts';
import type { Attribute, Block } from './hcl.ts';
import { readHcl } from './hcl-body.ts';
import { blocksOfJson } from './json-body.ts';
import { argument, resourceKey } from './module.ts';

/** The files of one folder, which are one module. */
export interface Folder {
  /** Without a slash at its end. */
  readonly path: string;
  readonly resources: Map<string, Block>;
  readonly variables: Map<string, Block>;
  readonly outputs: Map<string, Block>;
  readonly calls: Map<string, Block>;
  readonly locals: Map<string, Attribute>;
  readonly values: Map<string, Attribute>;
}

/** Reads the files by folders. */
export function readFolders(sources: readonly Source[], warnings: Warnings): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>();
  for (const source of sources) {
    const path = folderOf(source.path).replace(/\/$/, '');
    const folder = folders.get(path) ?? createFolder(path);
    folders.set(path, folder);
    if (/\.tfvars$/i.test(source.path)) addValues(folder, source, warnings);
    else for (const block of blocksOf(source, warnings)) addBlock(folder, block);
  }
  return folders;
}

function createFolder(path: string): Folder {
  return {
    path,
    resources: new Map(),
    variables: new Map(),
    outputs: new Map(),
    calls: new Map(),
    locals: new Map(),
    values: new Map(),
  };
}

function blocksOf(source: Source, warnings: Warnings): readonly Block[] {
  if (!/\.json$/i.test(source.path)) {
    const { blocks, problem } = readHcl(source);
    if (problem !== undefined) warnOf(source, problem, warnings);
    return blocks;
  }
  const reading = readJson(source.text, (start, end) => ({ source, start, end }));
  if (reading.problem !== undefined) warnOf(source, reading.problem, warnings);
  return 'tree' in reading ? blocksOfJson(reading.tree) : [];
}

function warnOf(source: Source, { offset, sentence }: { offset: number; sentence: string }, warnings: Warnings): void {
  warnings.add({ source, start: offset, end: offset }, `The file is not read whole: ${sentence}.`);
}

function addValues(folder: Folder, source: Source, warnings: Warnings): void {
  const { attributes, problem } = readHcl(source);
  if (problem !== undefined) warnOf(source, problem, warnings);
  for (const [name, attribute] of attributes) folder.values.set(name, attribute);
}

function addBlock(folder: Folder, block: Block): void {
  const [first, second] = block.labels;
  if (block.type === 'locals') for (const [name, attribute] of block.attributes) folder.locals.set(name, attribute);
  if (first === undefined) return;
  if (block.type === 'variable') folder.variables.set(first, block);
  if (block.type === 'output') folder.outputs.set(first, block);
  if (block.type === 'module') folder.calls.set(first, block);
  const isData = block.type === 'data';
  if (second !== undefined && (isData || block.type === 'resource')) {
    folder.resources.set(resourceKey(first, second, isData), block);
  }
}

/** The folder that a module call names; undefined when it is from elsewhere. */
export function calledFolder(call: Block, folder: string): string | undefined {
  const source = sourceOfCall(call);
  return source !== undefined && /^\.\.?(?:\/|$)/.test(source) ? joinPath(folder, source) : undefined;
}

function sourceOfCall(call: Block): string | undefined {
  const source = argument(call, 'source');
  const [part] = source?.kind === 'template' ? source.parts : [];
  return part?.kind === 'plain' ? part.text : undefined;
}

/** Says of a call that what it calls is not read, where that may hold tables, functions or policies. */
export function warnOfForeignModule(call: Block, warnings: Warnings): void {
  const source = sourceOfCall(call) ?? '';
  if (!/dynamo|lambda|iam|serverless/i.test(source)) return;
  warnings.add(call.header, `The module ${shown(call.labels[0] ?? '')} is of ${shown(source)} and is not read.`);
}
