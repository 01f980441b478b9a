import { stripVTControlCharacters } from 'node:util';
import type { Code, Finding, Report } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditOf, cleanAudit, largeAudit, sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { columns } from './terminal/layout.ts';
import { renderTerminal } from './terminal.ts';

const plain = { width: 80, color: false };

describe('the page of an audit', () => {
  it.each([
    ['audit-80', sampleAudit(), plain],
    ['audit-120-verbose', sampleAudit(), { width: 120, color: false, verbose: true }],
    ['audit-80-quiet', sampleAudit(), { ...plain, quiet: true }],
    ['audit-many-80', largeAudit(60), plain],
    ['audit-clean-80', cleanAudit(), plain],
  ])('%s', async (name, report, options) => {
    await expect(renderTerminal(report, options)).toMatchFileSnapshot(`__snapshots__/terminal-${name}.txt`);
  });

  it('says the same with colour as without, and as a scan knows no matrix', () => {
    const coloured = renderTerminal(sampleAudit(), { ...plain, color: true, matrix: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(sampleAudit(), plain));
  });

  it.each([40, 60, 80, 100, 120])('keeps to %i columns', (width) => {
    for (const verbose of [false, true]) {
      const lines = renderTerminal(largeAudit(30), { width, color: false, verbose }).split('\n');
      expect(lines.filter((line) => columns(line) > width)).toEqual([]);
    }
  });
});

describe('an audit without findings', () => {
  const said = (report: Report): string[] => renderTerminal(report, plain).split('\n').slice(-10);

  it('claims nothing where there was nothing to read', () => {
    const report = cleanAudit();
    report.surface.operations = [];
    if (report.audit === undefined) throw new Error('the sample is of an audit');
    const none = { files: 0, lines: 0, documents: 0, languages: [], frameworks: [], stores: [], accesses: 0 };
    const { roles: _, tables: __, ...audit } = { ...report.audit, ...none };
    const checks = report.checks.map((check) => {
      const reason = check.id.startsWith('iam/') ? 'no template or policy was found' : 'no code was found';
      return { ...check, hardened: 0, skipped: [{ reason, count: 1 }] };
    });
    expect(renderTerminal({ ...report, audit, checks }, plain)).toMatchInlineSnapshot(`
      "middlebrick 0.1.0 · services/notes · audit

        read        no code
        routes      none found
        stores      none found
        rules       0 · 0.4 s · 6 not asked, since no code was found · 1 not asked,
                    since no template or policy was found

        no findings

      Nothing was read
        No Python, JavaScript or TypeScript was found here, and no template or policy,
        so this says nothing.

      Audited   0 rules · 0 files · 0 routes · 0 places that reach a store
      Next      middlebrick scan <url> --active
                asks the running API what code does not show
      "
    `);
  });

  it('claims little where no route was found', () => {
    const report = cleanAudit();
    report.surface.operations = [];
    const none = { frameworks: [], stores: [], accesses: 0, documents: 0, roles: 0, tables: 0 };
    if (report.audit !== undefined) report.audit = { ...report.audit, ...none };
    expect(said(report)).toMatchInlineSnapshot(`
      [
        "",
        "Little could be asked",
        "  No route of a framework that is known was found, and no access to a store by",
        "  one. Of 7 rules, only those that need neither were asked of anything, so this",
        "  says little.",
        "",
        "Audited   7 rules · 5 files · 0 routes · 0 places that reach a store",
        "Next      middlebrick scan <url> --active",
        "          asks the running API what code does not show",
        "",
      ]
    `);
  });
});

it('says what was asked of templates alone', () => {
  const report = cleanAudit();
  report.surface.operations = [];
  const none = { files: 0, lines: 0, languages: [], frameworks: [], stores: [], accesses: 0 };
  if (report.audit !== undefined) report.audit = { ...report.audit, ...none };
  expect(renderTerminal(report, plain)).toContain(
    'Nothing found\n  7 rules were asked of 0 files, 0 routes, 0 places that reach a store and 1\n  template. What other code does',
  );
});

describe('what could not be read', () => {
  const warnings = Array.from(
    { length: 8 },
    (_, index) => `a${index}.py line 3: this does not parse; the rest was audited.`,
  );
  const page = (verbose: boolean): string => renderTerminal(auditOf([], warnings), { ...plain, verbose });

  it('is named in few lines, and whole with --verbose', () => {
    expect(page(false)).toContain(
      '  a4.py line 3: this does not parse; the rest was audited.\n  and 3 more; --verbose and the JSON report name them\n',
    );
    expect(page(false)).not.toContain('a5.py');
    for (const warning of warnings) expect(page(true)).toContain(warning);
  });
});

describe('what is known of an audit already', () => {
  const { findings } = sampleAudit();

  it('is counted or named by its place, and not told again', () => {
    const known = findings.map((finding) => ({ ...finding, isKnown: true }));
    const marked = known.map((finding, index) =>
      index === 1 ? { ...finding, suppressed: { reason: 'only of the tests' } } : finding,
    );
    const page = renderTerminal(auditOf(marked), plain);
    expect(page.slice(page.indexOf('Nothing new'))).toBe(`Nothing new
  Everything that was found is in the baseline.

Known
  7 findings of the baseline: 1 critical · 4 high · 1 medium · 1 low

Suppressed
  critical · code/hardcoded-secret · app/settings.py:4: only of the tests

Audited   7 rules · 5 files · 6 routes · 6 places that reach a store
          1 template
Next      middlebrick scan <url> --active
          proves on the running API what was found in its code
`);
  });
});

describe('a frame of code', () => {
  const frameOf = (code: Pick<Code, 'place' | 'frame'>, width = 80): string[] => {
    const [finding] = sampleAudit().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const page = renderTerminal(auditOf([{ ...finding, code: { ...code, flow: [] } }]), { width, color: false });
    return page.split('\n').filter((line) => line.includes('│'));
  };
  const one = (text: string, column: number, endColumn: number): Pick<Code, 'place' | 'frame'> => ({
    place: { path: 'a.py', line: 9, column, endLine: 9, endColumn },
    frame: { startLine: 8, lines: ['    before()', text, '    after()'] },
  });

  it.each<[string, Pick<Code, 'place' | 'frame'>, string[]]>([
    [
      'underlines as a terminal counts columns',
      one('    漢字 = get("漢")', 10, 18),
      [
        '             8 │ before()',
        '          >  9 │ 漢字 = get("漢")',
        '               │        ^^^^^^^^^',
        '            10 │ after()',
      ],
    ],
    [
      'writes out what would steer the terminal, and still meets the place',
      one('    \u001b[2J\tget(\u202e)', 10, 16),
      [
        '             8 │ before()',
        '          >  9 │ \\x1b[2J    get(\\u202e)',
        '               │            ^^^^^^^^^^^',
        '            10 │ after()',
      ],
    ],
  ])('%s', (_name, code, expected) => {
    expect(frameOf(code).map((line) => line.slice(2))).toEqual(expected.map((line) => line));
  });

  it('shows the place of a long line, cut where it does not fit', () => {
    const text = `    ${'a'.repeat(90)} = get(${'b'.repeat(60)})`;
    expect(frameOf(one(text, 98, 164), 60)).toMatchInlineSnapshot(`
      [
        "               8 │ before()",
        "            >  9 │ …aaaaaaaaa = get(bbbbbbbbbbbbbbbbbbbbbbb…",
        "                 │              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "              10 │ after()",
      ]
    `);
  });

  it('points into every frame, however the code is made', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '漢', '\u0000', '\u202e', '"'), maxLength: 200 });
    fc.assert(
      fc.property(text, fc.nat(210), fc.nat(210), fc.integer({ min: 40, max: 120 }), (line, from, length, width) => {
        const shown = frameOf(one(line, from + 1, from + length + 1), width);
        expect(shown.filter((row) => columns(row) > width)).toEqual([]);
        expect(shown.filter((row) => /│ +\^+$/.test(row) || /│ \^+$/.test(row))).toHaveLength(1);
      }),
      { seed: 7 },
    );
  });
});

