import fc from 'fast-check';
import { expect, it } from 'vitest';
import { articles, findArticle } from './article.ts';
import { searchTopics } from './search-topics.ts';

it.each([
  ['identification-failure', ['identification-failures']],
  ['Identifcation Failures', ['identification-failures']],
  ['dataexposure', ['data-exposure']],
  ['idor', ['identification-failures']],
  ['ownership', ['identification-failures']],
  ['leadingkeys', ['data-exposure']],
  ['secrets', ['data-exposure']],
  ['quantum', []],
  ['', []],
  ['   ', []],
])('%j suggests %j', (query, expected) => {
  expect(searchTopics(query)).toEqual(expected);
});

it('suggests other topics that are handed over, at most three', () => {
  const checks = [
    'bola/foreign-object-read',
    'bola/foreign-object-write',
    'bola/foreign-collection',
    'data/debug-mode',
  ];
  expect(searchTopics('bola/foreign-object-reed', checks)).toEqual([
    'bola/foreign-object-read',
    'bola/foreign-object-write',
    'bola/foreign-collection',
  ]);
});

it('takes any text, and suggests topics that exist', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (query) => {
      const found = searchTopics(query);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(found.filter((topic) => findArticle(topic) === undefined)).toEqual([]);
    }),
  );
});

it('finds each article by its slug, in any case, for its stack only', () => {
  expect(articles.map(({ slug, framework, datastore }) => [slug, framework, datastore])).toEqual([
    ['identification-failures', 'flask', 'dynamodb'],
    ['data-exposure', 'flask', 'dynamodb'],
  ]);
  for (const summary of articles) {
    const found = findArticle(summary.slug.toUpperCase(), { framework: 'Flask', datastore: 'DynamoDB' });
    expect(found).toEqual({ ...summary, markdown: expect.stringContaining(`# ${summary.title}`) });
    expect(findArticle(summary.slug)).toEqual(found);
  }
  expect(findArticle('data-exposure', { framework: 'django' })).toBeUndefined();
  expect(findArticle('data-exposure', { datastore: 'postgresql' })).toBeUndefined();
  expect(findArticle('../index')).toBeUndefined();
});
