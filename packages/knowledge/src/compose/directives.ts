import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { cwe } from '@middlebrick/model';
import { patterns } from '../patterns.ts';
import { weaknesses } from '../weaknesses.ts';
import { type Region, readRegions, type Variant, variants } from './read-regions.ts';

/** Where the composed articles are, below the root of the repository. */
export const builtFolder = 'packages/knowledge/articles/built';
export const sourceFolder = 'packages/knowledge/articles';

/** What the directives of an article are resolved against. */
export interface Composition {
  root: string;
  slug: string;
  regions: ReadonlyMap<Variant, ReadonlyMap<string, Region>>;
}

const directive = /^\{\{(?<name>[a-z]+)(?: (?<argument>[^{}]+))?\}\}$/;
const deepest = 3;

type Directive = (argument: string, composition: Composition, depth: number) => string;

const directives: Readonly<Record<string, Directive>> = {
  code: (argument, { regions }) => codeBlock(argument, regions),
  policy: (name, { root }) => policyBlock(name, root),
  part: (path, composition, depth) => {
    const text = readFileSync(join(composition.root, sourceFolder, 'parts', `${path}.md`), 'utf8');
    return expand(text.trim(), composition, depth + 1);
  },
  patterns: (_, { slug }) => patternTable(slug),
  weaknesses: (_, { slug }) => weaknessTable(slug),
};

/** The regions of all targets. */
export function allRegions(root: string): Map<Variant, Map<string, Region>> {
  return new Map(variants.map((variant) => [variant, readRegions(root, variant)]));
}

/**
 * Replaces the lines that are directives: `{{code <variant> <region>}}`, `{{policy <name>}}`, `{{part <path>}}`,
 * `{{patterns}}` and `{{weaknesses}}`.
 * @throws on a directive that names nothing
 */
export function expand(text: string, composition: Composition, depth = 0): string {
  if (depth > deepest) throw new Error('parts include each other too deeply');
  const lines = text.split('\n').map((line) => {
    const groups = directive.exec(line)?.groups;
    if (groups?.name === undefined) {
      if (line.includes('{{')) throw new Error(`not a directive: ${line}`);
      return line;
    }
    const run = directives[groups.name];
    if (run === undefined) throw new Error(`unknown directive: ${line}`);
    return run(groups.argument ?? '', composition, depth);
  });
  return lines.join('\n');
}

function codeBlock(argument: string, all: Composition['regions']): string {
  const [variant = '', id = ''] = argument.split(' ');
  const region = all.get(variant as Variant)?.get(id);
  if (region === undefined) throw new Error(`no region ${id} in ${variant}`);
  const twin = all.get(variant.replace('flask-', 'hono-') as Variant)?.get(id);
  const elsewhere = twin === undefined || twin === region ? '' : `, in TypeScript: ${linkTo(twin.file)}`;
  const caption = `*${variant.endsWith('/hardened') ? 'Hardened' : 'Vulnerable'}:* ${linkTo(region.file)}${elsewhere}`;
  return `${caption}\n\n\`\`\`${region.language}\n${region.code}\n\`\`\``;
}

function policyBlock(name: string, root: string): string {
  const file = `${sourceFolder}/policies/${name}.json`;
  if (!existsSync(join(root, file))) throw new Error(`no policy ${name}`);
  return `*Policy:* ${linkTo(file)}\n\n\`\`\`json\n${readFileSync(join(root, file), 'utf8').trim()}\n\`\`\``;
}

function linkTo(file: string): string {
  return `[${posix.basename(file)}](${posix.relative(builtFolder, file)})`;
}

function patternTable(slug: string): string {
  const rows = patterns
    .filter((pattern) => pattern.article === slug)
    .map(({ title, section, operation, check, why }) => {
      const reported = check === null ? `(${why})` : `\`${check}\``;
      return [`[${title}](#${section})`, operation === undefined ? reported : `\`${operation}\` ${reported}`];
    });
  return table(['Pattern', 'Operation in the targets, and check'], rows);
}

function weaknessTable(slug: string): string {
  const rows = weaknesses
    .filter((weakness) => weakness.article === slug)
    .map((weakness) => [
      `[CWE-${weakness.cwe}](https://cwe.mitre.org/data/definitions/${weakness.cwe}.html)`,
      cwe[weakness.cwe],
      weakness.rating,
      `${weakness.here}${weakness.check === null ? '' : ` \`${weakness.check}\``}`,
    ]);
  return table(['CWE', 'Weakness', 'At worst', 'In this stack, and the check that reports it'], rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
