import { posix } from 'node:path';
import type { SourceFile } from './discover.ts';

/** `${file(config/tables.yml):orders}` of Serverless, `file("policy.json")` and `templatefile(…)` of Terraform. */
const serverlessFile = /\$\{file\(\s*([^),:\s]{1,200})/g;
const terraformFile = /\b(?:template)?file\(\s*"([^"\n]{1,200})"/g;

/** Files that one file may take in. */
const most = 200;

/** A document that is taken in, and the folder of what takes it in: from there its own paths begin, too. */
export interface TakenIn {
  readonly path: string;
  readonly folder: string;
}

/** The documents that a template says it takes in, seen from the root of the audit. */
export function takenIn({ path, text }: SourceFile, folder = posix.dirname(path)): TakenIn[] {
  const pattern = /\.(?:tf|tofu)$/i.test(path) ? terraformFile : serverlessFile;
  const found = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    const name = (match[1] ?? '').replace(/^\$\{path\.(?:module|root)\}\//, '').replace(/^\$\{self:[^}]*\}\//, '');
    const full = posix.join(folder, name);
    if (!full.startsWith('..')) found.add(full);
    if (found.size >= most) break;
  }
  return [...found].map((one) => ({ path: one, folder }));
}
