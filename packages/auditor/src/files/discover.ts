import { type Dirent, lstatSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ScanError } from '@middlebrick/model';
import ignore, { type Ignore } from 'ignore';

/** A file that was found, with its text. */
export interface SourceFile {
  /** Path from the root of the audit, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Discovery {
  readonly code: readonly SourceFile[];
  /** Templates, policies and settings: JSON, YAML, Terraform, `.env`. */
  readonly documents: readonly SourceFile[];
  /** What was left out although it is code, and why; one sentence each. */
  readonly warnings: readonly string[];
}

const codeFile = /\.(?:py|[cm]?[jt]sx?)$/;
const documentFile = /(?:\.(?:json|ya?ml|tf|template)|(?:^|\/)\.env(?:\.[\w-]+)?)$/;
const declarations = /\.d\.[cm]?ts$|\.min\.js$|\.bundle\.js$/;
/** Folders that hold what others wrote, or what was made of the code. */
const vendored = new Set(
  (
    'node_modules bower_components vendor third_party site-packages __pycache__ .git .hg .svn .venv venv env .tox .nox ' +
    '.mypy_cache .pytest_cache dist build out target coverage .next .nuxt .serverless .aws-sam .terraform .idea .vscode eggs .eggs'
  ).split(' '),
);
/** What is left alone since it does not serve anybody: tests build broken applications on purpose. */
const testing =
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures|__mocks__|cypress|e2e)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|_test\.py$|\.(?:test|spec|stories)\.[cm]?[jt]sx?$/;
/** Whether a path is that of a test, which is left alone. */
export function isTest(path: string): boolean {
  return testing.test(path);
}

const largestCode = 1_000_000;
const largestDocument = 4_000_000;
const mostFiles = 50_000;
const deepest = 40;
/** A line so long was not written by hand. */
const longestLine = 5_000;

/**
 * The files below a folder that are audited, or the one file that is named. `.gitignore` is obeyed, links are not
 * followed, and what was generated or belongs to others is left out.
 *
 * @throws ScanError FILE_UNREADABLE when there is nothing at this path
 */
export async function discover(root: string): Promise<Discovery> {
  const found: Found = { code: [], documents: [], warnings: [], count: 0 };
  const isFile = kindOf(root) === 'file';
  if (isFile) await take(root, basename(root), found);
  else await walk(root, root, [], found, 0);
  const byPath = (a: SourceFile, b: SourceFile): number => (a.path < b.path ? -1 : 1);
  return { code: found.code.toSorted(byPath), documents: found.documents.toSorted(byPath), warnings: found.warnings };
}

interface Found {
  code: SourceFile[];
  documents: SourceFile[];
  warnings: string[];
  count: number;
}

/** Rules of a `.gitignore` and the folder that they are for. */
interface Ignored {
  readonly folder: string;
  readonly rules: Ignore;
}

function kindOf(path: string): 'file' | 'folder' {
  try {
    const stat = lstatSync(path);
    if (stat.isFile()) return 'file';
    if (stat.isDirectory() || stat.isSymbolicLink()) return 'folder';
  } catch (cause) {
    throw new ScanError('FILE_UNREADABLE', `${path}: there is no such file or folder.`, { cause });
  }
  throw new ScanError('FILE_UNREADABLE', `${path}: it is neither a file nor a folder.`);
}

async function walk(
  root: string,
  folder: string,
  above: readonly Ignored[],
  found: Found,
  depth: number,
): Promise<void> {
  if (depth > deepest || found.count >= mostFiles) return;
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    found.warnings.push(
      `${pathFrom(root, folder)}: the folder could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
    return;
  }
  const ignored = entries.some(({ name }) => name === '.gitignore') ? [...above, await rulesOf(folder)] : above;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = join(folder, entry.name);
    const path = pathFrom(root, full);
    if (entry.isSymbolicLink()) continue;
    if (isIgnored(full, entry.isDirectory(), ignored)) continue;
    if (entry.isDirectory()) {
      if (!vendored.has(entry.name) && !/\.egg-info$/.test(entry.name))
        await walk(root, full, ignored, found, depth + 1);
    } else if (entry.isFile() && !testing.test(path)) await take(full, path, found);
  }
}

async function rulesOf(folder: string): Promise<Ignored> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
  return { folder, rules: ignore().add(text.slice(0, 200_000)) };
}

function isIgnored(full: string, isFolder: boolean, ignored: readonly Ignored[]): boolean {
  return ignored.some(({ folder, rules }) => {
    const path = relative(folder, full).split(sep).join('/');
    return rules.ignores(isFolder ? `${path}/` : path);
  });
}

async function take(full: string, path: string, found: Found): Promise<void> {
  const isCode = codeFile.test(path) && !declarations.test(path);
  if (!isCode && !documentFile.test(path)) return;
  if (++found.count > mostFiles) {
    if (found.count === mostFiles + 1) found.warnings.push(`Only the first ${mostFiles} files were read.`);
    return;
  }
  const text = await textOf(full, path, isCode ? largestCode : largestDocument, found);
  if (text === undefined) return;
  if (isCode && isGenerated(text)) return;
  (isCode ? found.code : found.documents).push({ path, text });
}

async function textOf(full: string, path: string, most: number, found: Found): Promise<string | undefined> {
  try {
    const { size } = lstatSync(full);
    if (size > most) {
      found.warnings.push(`${path}: left out, since it has ${Math.round(size / 1_000_000)} MB.`);
      return undefined;
    }
    const bytes = await readFile(full);
    if (bytes.subarray(0, 8_000).includes(0)) {
      found.warnings.push(`${path}: left out, since it is no text.`);
      return undefined;
    }
    const text = new TextDecoder('utf-8').decode(bytes);
    if (text.includes('\uFFFD') && !bytes.includes(Buffer.from('\uFFFD'))) {
      found.warnings.push(`${path}: some of it is no UTF-8; the rest was read.`);
    }
    return text;
  } catch (error) {
    found.warnings.push(`${path}: it could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
    return undefined;
  }
}

/** Code that a program wrote: minified, or marked so at its beginning. */
function isGenerated(text: string): boolean {
  if (/@generated\b|DO NOT EDIT|auto-?generated (?:by|file)/i.test(text.slice(0, 600))) return true;
  const firstLines = text.slice(0, 40_000).split('\n', 40);
  return firstLines.some((line) => line.length > longestLine);
}

function pathFrom(root: string, full: string): string {
  return relative(root, full).split(sep).join('/') || basename(full);
}
