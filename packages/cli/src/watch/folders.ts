import { type Dirent, type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { ScanError } from '@middlebrick/model';

/** Watches folders, each by itself: what is below is added as it comes, and what nobody audits is left out. */
export interface WatchedFolders extends Disposable {
  /** Goes on with these: the folders of all files that are audited. */
  add(folders: Iterable<string>): void;
}

const mostFolders = 20_000;
const deepest = 40;
/** Folders that are large, change often, and hold nothing that is audited. */
const passedOver =
  /^(?:\..*|node_modules|bower_components|vendor|__pycache__|venv|env|dist|build|out|target|coverage)$/;
/** What may change an audit, and what may be a folder. */
const telling = /\.(?:py|[cm]?[jt]sx?|json|ya?ml|tf|template)$|^\.env|^\.gitignore$|^[^.]*$/;

/**
 * @param onChange called for whatever may change an audit, many times for one change
 * @param onFailure called when nothing can be told any more
 * @throws ScanError FILE_UNREADABLE when the system watches no more
 */
export function watchFolders(onChange: () => void, onFailure: () => void): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    if (watchers.size === 0) onFailure();
  };
  const forget = (gone: string): void => {
    for (const [folder, watcher] of watchers) {
      if (folder !== gone && !folder.startsWith(gone + sep)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };
  const add = (folder: string): void => {
    if (watchers.has(folder) || watchers.size >= mostFolders) return;
    const watcher = watched(folder, (isRenamed, name) => {
      if (name !== null && !telling.test(name)) return;
      onChange();
      if (name === null || !isRenamed) return;
      // What was there under that name is another one now, or gone.
      forget(join(folder, name));
      for (const one of foldersAt(join(folder, name))) add(one);
    });
    // It may be gone again already.
    if (watcher === undefined) return;
    watchers.set(folder, watcher);
    watcher.on('error', () => drop(folder));
  };
  return {
    add: (folders) => {
      for (const folder of folders) add(folder);
    },
    [Symbol.dispose]: () => {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function watched(folder: string, onEvent: (isRenamed: boolean, name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: true }, (type, name) => onEvent(type === 'rename', name));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    const help = 'On Linux, raise fs.inotify.max_user_watches, or watch a folder that has less below it.';
    throw new ScanError('FILE_UNREADABLE', `${folder} cannot be watched.`, { cause, help });
  }
}

/** The folders of files with their paths below a root, and those between. */
export function foldersOf(root: string, paths: Iterable<string>): Set<string> {
  const folders = new Set([root]);
  for (const path of paths) {
    for (let folder = dirname(path); folder !== '.' && !folders.has(join(root, folder)); folder = dirname(folder)) {
      folders.add(join(root, folder));
    }
  }
  return folders;
}

/** A folder that is new, with all below: it may have been filled before it could be watched. */
function foldersAt(path: string, depth = 0): string[] {
  if (depth > deepest || passedOver.test(basename(path))) return [];
  try {
    if (!lstatSync(path).isDirectory()) return [];
    const below = readdirSync(path, { withFileTypes: true }).filter((entry: Dirent) => entry.isDirectory());
    return [path, ...below.flatMap(({ name }) => foldersAt(join(path, name), depth + 1))];
  } catch {
    // Gone again, or not to be read: nothing to watch.
    return [];
  }
}
