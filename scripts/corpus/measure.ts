import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditCode, isTest, type SourceFile } from '@middlebrick/auditor';

/** What came of auditing labelled snippets. */
export interface Measured {
  readonly snippets: number;
  /** Those in which there is something to find. */
  readonly vulnerable: number;
  readonly labels: number;
  /** `<path>:<line> <rule>` of labels that were not found, and of findings without a label. */
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  /** In percent. */
  readonly precision: number;
  readonly recall: number;
}

const root = fileURLToPath(new URL('../../testing/corpus', import.meta.url));

interface Snippet {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/**
 * Audits every labelled snippet by itself and compares what is found, by file, line and rule, with its labels:
 * `# expect code/table-scan` at the end of a line.
 *
 * @param wanted parts of the paths of those to audit; all, when there are none
 */
export async function measureCorpus(wanted: readonly string[] = []): Promise<Measured> {
  const snippets = ['python', 'javascript']
    .flatMap((language) => folders(join(root, language)))
    .flatMap(snippetsIn)
    .filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const missed: string[] = [];
  const wrong: string[] = [];
  let right = 0;
  let vulnerable = 0;
  for (const { files } of snippets) {
    const expected = new Set(files.flatMap(labelsOf));
    if (expected.size > 0) vulnerable++;
    const { hits } = await auditCode(files);
    const found = new Set(hits.map(({ rule, place }) => `${place.path}:${place.line} ${rule.id}`));
    right += found.intersection(expected).size;
    missed.push(...expected.difference(found));
    wrong.push(...found.difference(expected));
  }
  return {
    snippets: snippets.length,
    vulnerable,
    labels: right + missed.length,
    missed,
    wrong,
    precision: share(right, right + wrong.length),
    recall: share(right, right + missed.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 100 : (part / whole) * 100;
}

function folders(folder: string): string[] {
  return entries(folder).filter((path) => statSync(path).isDirectory());
}

function entries(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== '__pycache__')
    .sort()
    .map((name) => join(folder, name));
}

/** A file is a snippet, and so is a folder with several of them. */
function snippetsIn(family: string): Snippet[] {
  return entries(family).map((path) => ({
    name: relative(root, path),
    files: filesBelow(path)
      .filter((file) => !isTest(relative(root, file)))
      .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') })),
  }));
}

function filesBelow(path: string): string[] {
  return statSync(path).isDirectory() ? entries(path).flatMap(filesBelow) : [path];
}

function labelsOf({ path, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    const rules = /(?:#|\/\/) expect ((?:(?:code|iam)\/[\w-]+\s*)+)$/.exec(line.trimEnd())?.[1]?.split(/\s+/) ?? [];
    return rules.filter(Boolean).map((rule) => `${path}:${index + 1} ${rule}`);
  });
}
