import { readFileSync } from 'node:fs';
import { type ArticleSummary, fileOf, type IndexFile } from './index-file.ts';

/** An article with its text: Markdown with front matter. */
export interface Article extends ArticleSummary {
  markdown: string;
}

/** Which stack an article must be for; what is left out is not asked. */
export interface StackQuery {
  framework?: string | undefined;
  datastore?: string | undefined;
}

const folder = new URL('../articles/built/', import.meta.url);

/** What the build of the articles left for the run time. */
export const indexFile = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as IndexFile;

/** All articles, without their texts. */
export const articles: readonly ArticleSummary[] = indexFile.articles;

/** The article on a topic for a stack, or undefined when there is none. Case does not matter. */
export function findArticle(slug: string, { framework, datastore }: StackQuery = {}): Article | undefined {
  const found = articles.find(
    (article) =>
      article.slug === slug.toLowerCase() &&
      (framework === undefined || article.framework === framework.toLowerCase()) &&
      (datastore === undefined || article.datastore === datastore.toLowerCase()),
  );
  return found && { ...found, markdown: readFileSync(new URL(fileOf(found), folder), 'utf8') };
}
