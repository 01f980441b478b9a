import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
const root = fileURLToPath(new URL('..', import.meta.url));
const foreign = /(?:^|\/)(?:node_modules|dist|coverage|\.[^/]*)(?:\/|$)/;

/** Every Markdown file of the repository, by its path below the root. */
export const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md') && !foreign.test(file))
  .sort();

/** Those that are written for the repository as a whole. */
export const guides = pages.filter((page) => /^(?:docs\/)?[^/]+\.md$/.test(page));

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Targets of the links and pictures of a page, outside of code. */
export function linksOf(page: string): string[] {
  return [...withoutCode(read(page)).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, link]) => link ?? '');
}

/** Whether a relative link names a file or folder of the repository, and its fragment a heading. Others are not looked at. */
export function leadsSomewhere(page: string, link: string): boolean {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return true;
  const [path = '', fragment] = link.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (relative(root, join(root, file)).startsWith('..') || !existsSync(join(root, file))) return false;
  return fragment === undefined || anchorsOf(file).includes(fragment);
}

/** Blocks of code in one language. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block ?? '',
  );
}

/** The rows of every table whose first column is headed so. */
export function tablesUnder(page: string, head: string): string[][][] {
  return read(page)
    .split(/\n\n+/)
    .map((block) => block.split('\n').map(cellsOf))
    .filter(([first]) => first?.[0] === head)
    .map((rows) => rows.slice(2));
}

/**
 * The rows of the first table whose first column is headed so.
 * @throws Error when the page has none
 */
export function tableUnder(page: string, head: string): string[][] {
  const [table] = tablesUnder(page, head);
  if (table === undefined) throw new Error(`${page} has no table headed "${head}".`);
  return table;
}

/** A cell without its marks of code. */
export function bare(cell: string | undefined): string {
  return (cell ?? '').replaceAll('`', '');
}

/** Fragments as GitHub makes them from headings. */
function anchorsOf(page: string): string[] {
  const headings = read(page)
    .replace(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, text]) =>
    (text ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function cellsOf(line: string): string[] {
  return line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    : [];
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
}
