import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * Where answers are kept between audits: the place that the system has for it. `null` when that lies in the repository
 * that is audited or the command runs in, whose author could have put answers there.
 */
export function cacheFolderFor(root: string, environment: NodeJS.ProcessEnv, folder = process.cwd()): string | null {
  const cache = userCache(environment);
  if (cache === undefined) return null;
  const isForeign = [root, folder].every((path) => !isWithin(cache, repositoryOf(path)));
  return isForeign ? join(cache, 'middlebrick') : null;
}

/** The cache of the user, as the system has it; by the XDG base directory specification a relative path counts for nothing. */
function userCache({ XDG_CACHE_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv): string | undefined {
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  if (process.platform === 'win32') return local !== undefined && isAbsolute(local) ? local : undefined;
  const home = homedir();
  if (!isAbsolute(home)) return undefined;
  return join(home, process.platform === 'darwin' ? join('Library', 'Caches') : '.cache');
}

/** The nearest folder above with a `.git`; the path itself when there is none. */
function repositoryOf(path: string): string {
  const start = resolve(path);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(realOf(folder), realOf(path));
  return way === '' || !(isAbsolute(way) || way.split(sep)[0] === '..');
}

/** The path without links, as far as it exists. */
function realOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realOf(above), relative(above, path));
}
