import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A delimited piece of a target: what documentation quotes. */
export interface Region {
  language: 'python' | 'typescript';
  /** Path of the file below the root of the repository. */
  file: string;
  code: string;
}

const folders = {
  'flask-dynamodb/vulnerable': 'testing/targets/flask-dynamodb/vulnerable',
  'flask-dynamodb/hardened': 'testing/targets/flask-dynamodb/hardened',
  'hono-dynamodb/vulnerable': 'testing/targets/hono-dynamodb/src/vulnerable',
  'hono-dynamodb/hardened': 'testing/targets/hono-dynamodb/src/hardened',
} as const;

/** A variant of a target: `flask-dynamodb/hardened`. */
export type Variant = keyof typeof folders;
export const variants = Object.keys(folders) as Variant[];

const marker = /^(?:#|\/\/) (?:region: (?<id>[a-z-]+)|endregion)$/;

/**
 * The regions of a variant, by id. Blank lines around the code are not part of it.
 * @throws when an id occurs twice
 */
export function readRegions(root: string, variant: Variant): Map<string, Region> {
  const regions = new Map<string, Region>();
  const folder = folders[variant];
  for (const name of readdirSync(join(root, folder)).sort()) {
    const language = languageOf(name);
    if (language === undefined) continue;
    for (const [id, code] of cutRegions(readFileSync(join(root, folder, name), 'utf8'))) {
      if (regions.has(id)) throw new Error(`${variant} has two regions ${id}`);
      regions.set(id, { language, file: `${folder}/${name}`, code });
    }
  }
  return regions;
}

function languageOf(name: string): Region['language'] | undefined {
  if (name.endsWith('.test.ts')) return undefined;
  return ({ '.py': 'python', '.ts': 'typescript' } as const)[extname(name)];
}

/** Cuts `region: <id>` … `endregion` out of a file; a region that is opened in another or left open is an error. */
export function cutRegions(source: string): [id: string, code: string][] {
  const found: [string, string][] = [];
  let open: { id: string; lines: string[] } | undefined;
  for (const line of source.split('\n')) {
    const match = marker.exec(line);
    if (match === null) open?.lines.push(line);
    else if (match.groups?.id !== undefined) {
      if (open) throw new Error(`region ${match.groups.id} is opened inside ${open.id}`);
      open = { id: match.groups.id, lines: [] };
    } else {
      if (!open) throw new Error('endregion without a region');
      found.push([open.id, open.lines.join('\n').replace(/^\n+|\n+$/g, '')]);
      open = undefined;
    }
  }
  if (open) throw new Error(`region ${open.id} is left open`);
  return found;
}
