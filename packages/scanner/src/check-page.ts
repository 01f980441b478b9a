import { readFileSync } from 'node:fs';

/** The page of a check, as Markdown; it stands beside the check's source and is part of the package. */
export function checkPage(id: string): string {
  const text = readFileSync(new URL(`../src/checks/${id}.md`, import.meta.url), 'utf8');
  // The front matter tells the tests how to run the handlers.
  return text.replace(/^---\n[\s\S]*?\n---\n+/, '');
}
