import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readText } from './read-text.ts';

/** Rules of a `.gitignore` and the folder that they are for. */
export interface Ignored {
  readonly folder: string;
  readonly rules: Ignore;
}

const largest = 200_000;
/** Rules of one file; more of them were not written to be asked for each file. */
const mostRules = 2000;
const longestRule = 300;
/** Each `**` may take in any folders: with many of them the ways grow without end. */
const mostAnyFolders = 3;

/** The rules of a folder; those that would take too long to be asked are left out. */
export function rulesOf(folder: string): { ignored: Ignored; left: number } {
  const read = readText(join(folder, '.gitignore'), largest);
  const lines = read !== undefined && 'text' in read ? read.text.split(/\r\n?|\n/) : [];
  const rules = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const kept = rules.filter(isSound).slice(0, mostRules);
  return { ignored: { folder, rules: ignore().add(kept) }, left: rules.length - kept.length };
}

function isSound(rule: string): boolean {
  if (rule.length > longestRule) return false;
  return rule.split('/').filter((part) => part === '**').length <= mostAnyFolders;
}

export function isIgnored(full: string, isFolder: boolean, ignored: readonly Ignored[]): boolean {
  return ignored.some(({ folder, rules }) => {
    const path = relative(folder, full).split(sep).join('/');
    return ignore.isPathValid(path) && rules.ignores(isFolder ? `${path}/` : path);
  });
}
