import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type JsonObject, type Outcome, policySchema, type Report } from '@middlebrick/model';
import {
  type Api,
  type ApiCase,
  accountsPageApp,
  accountsSpec,
  pageApp,
  pageLogin,
  pageUsers,
  runCheck,
  smallSpec,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import type { Check } from '../define-check.ts';
import { checks } from './index.ts';

/*
 * Every check has a page beside it, and what the page shows is true: its two handlers are run through the check.
 * A page begins with front matter that says how to run them; the words that a handler may use stand in
 * `testing/kit/src/page-app.ts`.
 *
 *   ---
 *   operations: GET /notes, GET /notes/{id}     in the shorthand of the check tester, or
 *   spec: { "openapi": "3.1.0", … }             a whole document in one line, or
 *   accounts: PUT /notes/{note_id}              operations of the small API that people register at; the words are
 *                                               those of `testing/kit/src/page-accounts.ts`
 *   security: bearer                            the description requires a bearer token for every operation
 *   identities: alice, rosa                     alice and bob when left out
 *   login: POST /login                          identities sign in there, instead of with `Bearer token-<name>`
 *   policy: { "GET /notes": … }                who may do what, in one line of JSON
 *   key: secret                                 what tokens are signed with; a strong key when left out
 *   ---
 */

const folder = fileURLToPath(new URL('.', import.meta.url));
const headings = [
  '## What an attacker gets',
  '## How it is tested',
  '## When it cannot be told',
  '## Fix',
  '## A vulnerable handler',
  '## A hardened handler',
];
/** The widest line of code that fits 80 columns when `middlebrick explain` prints it: it indents by six. */
const widest = 74;
const settingNames = ['operations', 'spec', 'accounts', 'security', 'identities', 'login', 'policy', 'key'];

interface Page {
  settings: ReadonlyMap<string, string>;
  /** The page without its front matter. */
  text: string;
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));

test('a page stands beside every check, and no page without one', () => {
  const pages = files.filter((file) => file.endsWith('.md')).map((file) => file.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual(checks.map((check) => check.id).sort());
});

test('the id of a check is its path', () => {
  const paths = files.filter((file) => file.includes('/') && /(?<!\.test)\.ts$/.test(file));
  expect(checks.map((check) => `${check.id}.ts`).sort()).toEqual(paths.sort());
});

describe.each(
  checks.filter((check) => files.includes(`${check.id}.md`)).map((check) => [check.id, check] as const),
)('%s', (id, check) => {
  const page = pageOf(id);

  test('has the headings of a page in their order, and text below each', () => {
    const found = page.text.split('\n').filter((line) => /^#{1,6} /.test(line));
    expect(found).toEqual([`# ${check.title}`, ...headings]);
    for (const heading of headings) expect(section(page, heading).length, heading).toBeGreaterThan(40);
  });

  test('has one code block for each handler', () => {
    expect(page.text.match(/^```ts$/gm)).toHaveLength(2);
    expect([handler(page, 'vulnerable'), handler(page, 'hardened')]).not.toContain('');
  });

  test('has handlers that fit 80 columns', () => {
    const lines = [handler(page, 'vulnerable'), handler(page, 'hardened')].join('\n').split('\n');
    expect(lines.filter((line) => line.length > widest)).toEqual([]);
  });

  test('says how to run its handlers', () => {
    const names = [...page.settings.keys()];
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(names.some((name) => ['operations', 'spec', 'accounts'].includes(name))).toBe(true);
  });

  test('is right about its vulnerable handler', async () => {
    const report = await runPage(check, page, 'vulnerable');
    expect([...new Set(report.findings.map((finding) => finding.check))]).toEqual([id]);
  });

  test('is right about its hardened handler, where the vulnerable one was found', async () => {
    const places = placesWith('vulnerable', await runPage(check, page, 'vulnerable'));
    const report = await runPage(check, page, 'hardened');
    expect(report.findings).toEqual([]);
    expect(placesWith('hardened', report)).toEqual(expect.arrayContaining(places));
  });
});

function pageOf(id: string): Page {
  const source = readFileSync(`${folder}/${id}.md`, 'utf8');
  const front = /^---\n([\s\S]*?)\n---\n+/.exec(source);
  const settings = (front?.[1] ?? '').split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at === -1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
  });
  return { settings: new Map(settings), text: source.slice(front?.[0].length ?? 0) };
}

function section({ text }: Page, heading: string): string {
  const start = text.indexOf(`${heading}\n`);
  if (start === -1) return '';
  const rest = text.slice(start + heading.length);
  const end = rest.indexOf('\n## ');
  return end === -1 ? rest : rest.slice(0, end);
}

function handler(page: Page, kind: 'vulnerable' | 'hardened'): string {
  return /```ts\n([\s\S]*?)```/.exec(section(page, `## A ${kind} handler`))?.[1] ?? '';
}

/** The operations of which the check said this; `null` is the whole target. */
function placesWith(outcome: Outcome, { coverage }: Report): (string | null)[] {
  return coverage.filter((cell) => cell.outcome === outcome).map((cell) => cell.operation);
}

async function runPage(check: Check, page: Page, kind: 'vulnerable' | 'hardened'): Promise<Report> {
  const { settings } = page;
  const accounts = settings.get('accounts');
  if (accounts !== undefined) {
    const api = () => accountsPageApp(handler(page, kind));
    const spec = accountsSpec(accounts.split(/,\s*/));
    return (await runCheck(check, { name: kind, api, spec, identities: [] })).report;
  }
  const api = pageApp(handler(page, kind), settings.get('key'));
  const names = (settings.get('identities') ?? 'alice, bob').split(/,\s*/);
  const entry: ApiCase = {
    name: kind,
    api,
    identities: await Promise.all(names.map((name) => identityOf(api, name, settings.get('login')))),
    spec: describedBy(settings),
    ...(settings.has('policy') ? { policy: policySchema.parse(JSON.parse(settings.get('policy') ?? '')) } : {}),
  };
  return (await runCheck(check, entry)).report;
}

async function identityOf(api: Api, name: string, login: string | undefined) {
  const credential =
    login === undefined ? { bearer: `token-${name}` } : await pageLogin(api, login.replace(/^POST /, ''), name);
  const isAdmin = pageUsers.find((user) => user.id === name)?.role === 'admin';
  return { name, ...credential, subjects: [name], ...(isAdmin ? { role: 'admin' } : {}) };
}

function describedBy(settings: Page['settings']): JsonObject {
  const spec = settings.get('spec');
  if (spec !== undefined) return JSON.parse(spec);
  const operations = ['GET /me', ...(settings.get('operations')?.split(/,\s*/) ?? [])];
  if (settings.get('security') === undefined) return smallSpec(operations);
  const securitySchemes = { bearer: { type: 'http', scheme: 'bearer' } };
  return smallSpec(operations, { security: [{ bearer: [] }], components: { securitySchemes } });
}
