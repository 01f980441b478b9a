import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hardenedOnly, regionIds } from '../regions.ts';
import { parseMarkdown } from '../render/parse-markdown.ts';
import { buildArticles, outline } from './build-articles.ts';
import { allRegions, builtFolder, type Composition, expand, sourceFolder } from './directives.ts';
import { variants } from './read-regions.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const built = buildArticles(root);
const regions = allRegions(root);
const composition: Composition = { root, slug: 'data-exposure', regions };

const withoutBlankLines = (code: string): string => code.replace(/\n{2,}/g, '\n');
const texts = [...built].filter(([path]) => /-flask-dynamodb\.md$/.test(path));

describe('the composed articles', () => {
  it('are the files in the package: run `npm run generate` after a change of a part, a region or a policy', () => {
    const onDisk = readdirSync(join(root, builtFolder)).map((name) => `${builtFolder}/${name}`);
    expect(onDisk.sort()).toEqual([...built.keys()].sort());
    for (const [path, content] of built) expect(readFileSync(join(root, path), 'utf8'), path).toBe(content);
  });

  it.each(texts)('%s has the outline of every article', (_, markdown) => {
    const headings = parseMarkdown(markdown).flatMap((block) =>
      block.kind === 'heading' && block.level <= 2 ? [[block.level, block.text]] : [],
    );
    expect(headings.slice(1)).toEqual(outline.map(([, heading]) => [2, heading]));
    expect(headings[0]?.[0]).toBe(1);
  });

  it.each(texts)('%s shows no code but that of the targets and the policies', (_, markdown) => {
    const policies = readdirSync(join(root, sourceFolder, 'policies'));
    const known = [
      ...[...regions.values()].flatMap((byId) => [...byId.values()].map((region) => region.code)),
      ...policies.map((name) => readFileSync(join(root, sourceFolder, 'policies', name), 'utf8').trim()),
    ].map(withoutBlankLines);
    const shown = parseMarkdown(markdown).flatMap((block) => (block.kind === 'code' ? [block.lines.join('\n')] : []));
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((code) => !known.includes(withoutBlankLines(code)))).toEqual([]);
  });

  it.each(texts)('%s links to files and sections that exist', (_, markdown) => {
    const targets = [...markdown.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '');
    const anchors = anchorsOf(markdown);
    expect(targets.length).toBeGreaterThan(20);
    for (const target of targets) {
      if (target.startsWith('https://cwe.mitre.org/')) continue;
      if (target.startsWith('#')) expect(anchors).toContain(target.slice(1));
      else expect(existsSync(join(root, builtFolder, target)), target).toBe(true);
    }
  });
});

it('the index is JSON', () => {
  const index = JSON.parse(built.get(`${builtFolder}/index.json`) ?? '');
  expect(Object.keys(index)).toEqual(['articles', 'snippets']);
  expect(Object.values(index.snippets).map((byId) => Object.keys(byId as object))).toEqual([regionIds, regionIds]);
});

describe('the sources', () => {
  const sources = readdirSync(join(root, sourceFolder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !name.startsWith('built'),
  );

  it.each(sources)('%s holds no code of its own', (name) => {
    expect(readFileSync(join(root, sourceFolder, name), 'utf8')).not.toContain('```');
  });

  it('are all used: each part in an article', () => {
    const parts = sources.filter((name) => name.startsWith('parts')).map((name) => name.replace(/^parts\/|\.md$/g, ''));
    const all = sources.map((name) => readFileSync(join(root, sourceFolder, name), 'utf8')).join('\n');
    expect(parts.filter((part) => !all.includes(`{{part ${part}}}`))).toEqual([]);
  });
});

describe('the regions', () => {
  it.each(variants)('%s has the ones that every variant has', (variant) => {
    const expected = regionIds.filter((id) => variant.endsWith('/hardened') || !hardenedOnly.includes(id));
    expect([...(regions.get(variant)?.keys() ?? [])].sort()).toEqual([...expected].sort());
  });
});

describe('directives', () => {
  it.each([
    ['{{code flask-dynamodb/hardened nothing}}', 'no region nothing in flask-dynamodb/hardened'],
    ['{{code rails-oracle/hardened profile-by-id}}', 'no region profile-by-id in rails-oracle/hardened'],
    ['{{policy everything}}', 'no policy everything'],
    ['{{picture cat}}', 'unknown directive: {{picture cat}}'],
    ['see {{patterns}}', 'not a directive: see {{patterns}}'],
  ])('%s is refused', (text, message) => {
    expect(() => expand(text, composition)).toThrow(message);
  });

  it('name the file of the region and that of its twin', () => {
    expect(expand('{{code flask-dynamodb/vulnerable debug-mode}}', composition)).toBe(
      [
        '*Vulnerable:* [settings.py](../../../../testing/targets/flask-dynamodb/vulnerable/settings.py), in TypeScript: [errors.ts](../../../../testing/targets/hono-dynamodb/src/vulnerable/errors.ts)',
        '',
        '```python',
        'DEBUG = True',
        '```',
      ].join('\n'),
    );
  });
});

/** Anchors as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return parseMarkdown(markdown).flatMap((block) =>
    block.kind === 'heading'
      ? [
          block.text
            .toLowerCase()
            .replace(/[^a-z0-9 -]/g, '')
            .replaceAll(' ', '-'),
        ]
      : [],
  );
}
