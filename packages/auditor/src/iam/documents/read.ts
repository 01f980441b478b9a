import type { Infrastructure } from '../infrastructure.ts';
import { createExports, type Exports } from './cloudformation/exports.ts';
import { prepareTemplate } from './cloudformation/read.ts';
import { hasResources, isTemplate, readTemplate } from './cloudformation/template.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { type Reading, readJson } from './json-tree.ts';
import { linkDrafts } from './link.ts';
import { readPlainPolicies } from './plain-policies.ts';
import { isTerraform, isTerraformTemplate } from './recognise.ts';
import { isServerless, prepareService } from './serverless/read.ts';
import { folderOf, joinPath, type Source, sourceOf } from './source.ts';
import { readTerraform } from './terraform/read.ts';
import { mapTree, type Tree } from './tree.ts';
import { createWarnings, type Warnings } from './warnings.ts';
import { readYaml } from './yaml-tree.ts';

/** Larger files are data. */
const maxFile = 4 * 1024 * 1024;

/** A file to read, with its path from the root of the audit. */
export interface InfrastructureFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads templates and policies of every format into one infrastructure. What cannot be read or resolved costs a
 * warning and never the rest.
 */
export async function readInfrastructure(files: readonly InfrastructureFile[]): Promise<Infrastructure> {
  const warnings = createWarnings();
  const drafts = createDrafts();
  const sources = files.flatMap((file) => {
    const source = sourceOf(file.text.length > maxFile ? { ...file, text: '' } : file);
    if (file.text.length <= maxFile) return [source];
    warnings.add({ source, start: 0, end: 0 }, 'The file is larger than 4 MB and is not read.');
    return [];
  });
  /** Files that others take in: they say nothing by themselves. */
  const parts = new Set<string>();
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const file = (path: string) => {
    parts.add(path);
    return byPath.get(path);
  };
  const [terraform, templates] = [true, false].map((wanted) =>
    sources.filter(({ path }) => isTerraform(path) === wanted),
  );
  readTerraform(terraform ?? [], file, drafts, warnings);
  const standing = (templates ?? []).filter(({ path }) => !isTerraformTemplate(path));
  readTemplates(standing, parts, drafts, warnings);
  return linkDrafts(drafts, warnings);
}

type Read = (drafts: Drafts, warnings: Warnings) => void;

/** Everything but Terraform. Each file is prepared before any is read, because templates import from each other. */
function readTemplates(sources: readonly Source[], parts: Set<string>, drafts: Drafts, warnings: Warnings): void {
  const treeAt = createTrees(sources, warnings);
  const exports = createExports();
  const readers = new Map<string, Read>();
  for (const { path } of sources) {
    const tree = parts.has(path) ? undefined : treeAt(path);
    if (tree === undefined || !isServerless(tree)) continue;
    const file = (name: string) => {
      const part = joinPath(folderOf(path), name);
      parts.add(part);
      return treeAt(part);
    };
    readers.set(path, prepareService(tree, file, exports));
  }
  for (const { path } of sources) {
    const tree = readers.has(path) || parts.has(path) ? undefined : treeAt(path);
    if (tree !== undefined) readers.set(path, prepared(tree, exports));
  }
  for (const { path } of sources) readers.get(path)?.(drafts, warnings);
}

/** Trees by path, each read once and only when it is wanted. */
function createTrees(sources: readonly Source[], warnings: Warnings): (path: string) => Tree | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const trees = new Map<string, Tree | undefined>();
  return (path) => {
    const source = byPath.get(path);
    if (source !== undefined && !trees.has(path)) trees.set(path, readTree(source, warnings));
    return trees.get(path);
  };
}

function prepared(tree: Tree, exports: Exports): Read {
  const root = hasResources(tree) ? mapTree(tree, { Resources: tree }) : tree;
  return isTemplate(root)
    ? prepareTemplate(readTemplate(root), exports)
    : (...into) => readPlainPolicies(root, ...into);
}

function readTree(source: Source, warnings: Warnings): Tree | undefined {
  const reading = readText(source);
  if (reading.problem !== undefined) {
    const { offset, sentence } = reading.problem;
    warnings.add({ source, start: offset, end: offset }, `The file is not read whole: ${sentence}.`);
  }
  return 'tree' in reading ? reading.tree : undefined;
}

/** JSON is also YAML, but many times faster to read as what it is. */
function readText(source: Source): Reading {
  const isJson = /^\uFEFF?\s*[[{]/.test(source.text) && !/\.ya?ml$/i.test(source.path);
  if (isJson) return readJson(source.text, (start, end) => ({ source, start, end }));
  return readYaml(source);
}
