import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findArticle } from './article.ts';
import { readRegions, type Variant } from './compose/read-regions.ts';
import { patterns } from './patterns.ts';
import { hardenedOnly } from './regions.ts';
import { questions, remedies } from './remedies.ts';
import { repairs } from './repairs.ts';
import { weaknesses } from './weaknesses.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const variant = (name: Variant) => readRegions(root, name);
const vulnerable = [variant('flask-dynamodb/vulnerable'), variant('hono-dynamodb/vulnerable')];
const hardened = [variant('flask-dynamodb/hardened'), variant('hono-dynamodb/hardened')];

/** The text of a section: from its heading to the next one of its level or above. */
function sectionOf(slug: string, anchor: string): { part: string; text: string } {
  const markdown = findArticle(slug)?.markdown ?? '';
  let part = '';
  for (const [, level = '', heading = '', text = ''] of markdown.matchAll(
    /^(##|###) (.+)\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm,
  )) {
    if (level === '##') part = heading;
    const slugged = heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-');
    if (level === '###' && slugged === anchor) return { part, text };
  }
  throw new Error(`${slug} has no section ${anchor}`);
}

const of = (slug: string) => (entry: { article: string }) => entry.article === slug;
const ids = (entries: readonly { id: string; article: string }[], slug: string): string[] =>
  entries.filter(of(slug)).map(({ id }) => id);

describe('the catalogue', () => {
  it('holds every pattern', () => {
    expect(ids(patterns, 'identification-failures')).toEqual([
      'object-by-path-id',
      'query-by-path-id',
      'predictable-keys',
      'unchecked-child',
      'filter-after-read',
      'index-without-owner',
      'cursor-names-partition',
      'identity-from-header',
      'guessable-token-secret',
      'guessable-session-secret',
      'body-becomes-update',
      'administration-for-everybody',
    ]);
    expect(ids(patterns, 'data-exposure')).toEqual([
      'rows-of-others',
      'whole-item',
      'password-hash-in-response',
      'undeclared-attributes',
      'raw-database-error',
      'debug-mode',
      'secret-in-source',
      'role-reads-everything',
    ]);
  });

  it('holds every repair', () => {
    expect(ids(remedies, 'identification-failures')).toEqual([
      'verified-caller',
      'key-is-caller',
      'caller-in-key-condition',
      'child-by-both-keys',
      'owner-in-index',
      'bound-cursor',
      'canonical-identifier',
      'listed-changes',
      'no-broad-scan',
    ]);
    expect(ids(remedies, 'data-exposure')).toEqual([
      'scoped-query',
      'projection',
      'listed-response',
      'least-privilege',
      'quiet-errors',
      'no-debugger',
      'secrets-from-outside',
    ]);
  });

  it('holds every weakness', () => {
    expect(weaknesses.filter(of('data-exposure')).map(({ cwe }) => cwe)).toEqual([
      200, 209, 213, 215, 312, 359, 522, 532, 538, 540,
    ]);
    expect(weaknesses.filter(of('identification-failures')).map(({ cwe }) => cwe)).toEqual([
      639, 863, 862, 290, 326, 798, 915, 340,
    ]);
  });

  it('holds every question', () => {
    expect(ids(questions, 'identification-failures')).toEqual(['how-to-test', 'iam-enough']);
    expect(ids(questions, 'data-exposure')).toEqual(['projection-enough', 'error-as-exposure']);
  });
});

describe.each(patterns.map((pattern) => [pattern.id, pattern] as const))('pattern %s', (_, pattern) => {
  it('is described where the article says how it arises', () => {
    expect(sectionOf(pattern.article, pattern.section).part).toBe('How it arises');
  });

  it('is in the vulnerable code of both languages, and mended in the hardened code of both', () => {
    for (const region of pattern.regions) {
      for (const twin of vulnerable) expect(twin.has(region)).toBe(true);
      for (const twin of hardened) expect(twin.has(region)).toBe(true);
      expect(findArticle(pattern.article)?.markdown).toContain(vulnerable[0]?.get(region)?.code);
    }
  });

  it('has the id of a check, or a reason why a scan cannot tell', () => {
    expect(pattern.check === null).toBe(pattern.why !== undefined);
    if (pattern.check !== null) expect(pattern.check).toMatch(/^(?:auth|bola|bfla|property|data)\/[a-z-]+$/);
  });
});

describe.each(remedies.map((remedy) => [remedy.id, remedy] as const))('repair %s', (_, remedy) => {
  it('is described where the article says how to mend it, with the hardened code', () => {
    const { part, text } = sectionOf(remedy.article, remedy.section);
    expect(part).toBe('How to mend it');
    for (const twin of hardened) expect(remedy.regions.filter((region) => !twin.has(region))).toEqual([]);
    const shown = remedy.regions.filter((region) => text.includes(hardened[0]?.get(region)?.code ?? '-'));
    // Regions that a repair shares with another one are shown by the first of the two.
    expect(shown.length + (remedy.policies ?? []).length).toBeGreaterThan(0);
    for (const region of remedy.regions) {
      expect(findArticle(remedy.article)?.markdown).toContain(hardened[0]?.get(region)?.code);
    }
    for (const policy of remedy.policies ?? []) {
      const file = new URL(`../articles/policies/${policy}.json`, import.meta.url);
      expect(text).toContain(readFileSync(file, 'utf8').trim());
    }
  });
});

it('the weaknesses and the questions have their sections', () => {
  for (const { article, section } of weaknesses) expect(sectionOf(article, section).part).toBe('How it arises');
  for (const { article, section } of questions) expect(sectionOf(article, section).part).toBe('Questions');
});

it('every repair that findings quote has its section, and no check has two', () => {
  for (const { article, section } of repairs) expect(sectionOf(article, section).part).toBe('How to mend it');
  const checks = repairs.flatMap((repair) => repair.checks);
  expect(checks).toEqual([...new Set(checks)]);
  const reported = [...patterns, ...weaknesses].flatMap(({ check }) => (check === null ? [] : [check]));
  const withoutCode = new Set(['data/exposed-file']);
  expect([...new Set(reported)].filter((check) => !checks.includes(check) && !withoutCode.has(check))).toEqual([]);
});

it('every check that an article names exists', () => {
  const named = [...patterns, ...weaknesses].flatMap(({ check }) => (check === null ? [] : [check]));
  const checks = `${root}/packages/scanner/src/checks`;
  expect([...new Set(named)].filter((check) => !existsSync(`${checks}/${check}.ts`))).toEqual([]);
});

it('regions that only a repair has are in no pattern', () => {
  expect(patterns.flatMap(({ regions }) => regions).filter((region) => hardenedOnly.includes(region))).toEqual([]);
});
