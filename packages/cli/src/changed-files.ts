import { createHash } from 'node:crypto';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ScanError } from '@middlebrick/model';
import { askGit } from './git.ts';
import type { Flags } from './settings.ts';

/** What differs from a commit, as an audit of a folder names it. */
interface Changed {
  /** As it was asked for: `HEAD`, `origin/main`. */
  readonly since: string;
  /** What is compared with: where the ways of the two parted. Empty where there is no commit yet. */
  readonly commit: string;
  /** How many files below the root of the audit. */
  readonly files: number;
  /** Whether one is, by its path from the root of the audit, with `/`. */
  readonly isChanged: (path: string) => boolean;
}

/** Larger ones are taken for changed when git does not know better: no file of code is as large. */
const largestCompared = 8_000_000;

/**
 * What `--changed` asks for.
 *
 * @throws ScanError BAD_ARGUMENT together with a baseline that is to be brought up to date, and as below
 */
export async function changedOnly(root: string, { changed, updateBaseline }: Flags): Promise<{ changed?: Changed }> {
  if (changed === undefined) return {};
  if (updateBaseline === true) {
    const help = 'Leave one of them out.';
    throw new ScanError('BAD_ARGUMENT', '--update-baseline wants everything, and --changed leaves some out.', { help });
  }
  return { changed: await changedFiles(root, typeof changed === 'string' ? changed : undefined) };
}

/**
 * The files below a folder that differ from a commit: changed, added, or not yet known to git. With a name, from where
 * its history and the present one parted, so that what others did meanwhile does not count.
 *
 * @throws ScanError BAD_ARGUMENT outside of a repository or for a commit that is not there
 */
async function changedFiles(root: string, ref: string | undefined): Promise<Changed> {
  const isFile = (await lstat(root)).isFile();
  const folder = isFile ? dirname(root) : root;
  const top = await topOf(folder);
  const since = ref ?? 'HEAD';
  const commit = await commitOf(top, ref);
  const found = [...(commit === '' ? await tracked(top) : await differing(top, commit)), ...(await untracked(top))];
  const below = relative(await realpath(top), await realpath(folder))
    .split(sep)
    .join('/');
  if (below.split('/')[0] === '..' || isAbsolute(below)) throw untold(folder, `its repository has its files in ${top}`);
  const prefix = below === '' ? '' : `${below}/`;
  const files = found.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return { since, commit, ...among(isFile ? files.filter((path) => path === basename(root)) : files) };
}

/** Submodules and repositories within the repository stand for all that is in them. */
function among(files: readonly string[]): Pick<Changed, 'files' | 'isChanged'> {
  const paths = new Set(files.map((path) => path.replace(/\/$/, '')));
  const isChanged = (path: string): boolean => {
    const parts = path.split('/');
    return parts.some((_, index) => paths.has(parts.slice(0, index + 1).join('/')));
  };
  return { files: paths.size, isChanged };
}

async function topOf(folder: string): Promise<string> {
  const answer = await askGit(folder, ['rev-parse', '--show-toplevel']);
  if ('output' in answer) return answer.output.toString('utf8').replace(/\n$/, '');
  if (answer.isMissing) throw untold(folder, 'git was not found');
  const isOutside = /not a git repository/i.test(answer.error);
  throw untold(folder, isOutside ? 'it is in no git repository' : `git says: ${answer.error}`);
}

function untold(folder: string, why: string): ScanError {
  const help = 'Leave --changed out to be told of everything.';
  return new ScanError('BAD_ARGUMENT', `--changed cannot tell what changed in ${folder}: ${why}.`, { help });
}

/** The commit to compare with; empty before the first. */
async function commitOf(top: string, ref: string | undefined): Promise<string> {
  const head = await resolved(top, 'HEAD');
  if (ref === undefined) return head ?? '';
  const given = /^-|\p{Cc}/u.test(ref) ? undefined : await resolved(top, ref);
  if (given === undefined || head === undefined) {
    const help = 'Name a branch, tag or commit that is here, as in --changed origin/main; write the path before it.';
    throw new ScanError('BAD_ARGUMENT', `--changed ${ref}: git knows no such commit.`, { help });
  }
  const base = await askGit(top, ['merge-base', given, head]);
  if ('output' in base) return base.output.toString('utf8').trim();
  const help = 'Where the history is cut off, fetch more of it: git fetch --deepen=100, or fetch-depth: 0.';
  throw new ScanError('BAD_ARGUMENT', `--changed ${ref}: it has no commit in common with what is checked out.`, {
    help,
  });
}

async function resolved(top: string, ref: string): Promise<string | undefined> {
  const answer = await askGit(top, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return 'output' in answer ? answer.output.toString('utf8').trim() : undefined;
}

/**
 * Files of the working tree that are not as in the commit. `diff-index` compares times and sizes only, since comparing
 * contents would run the filters that a repository may configure; what it cannot tell is compared here.
 */
async function differing(top: string, commit: string): Promise<string[]> {
  const words = ['diff-index', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=dirty', commit, '--'];
  const fields = await listed(top, words);
  const found: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [meta = '', path = ''] = [fields[index], fields[index + 1]];
    const [, , before = '', after = '', state = ''] = meta.split(' ');
    if (state === 'D') continue;
    if (/^0+$/.test(after) && (await isSame(join(top, path), before))) continue;
    found.push(path);
  }
  return found;
}

/** Whether a file has the contents of a blob, as they stand: line ends that git would change make it another. */
async function isSame(file: string, blob: string): Promise<boolean> {
  try {
    const status = await lstat(file);
    if (!status.isFile() || status.size > largestCompared) return false;
    const bytes = await readFile(file);
    const hash = createHash(blob.length === 64 ? 'sha256' : 'sha1');
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === blob;
  } catch {
    // Gone, or not to be read: then it is not as it was.
    return false;
  }
}

function tracked(top: string): Promise<string[]> {
  return listed(top, ['ls-files', '-z', '--cached']);
}

function untracked(top: string): Promise<string[]> {
  return listed(top, ['ls-files', '-z', '--others', '--exclude-standard']);
}

async function listed(top: string, words: readonly string[]): Promise<string[]> {
  const answer = await askGit(top, words);
  if ('output' in answer) return answer.output.toString('utf8').split('\0').slice(0, -1);
  throw untold(top, `git says: ${answer.error}`);
}
