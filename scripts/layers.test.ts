import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A part of the tree, what it may import, and why. The first layer whose folder holds a file is its layer. */
interface Layer {
  name: string;
  folder: string;
  /** Names of layers. */
  mayImport: readonly string[];
  /** Packages that only this kind of code may use; `node:` stands for the built-ins of Node. */
  mayNot?: readonly string[];
  why: string;
}

const layers: readonly Layer[] = [
  {
    name: 'model',
    folder: 'packages/model/src',
    mayImport: [],
    mayNot: ['node:'],
    why: 'the words: no I/O, no dependency on the rest',
  },
  { name: 'http', folder: 'packages/http/src', mayImport: ['model'], why: 'the only place that opens a socket' },
  {
    name: 'classify',
    folder: 'packages/scanner/src/classify',
    mayImport: ['model', 'survey-facts', 'define-check', 'verdict'],
    mayNot: ['node:fs', 'node:net', 'node:http', 'undici'],
    why: 'pure: what a value is',
  },
  {
    name: 'tokens',
    folder: 'packages/scanner/src/tokens',
    mayImport: ['model', 'survey-facts', 'define-check', 'verdict', 'classify'],
    mayNot: ['node:fs', 'node:net', 'node:http', 'undici'],
    why: 'pure: reads and forges credentials, node:crypto and node:zlib only',
  },
  {
    name: 'verdict',
    folder: 'packages/scanner/src/verdict',
    mayImport: ['model', 'define-check', 'classify', 'survey-facts'],
    mayNot: ['node:'],
    why: 'pure and replayable: no traffic, no clock',
  },
  {
    name: 'checks',
    folder: 'packages/scanner/src/checks',
    mayImport: [
      'model',
      'define-check',
      'survey-facts',
      'surface',
      'verdict',
      'classify',
      'tokens',
      'experiments',
      'generate',
    ],
    mayNot: ['node:', 'undici'],
    why: 'a check asks and judges; it never opens a socket',
  },
  {
    name: 'active-contract',
    folder: 'packages/scanner/src/active/contract.ts',
    mayImport: ['model', 'survey-facts', 'generate'],
    mayNot: ['node:'],
    why: 'what a check may do besides reading',
  },
  {
    name: 'generate',
    folder: 'packages/scanner/src/generate',
    mayImport: ['model', 'surface', 'survey-facts', 'active-contract'],
    mayNot: ['node:', 'undici'],
    why: 'pure: bodies from schemas, and what refusals say of them',
  },
  {
    name: 'experiments',
    folder: 'packages/scanner/src/experiments',
    mayImport: [
      'model',
      'active-contract',
      'define-check',
      'survey-facts',
      'surface',
      'verdict',
      'classify',
      'generate',
    ],
    mayNot: ['node:', 'undici'],
    why: 'the requests of the writing checks, by what a check is handed',
  },
  {
    name: 'define-check',
    folder: 'packages/scanner/src/define-check.ts',
    mayImport: ['model', 'survey-facts', 'active-contract'],
    mayNot: ['node:'],
    why: 'the contract of a check',
  },
  {
    name: 'surface',
    folder: 'packages/scanner/src/surface',
    mayImport: ['model', 'http', 'survey-facts'],
    why: 'what can be called',
  },
  {
    name: 'survey-facts',
    folder: 'packages/scanner/src/survey/(?!gather|objects|items|stack|presumed)[a-z-]+',
    mayImport: ['model', 'define-check', 'verdict', 'tokens', 'surface', 'active-contract'],
    why: 'what a check may know of the survey',
  },
  {
    name: 'identities',
    folder: 'packages/scanner/src/identities',
    mayImport: ['model', 'http', 'surface', 'survey-facts', 'verdict', 'define-check'],
    why: 'who calls',
  },
  {
    name: 'survey',
    folder: 'packages/scanner/src/survey',
    mayImport: ['model', 'survey-facts', 'identities', 'surface', 'scanner', 'active-contract', 'verdict'],
    why: 'gathered once, then frozen',
  },
  {
    name: 'scanner',
    folder: 'packages/scanner/src',
    mayImport: [
      'model',
      'http',
      'define-check',
      'surface',
      'survey',
      'survey-facts',
      'identities',
      'checks',
      'verdict',
      'tokens',
      'classify',
      'generate',
      'experiments',
      'active-contract',
    ],
    why: 'the pipeline',
  },
  {
    name: 'report',
    folder: 'packages/report/src',
    mayImport: ['model'],
    why: 'writers read the report and nothing else',
  },
  {
    name: 'auditor',
    folder: 'packages/auditor/src',
    mayImport: ['model'],
    why: 'it reads code and policies, and knows nothing of scans',
  },
  { name: 'knowledge', folder: 'packages/knowledge/src', mayImport: ['model'], why: 'articles know no scanner' },
  {
    name: 'cli',
    folder: 'packages/cli/src',
    mayImport: ['model', 'scanner', 'auditor', 'report', 'knowledge', 'hono-target', 'http'],
    why: 'a thin consumer of everything',
  },
  {
    name: 'hono-target',
    folder: 'testing/targets/hono-dynamodb',
    mayImport: [],
    why: 'an application like any other: it imports nothing of ours',
  },
];