it('shows the code of a scan beside its proof', () => {
  const report = sampleReport();
  const code = sampleAudit().findings.find(({ code: found }) => (found?.flow.length ?? 0) === 2)?.code;
  const located = report.findings.map(
    (finding): Finding =>
      finding.check === 'data/dynamodb-error' && code !== undefined ? { ...finding, code } : finding,
  );
  const page = renderTerminal({ ...report, findings: located }, plain);
  const start = page.indexOf('data/dynamodb-error');
  expect(page.slice(start, page.indexOf('Replay', start))).toMatchInlineSnapshot(`
    "data/dynamodb-error · ValidationException · CWE-209 · API8:2023
              GET /api/notes/{note_id} (note_id)

              A malformed id brings back the text of the AWS SDK with the names of
              the table and its key.

                who asks                answer
                bob, a malformed id     500  ← names the table
                bob, a well-formed id   404

              app/routes/notes.py:18:13
                  16 │ @login_required
                  17 │ def list_notes(owner):
                > 18 │     found = table.query(KeyConditionExpression=Key("owner").…
                     │             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  19 │     return jsonify(found["Items"])

              owner comes from the path of the request (notes.py:17)
                → Table.query reaches the store (notes.py:18)

              table            prod-notes
              key attributes   owner_id, note_id
              region           eu-central-1

              Fix (Flask + DynamoDB): Catch ClientError at the edge, log it there,
              and answer with a fixed text.
              "
  `);
});

describe('a flow of many steps', () => {
  const [finding] = sampleAudit().findings;
  const step = finding?.code?.flow[0];
  if (finding?.code === undefined || step === undefined) throw new Error('the sample has a flow');
  const flow = Array.from({ length: 12 }, (_, index) => ({ ...step, note: `step ${index}` }));
  const page = (verbose: boolean): string =>
    renderTerminal(auditOf([{ ...finding, code: { ...(finding.code as Code), flow } }]), { ...plain, verbose });

  it('is told by its ends, and whole with --verbose', () => {
    expect(page(false).match(/step \d+|\d more steps/g)).toEqual([
      'step 0',
      'step 1',
      'step 2',
      'step 3',
      '4 more steps',
      'step 8',
      'step 9',
      'step 10',
      'step 11',
    ]);
    expect(page(true).match(/step \d+/g)).toHaveLength(12);
  });
});
