import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** The folder by its own name: the way to it is nobody's business in a report. */
export function nameOf(path: string): string {
  return /^\.{0,2}\/?$/.test(path) ? basename(resolve(path)) : path;
}

/** What stands before the paths of the files, seen from here: nothing where they are not below. */
export function baseOf(root: string): { base?: string } {
  const folder = statSync(root).isFile() ? dirname(root) : root;
  const base = relative(process.cwd(), folder);
  const isOutside = isAbsolute(base) || base.split(sep)[0] === '..';
  return isOutside ? {} : { base: base.split(sep).join('/') };
}
