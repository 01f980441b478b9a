import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Report } from '@middlebrick/model';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeReport, unregisteredReport } from '../../../testing/kit/src/sample-active.ts';
import { auditOf, cleanAudit, largeAudit, sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { correlatedReport } from '../../../testing/kit/src/sample-correlation.ts';
import { largeMatrix, reportWithMatrix } from '../../../testing/kit/src/sample-matrix.ts';
import { cleanReport, largeReport, reportOf, sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderHtml } from './html.ts';

describe('the size of the page', () => {
  it('stays under one megabyte for 500 findings', () => {
    expect(Buffer.byteLength(renderHtml(largeReport(500)))).toBeLessThan(1_000_000);
  });

  it('stays under one megabyte for 500 findings of an audit, and keeps the line of each', () => {
    const wide = largeAudit(500).findings.map((finding, index) => withWideFrame(finding, index));
    const page = renderHtml(auditOf(wide));
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(page).toContain('line 499 is meant');
    expect(Buffer.byteLength(renderHtml(largeAudit(500)))).toBeLessThan(1_000_000);
  });

  it('stays under one megabyte with a matrix of 1,500 operations', () => {
    const { matrix } = largeMatrix(1500, 4);
    expect(
      Buffer.byteLength(renderHtml({ ...largeReport(100), ...(matrix === undefined ? {} : { matrix }) })),
    ).toBeLessThan(1_000_000);
  });

  it('stays under one megabyte when every answer is long, and keeps who asked', () => {
    const report = withLongBodies(largeReport(500), 20_000);
    const page = renderHtml(report);
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(page).toContain('"isShortened":true');
    expect(page).toContain('Who asked and what came back');
  });
});

/** With as many lines as a frame may have, and all of them long. */
function withWideFrame(finding: Finding, index: number): Finding {
  if (finding.code === undefined) return finding;
  const { line } = finding.code.place;
  const lines = Array.from({ length: 12 }, (_, at) => `${at} of ${index} ${'x'.repeat(180)}`);
  const frame = { startLine: line - 2, lines: lines.with(2, `line ${index} is meant ${'y'.repeat(180)}`) };
  return { ...finding, code: { ...finding.code, frame } };
}

/** Every exchange its own, with a body of `length` characters. */
function withLongBodies(report: Report, length: number): Report {
  const findings = report.findings.map((finding, index) => ({
    ...finding,
    proof: finding.proof.map((step) => ({
      ...step,
      exchange: {
        ...step.exchange,
        id: `${index}-${step.exchange.id}`,
        response: step.exchange.response && { ...step.exchange.response, body: 'x'.repeat(length) },
      },
    })),
  }));
  return { ...report, findings };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const steering = /[\u001b\u009b\u202a-\u202e\u2066-\u2069]/;

const skipsBrowser = process.env.MIDDLEBRICK_SKIP_BROWSER !== undefined;

describe.skipIf(skipsBrowser)('the page in a browser', () => {
  let browser: Browser;
  let folder: string;
  let pages = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'middlebrick-report-'));
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  interface Opened {
    page: Page;
    complaints: string[];
    requests: string[];
  }

  async function open(report: Report, hash = ''): Promise<Opened> {
    const file = join(folder, `${pages++}.html`);
    await writeFile(file, renderHtml(report));
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const opened: Opened = { page, complaints: [], requests: [] };
    page.on('console', (message) => opened.complaints.push(message.text()));
    page.on('pageerror', (error) => opened.complaints.push(error.message));
    page.on('dialog', (dialog) => {
      opened.complaints.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => opened.requests.push(request.url()));
    await page.goto(pathToFileURL(file).href + hash);
    return opened;
  }

  const shownTitles = (page: Page): Promise<string[]> =>
    page.locator('.finding:not([hidden]) .title').allTextContents();
  const titles = [
    'Tokens are signed with a secret that can be guessed',
    "One user can read another user's object",
    "One user can read another user's object",
    'Private data is served without credentials',
    "A list returns other users' private objects",
    'Error text gives away the DynamoDB table',
    'Internal properties reach clients',
    'Private answers may be kept by caches',
    'Identifiers can be guessed',
  ];

  it('shows every finding, worst first, without an error or a request', async () => {
    const { page, complaints, requests } = await open(sampleReport());
    expect(await shownTitles(page)).toEqual(titles);
    expect(await page.locator('h1').textContent()).toBe(
      "Proven: bob was given alice's email and ssn by GET /api/users/{user_id}, one of 5 findings in which private values reach the wrong caller.",
    );
    expect(complaints).toEqual([]);
    expect(requests).toEqual([page.url()]);
    await page.close();
  });

  it('filters by severity, category, operation and confidence, and searches', async () => {
    const { page } = await open(sampleReport());
    const [all, bola] = [titles, titles[1]];
    await page.getByLabel('Severity').selectOption('medium');
    expect(await shownTitles(page)).toEqual(titles.slice(5, 7));
    await page.getByLabel('Confidence').selectOption('firm');
    expect(await shownTitles(page)).toEqual([titles[6]]);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await shownTitles(page)).toEqual(all);
    await page.getByLabel('Category').selectOption('Object level authorization');
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('GET /api/users/{user_id}/posts');
    expect(await shownTitles(page)).toEqual([bola]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('CWE-639 posts');
    expect(await shownTitles(page)).toEqual([bola]);
    await page.getByLabel('Search').fill('no such thing');
    expect(await page.locator('.empty').textContent()).toBe('No finding fits these filters.');
    expect(await page.getByRole('status').textContent()).toBe('0 of 9 findings');
    await page.getByRole('button', { name: '2 high' }).click();
    expect(await shownTitles(page)).toEqual(titles.slice(3, 5));
    await page.close();
  });

  it('opens the finding a link names, with its proof and the private values marked', async () => {
    const report = sampleReport();
    const print = report.findings.find(({ check }) => check === 'bola/foreign-object-read')?.fingerprint ?? '';
    const { page } = await open(report, `#${print}`);
    const finding = page.locator('.finding[open]');
    expect(await finding.getAttribute('id')).toBe(print);
    expect(await finding.locator('.proof tbody tr').allTextContents()).toEqual([
      'alice (owner)200email a****@example.comssn ***-**-6789',
      'bob (someone else)200email a****@example.comssn ***-**-6789← the same private values',
      'bob, his own200115 bytes',
      'anonymous401{"error":"missing authorization header"}',
      'bob, an id that does not exist200{}',
    ]);
    expect(await finding.locator('.exchange.same mark').allTextContents()).toEqual([
      '"a****@example.com"',
      '"***-**-6789"',
    ]);
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
    await page.close();
  });

  it('shows before, write and after of a proof by a write', async () => {
    const report = activeReport();
    const print = report.findings.find(({ kind }) => kind === 'change')?.fingerprint ?? '';
    const { page, complaints } = await open(report, `#${print}`);
    const rows = page.locator('.finding[open] .proof tr');
    expect(await rows.allTextContents()).toEqual([
      'Who does whatStatusWhat is sent, and what is there',
      'alice (owner) reads it200title mb0a4c1',
      'bob (someone else) changes it404PUT /api/posts/p-2001title mb0b7d2',
      'alice reads it again200title mb0b7d2← what bob wrote',
    ]);
    expect(await rows.last().getAttribute('class')).toBe('same');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says at once what an active scan left over, and how to remove it', async () => {
    const { page } = await open(activeReport());
    expect(await page.locator('.notice').allTextContents()).toEqual([
      'Left over: 2 things that the scan made and could not remove.',
    ]);
    const left = page.locator('#left-over tbody tr');
    expect(await left.first().locator('td').allTextContents()).toEqual([
      'note n-7 of alice',
      'POST /api/notes',
      'DELETE /api/notes/{note_id} answers 403 to alice',
      'by DELETE /api/notes/{note_id} as somebody who may, or in the store',
    ]);
    expect(await page.locator('#coverage .facts dd').allTextContents()).toEqual([
      'alice and bob by this scan: POST /api/register, then POST /api/login; token in access_token',
      '9 objects and accounts, 7 removed again, 2 left over',
    ]);
    await page.close();
  });

  it('says at once that nobody could be registered, and what to give instead', async () => {
    const { page } = await open(unregisteredReport());
    expect(await page.locator('.notice').textContent()).toBe(
      'No user could be registered: POST /api/register asks for a captcha ("Please solve the captcha"). Instead, give users that exist: --as alice=bearer:… --as bob=bearer:…, or a login recipe in middlebrick.yaml.',
    );
    await page.close();
  });

  it('opens and closes a finding by keyboard', async () => {
    const { page } = await open(sampleReport());
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.finding[open]').count()).toBe(1);
    await page.keyboard.press('Space');
    expect(await page.locator('.finding[open]').count()).toBe(0);
    await page.close();
  });

  it('shows what the code says of a finding, and what only one side saw', async () => {
    const report = correlatedReport();
    const located = report.findings.find(({ code }) => code?.said !== undefined);
    const { page, complaints } = await open(report, `#${located?.fingerprint}`);
    const said = page.locator(`[id="${located?.fingerprint}"] .explain`, { hasText: 'The code says it too' });
    expect(await said.textContent()).toMatch(/: code\/foreign-key-write, code\/check-then-write-race \(app\/.*:\d+\)$/);
    const sides = page.locator('.group', { has: page.getByRole('heading', { name: 'The API and its code' }) });
    expect(await sides.locator('tbody tr').count()).toBe(13);
    expect(await sides.locator('tbody tr').last().locator('td').allTextContents()).toEqual([
      'GET /api/orders',
      'Only at the API',
      'the description of the API has it, and no route of the code',
    ]);
    expect(await page.locator('.checks').textContent()).not.toMatch(/code\/|iam\//);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('letters both matrices', async () => {
    const { page } = await open(sampleReport());
    const row = (table: string, operation: string) =>
      page.locator(`${table} tbody tr`).filter({ has: page.getByRole('rowheader', { name: operation, exact: true }) });
    expect(await row('.access', 'GET /api/users/{user_id}').locator('td').allTextContents()).toEqual([
      'A200',
      'L200',
      'R401',
    ]);
    expect(await row('.access', 'POST /api/posts').locator('td').allTextContents()).toEqual(['–', '–', '–']);
    expect((await row('.checks', 'GET /api/orders').locator('td').allTextContents()).join(' ')).toBe(
      'B H H  I I I H  H',
    );
    await page.close();
  });

  it('shows who gets what, marks what differs, and filters it', async () => {
    const { page, complaints } = await open(reportWithMatrix());
    const rows = page.locator('.who tbody tr:not([hidden])');
    expect(await page.locator('.access').count()).toBe(0);
    expect(await rows.locator('th').allTextContents()).toEqual(['GET /api/users/{user_id}', 'GET /api/posts']);
    expect(await rows.first().locator('td').allTextContents()).toEqual(['ownAforeignD', 'own?foreignA!', 'foreignD']);
    expect(await rows.last().locator('td').allTextContents()).toEqual(['A', 'D*', 'D']);
    expect(await rows.first().locator('.gets-violation').getAttribute('aria-label')).toBe(
      'allowed, though expected to be denied',
    );
    const filter = page.getByRole('search', { name: 'Filter the operations' });
    await filter.getByLabel('Show').selectOption('allowed, though expected to be denied');
    expect(await rows.locator('th').allTextContents()).toEqual(['GET /api/users/{user_id}']);
    expect(await filter.getByRole('status').textContent()).toBe('1 of 2 operations');
    await filter.getByLabel('Show').selectOption('everything');
    await filter.getByLabel('Operation').fill('get posts');
    expect(await rows.locator('th').allTextContents()).toEqual(['GET /api/posts']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  const auditTitles = [
    'The request alone says whose item is written',
    'A secret stands in the code',
    'The request alone says whose item is read',
    'Private data is reached without signing in',
    'Private data is reached without signing in',
    'An application role may read whole tables',
    'An answer holds items as they are stored',
    'The client says how much is read',
  ];

  it('shows an audit by its findings and what was read, and nothing that only a scan has', async () => {
    const { page, complaints, requests } = await open(sampleAudit());
    expect(await shownTitles(page)).toEqual(auditTitles);
    expect(await page.locator('h1').textContent()).toBe(
      '8 findings in 5 files, 6 routes, 6 places that reach a store and 1 template. The worst: the request alone says whose item is written (app/store.py:9).',
    );
    expect(await page.locator('.grade').textContent()).toBe('8findings');
    expect(await page.locator('h2').allTextContents()).toEqual(['Findings', 'What was audited']);
    expect(await page.locator('nav a').allTextContents()).toEqual(['Summary', 'Findings', 'Audited']);
    for (const absent of ['#matrix', '.ring', '.proven', '.categories', '.proof'])
      expect([absent, await page.locator(absent).count()]).toEqual([absent, 0]);
    expect(await page.locator('#coverage dd').allTextContents()).toEqual(['5', '6', '6', '7']);
    expect(await page.locator('#coverage .explain').first().textContent()).toBe(
      'Found: Python and TypeScript; routes of Flask and Lambda; accesses to DynamoDB; 1 template; 1 role and 1 table. Read in 0.4 s; nothing was run and nothing was sent.',
    );
    expect(await page.locator('#coverage .group li').allTextContents()).toEqual([
      'app/legacy.py line 12: this does not parse; the rest was audited.',
    ]);
    expect(await page.locator('#coverage tbody tr').first().locator('td').allTextContents()).toEqual([
      'code/foreign-key-write',
      'The request alone says whose item is written',
      '1',
    ]);
    expect(await page.title()).toBe('8 findings · services/notes · middlebrick');
    expect(complaints).toEqual([]);
    expect(requests).toEqual([page.url()]);
    await page.close();
  });

  it('shows the code of a finding, marks what is meant, and the way of the value', async () => {
    const report = sampleAudit();
    const { page, complaints } = await open(report, `#${report.findings[0]?.fingerprint}`);
    const finding = page.locator('.finding[open]');
    expect(await finding.locator('.place').textContent()).toBe(
      'app/store.py:9 · PATCH /api/users/{owner}/notes (owner)',
    );
    expect((await finding.locator('.frame').textContent())?.split('\n')).toEqual([
      '     7 ',
      '     8 def rename(owner, title):',
      '>    9     return table.update_item(',
      '>   10         Key={"owner": owner},',
      '>   11         UpdateExpression="SET title = :title",',
      '>   12         ExpressionAttributeValues={":title": title},',
      '>   13     )',
      '    14 ',
      '    15 ',
      '',
    ]);
    expect(await finding.locator('mark').allTextContents()).toEqual([
      'table.update_item(',
      'Key={"owner": owner},',
      'UpdateExpression="SET title = :title",',
      'ExpressionAttributeValues={":title": title},',
      ')',
    ]);
    expect(await finding.locator('.flow li').allTextContents()).toEqual([
      'owner comes from the path of the request app/routes/notes.py:10',
      'owner is handed to rename app/routes/notes.py:11',
      'Table.update_item reaches the store app/store.py:9',
    ]);
    expect(await finding.locator('.facts dt').allTextContents()).toEqual(['table']);
    expect(await finding.locator('h4').allTextContents()).toEqual(['Code', 'Facts', 'Fix', 'References']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('filters an audit by file and by category', async () => {
    const { page } = await open(sampleAudit());
    await page.getByLabel('File').selectOption('app/store.py');
    expect(await shownTitles(page)).toEqual([auditTitles[0], auditTitles[7]]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Category').selectOption('Authentication');
    expect(await shownTitles(page)).toEqual(auditTitles.slice(3, 5));
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Search').fill('template.yaml');
    expect(await shownTitles(page)).toEqual([auditTitles[5]]);
    await page.close();
  });

  it('claims no more than what was asked when an audit found nothing', async () => {
    const { page, complaints } = await open(cleanAudit());
    expect(await page.locator('h1').textContent()).toBe(
      'Nothing found: 7 rules were asked of 5 files, 6 routes, 6 places that reach a store and 1 template. What other code does, and what only shows while it runs, was not asked.',
    );
    expect(await page.locator('#findings .stronger li').allTextContents()).toEqual([
      'a scan of the running API, which proves what it finds: middlebrick scan <url> --active',
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the code of a scan beside its proof', async () => {
    const report = sampleReport();
    const code = sampleAudit().findings[0]?.code;
    const [first, ...others] = report.findings;
    if (first === undefined || code === undefined) throw new Error('the samples have findings');
    const { page, complaints } = await open(
      { ...report, findings: [{ ...first, code }, ...others] },
      `#${first.fingerprint}`,
    );
    const finding = page.locator('.finding[open]');
    expect(await finding.locator('.proof tbody tr').count()).toBe(first.proof.length);
    expect(await finding.locator('.frame mark').first().textContent()).toBe('table.update_item(');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens everything for print, and closes it again', async () => {
    const { page } = await open(sampleReport());
    await page.evaluate("void dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.finding[open] .body').count()).toBe(9);
    await page.evaluate("void dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.finding[open]').count()).toBe(0);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('says what was tried when nothing was found', async () => {
    const { page, complaints } = await open(cleanReport());
    expect(await page.locator('#findings .stronger li').allTextContents()).toEqual([
      'writes: --active tries them on users and objects that it makes itself',
      'an administrator, so that roles can be compared: --as admin=bearer:…',
    ]);
    expect(await page.locator('#findings .explain').textContent()).toBe(
      'Nothing was found: 9 operations, 11 objects with a known owner and 10 checks were tried with 142 requests.',
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('switches between light and dark', async () => {
    const { page } = await open(sampleReport());
    const scheme = () => page.evaluate('getComputedStyle(document.documentElement).colorScheme');
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    expect(await scheme()).toBe('dark');
    await page.getByRole('button', { name: 'Use light colours' }).click();
    expect(await scheme()).toBe('light');
    await page.close();
  });

  it.each([
    [390, 'read-only'],
    [768, 'read-only'],
    [1280, 'read-only'],
    [390, 'active'],
    [390, 'audit'],
    [1280, 'audit'],
  ])('never scrolls sideways at %i pixels (%s)', async (width, mode) => {
    const { page } = await open(mode === 'audit' ? sampleAudit() : mode === 'active' ? activeReport() : sampleReport());
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '</script><img src=x onerror=alert(1)><!--<script>alert(2)</script> \u001b[31m \u202etxt \u2028 %title%';
    const seen =
      '</script><img src=x onerror=alert(1)><!--<script>alert(2)</script> \\x1b[31m \\u202etxt \\u2028 %title%';
    const { page, complaints, requests } = await open(poisoned(hostile));
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('.title').textContent()).toBe(seen);
    expect(await page.locator('.message').textContent()).toBe(seen);
    expect(await page.locator('.facts').textContent()).toContain(seen);
    expect(await page.locator('.code pre').last().textContent()).toBe(seen);
    expect(await page.locator('.exchange pre').nth(1).textContent()).toContain(seen);
    expect(await page.locator('body').innerText()).not.toMatch(steering);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    await page.close();
  });

  it('shows hostile code as text', async () => {
    const [finding] = sampleAudit().findings;
    if (finding?.code === undefined) throw new Error('the sample has code');
    const hostile = '</script><img src=x onerror=alert(1)> \u001b[31m\t\u202etxt';
    const seen = '</script><img src=x onerror=alert(1)> \\x1b[31m\t\\u202etxt';
    const place = { path: hostile, line: 2, column: 11, endLine: 2, endColumn: 34 };
    const code = {
      place,
      frame: { startLine: 1, lines: [hostile, hostile, hostile] },
      flow: [finding.code.flow[0], { place, note: hostile }].flatMap((step) => step ?? []),
    };
    const { page, complaints, requests } = await open({
      ...auditOf([{ ...finding, code }], [hostile]),
      target: { url: hostile, scope: [], stack: [] },
    });
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('img').count()).toBe(0);
    expect((await page.locator('.frame').textContent())?.split('\n')[1]).toBe(`>    2 ${seen}`);
    expect(await page.locator('.frame mark').textContent()).toBe(hostile.slice(10, 33));
    expect(await page.locator('.flow li').last().textContent()).toBe(`${seen} ${seen}:2`);
    expect(await page.locator('body').innerText()).not.toMatch(steering);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    await page.close();
  });

  it('lets nothing run but its own script', async () => {
    const { page } = await open(sampleReport());
    const inject =
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'injected = 1' }))";
    await page.evaluate(inject);
    expect(await page.evaluate("'injected' in globalThis")).toBe(false);
    await page.close();
  });

  /** One finding all of whose texts are hostile. */
  function poisoned(text: string): Report {
    const [finding] = sampleReport().findings;
    const [step] = finding?.proof ?? [];
    if (finding === undefined || step?.exchange.response == null) throw new Error('the sample has a proof');
    const exchange = {
      ...step.exchange,
      request: { ...step.exchange.request, url: `http://x/${text}`, headers: [[text, text] as [string, string]] },
      response: { ...step.exchange.response, body: text },
    };
    return reportOf([
      {
        ...finding,
        fingerprint: text,
        title: text,
        message: text,
        kind: text,
        owasp: text,
        places: [{ operation: text, parameter: text }],
        details: { [text]: text },
        values: [{ path: 'a', masked: text, kind: text }],
        proof: [{ ...step, label: text, note: text, shows: ['a'], exchange }],
        replay: { variables: [text], curl: [text] },
        remediation: { summary: text, stack: text, snippet: { language: text, code: text }, explain: text },
      },
    ]);
  }
});
