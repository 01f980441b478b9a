export { type Article, articles, findArticle, type StackQuery } from './article.ts';
export type { ArticleSummary } from './index-file.ts';
export { type Pattern, patterns } from './patterns.ts';
export type { ArticleSlug, RegionId } from './regions.ts';
export { type CheckAdvice, remediationFor } from './remediation-for.ts';
export { type Question, questions, type Remedy, remedies } from './remedies.ts';
export { type RenderOptions, renderArticle, renderMarkdown } from './render/render-article.ts';
export { searchTopics } from './search-topics.ts';
export { type Weakness, weaknesses } from './weaknesses.ts';
