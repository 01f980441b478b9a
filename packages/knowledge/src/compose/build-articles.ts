import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severitySchema } from '@middlebrick/model';
import { type ArticleSummary, fileOf, type IndexFile, type Snippet } from '../index-file.ts';
import { type ArticleSlug, type RegionId, regionIds } from '../regions.ts';
import { allRegions, builtFolder, type Composition, expand, sourceFolder } from './directives.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Region, Variant } from './read-regions.ts';

const slugs: readonly ArticleSlug[] = ['identification-failures', 'data-exposure'];

/** The outline of every article: the file of each part and its heading. */
export const outline = [
  ['arises', 'How it arises'],
  ['see', 'How to see it'],
  ['mend', 'How to mend it'],
  ['weaknesses', 'Weaknesses'],
  ['questions', 'Questions'],
] as const;

/**
 * Composes the articles from their parts, the regions of the targets and the policies.
 * @param root folder of the repository
 * @returns path below the root → content: the articles, their list and the index that the package reads
 * @throws when a part, a region or a policy that is named does not exist
 */
export function buildArticles(root: string): Map<string, string> {
  const regions = allRegions(root);
  const articles = slugs.map((slug) => readSummary(root, slug));
  const index: IndexFile = {
    articles,
    snippets: {
      flask: snippetsOf('flask-dynamodb/hardened', regions),
      node: snippetsOf('hono-dynamodb/hardened', regions),
    },
  };
  return new Map([
    ...articles.map((article): [string, string] => [
      `${builtFolder}/${fileOf(article)}`,
      compose(article, { root, slug: article.slug, regions }),
    ]),
    [`${builtFolder}/README.md`, listOf(articles)],
    [`${builtFolder}/index.json`, `${asFormatted(index)}\n`],
  ]);
}

function readSummary(root: string, slug: ArticleSlug): ArticleSummary {
  const { fields } = readFrontMatter(readFileSync(join(root, sourceFolder, slug, 'article.md'), 'utf8'));
  const field = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw new Error(`${slug}/article.md has no ${name}`);
    return value;
  };
  if (field('slug') !== slug) throw new Error(`${slug}/article.md is of another article`);
  return {
    slug,
    title: field('title'),
    framework: field('framework'),
    datastore: field('datastore'),
    severity: severitySchema.parse(field('severity')),
    owasp: field('owasp').split(', '),
    summary: field('summary'),
    keywords: field('keywords').split(', '),
  };
}

function compose(article: ArticleSummary, composition: Composition): string {
  const folder = join(composition.root, sourceFolder, article.slug);
  const known = new Set(['article.md', ...outline.map(([part]) => `${part}.md`)]);
  const unknown = readdirSync(folder).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`${article.slug} has parts that the outline does not name: ${unknown}`);
  const parts = outline.flatMap(([part, heading]) => [
    `## ${heading}`,
    expand(readFrontMatter(readFileSync(join(folder, `${part}.md`), 'utf8')).body, composition),
  ]);
  const facts = `**Severity:** ${article.severity} · **OWASP:** ${article.owasp.join(', ')} · **Stack:** ${article.framework}, ${article.datastore}`;
  return [...frontMatter(article), `# ${article.title}`, facts, article.summary, ...parts].join('\n\n').concat('\n');
}

function frontMatter({ slug, title, framework, datastore, severity, owasp, summary }: ArticleSummary): string[] {
  const fields = { slug, title, framework, datastore, severity, owasp: owasp.join(', '), summary };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  const note = '<!-- Composed by `npm run generate` from the parts in articles/ and the code in testing/targets/. -->';
  return [['---', ...lines, '---'].join('\n'), note];
}

function snippetsOf(variant: Variant, regions: Composition['regions']): Record<RegionId, Snippet> {
  const snippet = (id: RegionId): [RegionId, Snippet] => {
    const region: Region | undefined = regions.get(variant)?.get(id);
    if (region === undefined) throw new Error(`${variant} has no region ${id}`);
    return [id, { language: region.language, code: region.code }];
  };
  return Object.fromEntries(regionIds.map(snippet)) as Record<RegionId, Snippet>;
}

/** JSON in the style of the repository's formatter, which keeps short lists of texts on one line of at most 120. */
function asFormatted(value: unknown): string {
  const list = /^(?<name> *"[^"\n]+": )\[\n(?<items>(?: +"[^\n]*\n)+) +\]/gm;
  return JSON.stringify(value, null, 2).replace(list, (whole: string, name: string, items: string) => {
    const line = `${name}[${items.trim().replace(/\n +/g, ' ')}]`;
    return line.length < 120 ? line : whole;
  });
}

function listOf(articles: readonly ArticleSummary[]): string {
  const rows = articles.map(
    (article) =>
      `| [${article.title}](${fileOf(article)}) | ${article.framework}, ${article.datastore} | ${article.severity} | ${article.owasp.join(', ')} |`,
  );
  return [
    '# Articles',
    '',
    'Composed by `npm run generate`. Every block of code is cut from the [targets](../../../../testing/targets), which the tests run and scan.',
    '',
    '| Article | Stack | Severity | OWASP |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
