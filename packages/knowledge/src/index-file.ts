import type { Severity } from '@middlebrick/model';
import type { ArticleSlug, RegionId } from './regions.ts';

/** What is known of an article without reading it. */
export interface ArticleSummary {
  slug: ArticleSlug;
  title: string;
  framework: string;
  datastore: string;
  severity: Severity;
  /** Entries of the OWASP API Security Top 10: `API1:2023`. */
  owasp: readonly string[];
  summary: string;
  /** Other words for the topic, for searches. */
  keywords: readonly string[];
}

/** Code of a hardened target that findings quote. */
export interface Snippet {
  language: string;
  code: string;
}

/** The stacks that have executable repairs. */
export type RepairStack = 'flask' | 'node';

/** `articles/built/index.json`: what the package reads at run time. */
export interface IndexFile {
  articles: readonly ArticleSummary[];
  snippets: Readonly<Record<RepairStack, Readonly<Record<RegionId, Snippet>>>>;
}

/** File of an article below `articles/built/`. */
export function fileOf({
  slug,
  framework,
  datastore,
}: Pick<ArticleSummary, 'slug' | 'framework' | 'datastore'>): string {
  return `${slug}-${framework}-${datastore}.md`;
}