const packages: Readonly<Record<string, string>> = {
  '@middlebrick/model': 'model',
  '@middlebrick/http': 'http',
  '@middlebrick/scanner': 'scanner',
  '@middlebrick/auditor': 'auditor',
  '@middlebrick/report': 'report',
  '@middlebrick/knowledge': 'knowledge',
  '@middlebrick/target-hono-dynamodb': 'hono-target',
};

interface Import {
  file: string;
  layer: Layer;
  specifier: string;
}

/** Pure data may be as long as it is. */
const wordLists = new Set(['packages/scanner/src/tokens/common-secrets.ts']);

const sources = ['packages', 'testing/targets/hono-dynamodb'].flatMap((folder) => typescriptIn(join(root, folder)));
const imports = sources.flatMap(importsOf);

describe('imports point one way', () => {
  for (const layer of layers) {
    test(`${layer.name} imports only what it may`, () => {
      const wrong = imports.filter((entry) => entry.layer === layer && !isAllowed(entry));
      expect(
        wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
        table(layer),
      ).toEqual([]);
    });
  }

  test('every source file belongs to a layer', () => {
    expect(sources.filter((file) => layerOf(file) === undefined).map(nameOf)).toEqual([]);
  });

  test('no source file is longer than 300 lines', () => {
    const long = sources.filter(
      (file) => !wordLists.has(nameOf(file)) && readFileSync(file, 'utf8').split('\n').length > 301,
    );
    expect(long.map(nameOf)).toEqual([]);
  });
});

function isAllowed({ file, layer, specifier }: Import): boolean {
  if ((layer.mayNot ?? []).some((forbidden) => specifier.startsWith(forbidden))) return false;
  const target = specifier.startsWith('.')
    ? layerOf(resolve(dirname(join(root, file)), specifier))?.name
    : packages[specifier.split('/').slice(0, 2).join('/')];
  if (target === undefined) return !specifier.startsWith('@middlebrick/');
  return target === layer.name || layer.mayImport.includes(target);
}

/** What a layer may import, for the person whose import was refused. */
function table(layer: Layer): string {
  const forbidden = layer.mayNot === undefined ? '' : `, never ${layer.mayNot.join(', ')}`;
  return `${layer.name} (${layer.folder}) is ${layer.why}: it may import ${layer.mayImport.join(', ') || 'no other layer'}${forbidden}`;
}

function importsOf(file: string): Import[] {
  const layer = layerOf(file);
  if (layer === undefined) return [];
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
  );
  return [...found].map((match) => ({ file: nameOf(file), layer, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
}

function layerOf(file: string): Layer | undefined {
  const name = nameOf(file);
  return [...layers]
    .sort((a, b) => specificity(b) - specificity(a))
    .find((layer) => new RegExp(`^${layer.folder}(?:/|\\.ts|$)`).test(name));
}

/** The longer folder wins; single files of a folder before the folder. */
function specificity(layer: Layer): number {
  return layer.folder.length;
}

function typescriptIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(?:test|fixture|d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(?:node_modules|dist)\//.test(file) && /\/src\//.test(file));
}

function nameOf(file: string): string {
  return relative(root, file).replaceAll('\\', '/');
}
