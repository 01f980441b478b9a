import { type Dirent, opendirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { ScanError } from '@middlebrick/model';
import { isConfiguration, isIgnoredAbove, rulesAbove } from './configuration-files.ts';
import { type FileKind, fileKind, headLength, isGenerated, isTest, isVendored, standsAlone } from './file-kinds.ts';
import { type Ignored, isIgnored, rulesOf } from './ignored.ts';
import { codeOf, readText } from './read-text.ts';
import { takenIn } from './taken-in.ts';

export { isTest } from './file-kinds.ts';

/** A file that was found, with its text. */
export interface SourceFile {
  /** Path from the root of the audit, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Discovery {
  readonly code: readonly SourceFile[];
  /** Templates and policies, and what they take in: JSON, YAML, Terraform. */
  readonly documents: readonly SourceFile[];
  /** Files of settings, which may hold secrets; none that the repository does not have. */
  readonly configuration?: readonly SourceFile[];
  /** What was left out although it may say something, and why; one sentence each. */
  readonly warnings: readonly string[];
}

const largest: Readonly<Record<FileKind, number>> = { code: 1_000_000, document: 4_000_000 };
const mostFiles = 50_000;
/** Characters of all files together. */
const mostText = 250_000_000;
const deepest = 40;
/** Entries of one folder. */
const widest = 200_000;

/**
 * The files below a folder that are audited, or the one file that is named. `.gitignore` is obeyed, links are not
 * followed, and what was generated or belongs to others is left out.
 *
 * @throws ScanError FILE_UNREADABLE when there is nothing at this path
 */
export async function discover(root: string): Promise<Discovery> {
  const isFile = kindOf(root) === 'file';
  const found: Found = {
    root,
    // What somebody names is read, also when the repository does not have it.
    above: isFile ? [] : rulesAbove(root),
    code: [],
    documents: [],
    configuration: [],
    aside: new Map(),
    warnings: [],
    count: 0,
    length: 0,
  };
  if (isFile) take(root, basename(root), found);
  else walk(root, [], found, 0);
  takeParts(found);
  const byPath = (a: SourceFile, b: SourceFile): number => (a.path < b.path ? -1 : 1);
  const { code, documents, configuration, warnings } = found;
  return {
    code: code.toSorted(byPath),
    documents: documents.toSorted(byPath),
    configuration: configuration.toSorted(byPath),
    warnings,
  };
}

interface Found {
  readonly root: string;
  readonly code: SourceFile[];
  readonly documents: SourceFile[];
  readonly configuration: SourceFile[];
  /** Rules of the folders above, which decide what the repository has. */
  readonly above: readonly Ignored[];
  /** Documents that say nothing by themselves, by their paths: a template may take them in. */
  readonly aside: Map<string, string>;
  readonly warnings: string[];
  count: number;
  length: number;
}

function kindOf(path: string): 'file' | 'folder' {
  try {
    // What somebody names is followed, also when it is a link.
    const status = statSync(path);
    if (status.isFile()) return 'file';
    if (status.isDirectory()) return 'folder';
  } catch (cause) {
    throw new ScanError('FILE_UNREADABLE', `${path}: there is no such file or folder.`, { cause });
  }
  throw new ScanError('FILE_UNREADABLE', `${path}: it is neither a file nor a folder.`);
}

function walk(folder: string, above: readonly Ignored[], found: Found, depth: number): void {
  if (found.count > mostFiles) return;
  const path = pathFrom(found.root, folder);
  if (depth > deepest) {
    found.warnings.push(`${path}: left out, since it is more than ${deepest} folders deep.`);
    return;
  }
  const entries = entriesOf(folder, path, found);
  const ignored = [...above];
  if (entries.some(({ name }) => name === '.gitignore')) {
    const { ignored: own, left } = rulesOf(folder);
    ignored.push(own);
    if (left > 0) found.warnings.push(`${path}/.gitignore: ${left} of its rules are too many or too long to be asked.`);
  }
  for (const entry of entries) {
    const full = join(folder, entry.name);
    if (!isIgnored(full, entry.isDirectory(), ignored)) visit(entry, full, ignored, found, depth);
  }
}

function entriesOf(folder: string, path: string, found: Found): Dirent[] {
  const entries: Dirent[] = [];
  try {
    const opened = opendirSync(folder, { bufferSize: 1000 });
    try {
      for (let entry = opened.readSync(); entry !== null && entries.length < widest; entry = opened.readSync())
        entries.push(entry);
    } finally {
      opened.closeSync();
    }
    if (entries.length === widest) found.warnings.push(`${path}: only ${widest} of its entries were looked at.`);
  } catch (error) {
    found.warnings.push(`${path}: the folder could not be read (${codeOf(error)}).`);
  }
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function visit(entry: Dirent, full: string, ignored: readonly Ignored[], found: Found, depth: number): void {
  const path = pathFrom(found.root, full);
  if (entry.isDirectory()) {
    if (!isVendored(entry.name)) walk(full, ignored, found, depth + 1);
    return;
  }
  if (entry.isSymbolicLink()) {
    if (!isVendored(entry.name) && !isTest(path)) tellLink(full, path, found);
    return;
  }
  if (isTest(path)) return;
  if (entry.isFile()) take(full, path, found);
  else if (fileKind(path) !== undefined) found.warnings.push(`${path}: left out, since it is no regular file.`);
}

/** What a link leads to is read where it stands, if that is here; otherwise somebody may miss it. */
function tellLink(full: string, path: string, { root, warnings }: Found): void {
  try {
    const [target, top] = [realpathSync(full), realpathSync(root)];
    if (`${full}${sep}`.startsWith(`${target}${sep}`)) {
      warnings.push(`${path}: left out, since it is a link to a folder that it stands in.`);
    } else if (target !== top && !target.startsWith(`${top}${sep}`)) {
      const isOfInterest = fileKind(path) === 'code' || statSync(target).isDirectory();
      if (isOfInterest) warnings.push(`${path}: left out, since it is a link out of the folder.`);
    }
  } catch (error) {
    if (codeOf(error) === 'ELOOP') warnings.push(`${path}: left out, since it is a link that leads in a circle.`);
  }
}

function take(full: string, path: string, found: Found): void {
  const kind = fileKind(path);
  const isOfSettings = isConfiguration(path) && !isIgnoredAbove(full, found.above);
  if ((kind === undefined && !isOfSettings) || isOver(found)) return;
  if (kind === undefined) takeSettings(full, path, found);
  else takeKind(full, path, kind, isOfSettings, found);
}

function takeKind(full: string, path: string, kind: FileKind, isOfSettings: boolean, found: Found): void {
  const wantsAll = (head: string): boolean => kind === 'code' || standsAlone(path, head.slice(0, headLength));
  const text = read(full, path, kind, found, wantsAll);
  if (text === null) {
    found.aside.set(path, full);
    if (isOfSettings) takeSettings(full, path, found);
  }
  if (typeof text !== 'string') return;
  if (kind === 'document') keep({ path, text }, found.documents, found);
  else if (!isGenerated(text)) keep({ path, text }, found.code, found);
}

/** What is no text is no file of settings, and what is no UTF-8 in it is no matter. */
function takeSettings(full: string, path: string, found: Found): void {
  const warnings: string[] = [];
  const text = read(full, path, 'document', { ...found, warnings });
  if (typeof text === 'string') keep({ path, text }, found.configuration, found);
  else found.warnings.push(...warnings.filter((warning) => !warning.endsWith('it is no text.')));
}

function keep(file: SourceFile, among: SourceFile[], found: Found): void {
  found.length += file.text.length;
  among.push(file);
}

/** Whether nothing more is read, which is said once. */
function isOver(found: Found): boolean {
  if (found.count > mostFiles) return true;
  const reason =
    ++found.count > mostFiles
      ? `Only the first ${mostFiles} files were read.`
      : found.length > mostText
        ? `Only the first ${mostText / 1_000_000} MB were read.`
        : undefined;
  if (reason === undefined) return false;
  found.warnings.push(reason);
  found.count = mostFiles + 1;
  return true;
}

/** `null` for what is not wanted; `undefined`, and a warning, for what cannot be read. */
function read(
  full: string,
  path: string,
  kind: FileKind,
  { warnings }: Found,
  wantsAll?: (head: string) => boolean,
): string | null | undefined {
  const result = readText(full, largest[kind], wantsAll);
  if (result === undefined) return null;
  if ('reason' in result) {
    warnings.push(`${path}: left out, since ${result.reason}.`);
    return undefined;
  }
  if (result.damage !== undefined) warnings.push(`${path}: ${result.damage}.`);
  return result.text;
}

/** Reads what templates take in, and what that takes in, each once. */
function takeParts(found: Found): void {
  const waiting = found.documents.flatMap((file) => takenIn(file));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, folder } = next;
    const full = found.aside.get(path);
    found.aside.delete(path);
    if (full === undefined || isOver(found)) continue;
    const text = read(full, path, 'document', found);
    if (typeof text !== 'string') continue;
    keep({ path, text }, found.documents, found);
    waiting.push(...takenIn({ path, text }, folder));
  }
}

function pathFrom(root: string, full: string): string {
  return relative(root, full).split(sep).join('/') || basename(full);
}
