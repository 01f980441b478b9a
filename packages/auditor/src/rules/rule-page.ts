import { readFileSync } from 'node:fs';

/** The page of a rule, as Markdown; it stands beside the rule's source and is part of the package. */
export function rulePage(id: string): string {
  return readFileSync(new URL(`../../src/rules/${id}.md`, import.meta.url), 'utf8');
}
