import { checks } from '@middlebrick/scanner';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../packages/cli/src/program.ts';
import { parseIdentity } from '../packages/scanner/src/identities/identity-config.ts';
import { guides, leadsSomewhere, linksOf, pages, read } from './markdown.ts';

describe('links', () => {
  test.each(pages.map((page) => [page]))('%s leads to what is there', (page) => {
    expect(linksOf(page).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  test('the picture of the README is in the repository', () => {
    expect(linksOf('README.md')).toContain('docs/terminal.svg');
  });
});

describe('commands', () => {
  test.each(guides.map((page) => [page]))('%s names only commands and flags that exist', (page) => {
    expect(commandsOf(read(page)).flatMap(problemsOf)).toEqual([]);
  });

  test.each(guides.map((page) => [page]))('%s names only flags that some command has', (page) => {
    const flags = [...read(page).matchAll(/(?<=`)--[a-z][a-z-]*/g)].map(([flag]) => flag);
    const known = new Set(buildProgram().commands.flatMap(flagsOf));
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });

  test.each(guides.map((page) => [page]))('%s names only scripts of package.json', (page) => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    const named = [...read(page).matchAll(/\bnpm run ([\w-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
  });

  test('the README has an example of every kind of identity', () => {
    const examples = [...read('README.md').matchAll(/^\| `([a-z-]+)` \| `--as (.+)` \|$/gm)];
    const kinds = examples.map(([, kind, argument]) => [
      kind,
      parseIdentity((argument ?? '').replace(/\$\w+/g, 'q7Zr2mX9')).name,
    ]);
    expect(kinds).toEqual([
      ['bearer', 'alice'],
      ['basic', 'bob'],
      ['apikey', 'carol'],
      ['apikey-query', 'carol'],
      ['cookie', 'dave'],
      ['header', 'erin'],
    ]);
  });

  test('checks that are named exist', () => {
    const ids = guides.flatMap((page) => [...read(page).matchAll(/`((?:auth|bola|bfla|property|data)\/[a-z-]+)`/g)]);
    const known = checks.map((check) => check.id as string);
    expect(ids.map(([, id]) => id).filter((id) => !known.includes(id ?? ''))).toEqual([]);
  });
});

/** Every call of the command line in a page, in blocks and in the text, words apart. */
function commandsOf(text: string): string[][] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  const calls = lines.flatMap((line) => [...line.matchAll(/(?:^|[`$ ])(?:npx )?(?:middlebrick|mb) ([a-z][^`|>#]*)/g)]);
  const names = buildProgram().commands.map((command) => command.name());
  return calls
    .map(([whole, call]) => ({ words: (call ?? '').trim().split(/\s+/), isCode: /npx |`/.test(whole) }))
    .filter(({ words, isCode }) => isCode || names.includes(words[0] ?? ''))
    .map(({ words }) => words);
}

/** What is wrong with a call: a command that does not exist, or flags that it does not have. */
function problemsOf(words: readonly string[]): string[] {
  const command = buildProgram().commands.find((candidate) => candidate.name() === words[0]);
  if (command === undefined) return [`there is no command ${words[0]}`];
  const known = new Set(flagsOf(command));
  return words
    .filter((word) => word.startsWith('--') && !known.has(word))
    .map((flag) => `${words[0]} has no flag ${flag}`);
}

function flagsOf(command: ReturnType<typeof buildProgram>): string[] {
  const own = command.options.flatMap((option) => option.long ?? []);
  return [...own, ...command.commands.flatMap(flagsOf), '--help', '--version'];
}
