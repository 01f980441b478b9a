import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/* Runs the built command line with plain Node, as a user who installed it does, and looks at what it prints. */
const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'packages/cli/dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'middlebrick-smoke-'));

function run(...args: string[]): string {
  return execFileSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function expectText(what: string, text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${what}: expected ${pattern}, got:\n${text.slice(0, 2000)}`);
  console.log(`✔ ${what}`);
}

/** Every package that is published must be as its manifest says. */
async function lintPackage(path: string): Promise<void> {
  const { messages, pkg } = await publint({ pkgDir: join(root, path), pack: false, level: 'error' });
  for (const message of messages) throw new Error(`${path}: ${formatMessage(message, pkg ?? {})}`);
  console.log(`✔ ${path} is fit to be published`);
}

try {
  for (const path of ['model', 'http', 'scanner', 'auditor', 'report', 'knowledge', 'cli'].map(
    (name) => `packages/${name}`,
  ))
    await lintPackage(path);
  await lintPackage('testing/targets/hono-dynamodb');
  expectText('--version', run('--version'), /^\d+\.\d+\.\d+\n$/);
  expectText('checks --json', run('checks', '--json'), /"bola\/foreign-object-read"/);
  expectText('explain a check', run('explain', 'bola/foreign-object-read'), /What an attacker gets/i);
  expectText(
    'explain an article',
    run('explain', 'identification-failures', '--framework', 'flask', '--datastore', 'dynamodb'),
    /DynamoDB/,
  );
  expectText('demo', run('demo', '--output', 'report.html'), /100\/100/);
  expectText('the HTML report', readFileSync(join(folder, 'report.html'), 'utf8'), /^<!doctype html>/i);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
