import { stripVTControlCharacters } from 'node:util';
import { type Report, reportSchema } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeReport, unregisteredReport } from '../../../testing/kit/src/sample-active.ts';
import { sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { cleanReport, largeReport, reportOf, sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { columns } from './terminal/layout.ts';
import { renderTerminal } from './terminal.ts';

const plain = { width: 80, color: false };

describe('the page', () => {
  it.each([
    ['sample-80', sampleReport(), plain],
    ['sample-120', sampleReport(), { width: 120, color: false }],
    ['sample-80-verbose', sampleReport(), { ...plain, verbose: true }],
    ['sample-80-quiet', sampleReport(), { ...plain, quiet: true }],
    ['many-80', largeReport(45), plain],
    ['clean-80', cleanReport(), plain],
    ['active-80', activeReport(), plain],
    ['active-120-verbose', activeReport(), { width: 120, color: false, verbose: true }],
    ['unregistered-80', unregisteredReport(), plain],
  ])('%s', async (name, report, options) => {
    await expect(renderTerminal(report, options)).toMatchFileSnapshot(`__snapshots__/terminal-${name}.txt`);
  });

  it('says the same with colour as without', () => {
    const coloured = renderTerminal(sampleReport(), { ...plain, color: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(sampleReport(), plain));
  });

  it.each([40, 60, 80, 100, 120])('keeps to %i columns, but for what must stay whole to be pasted', (width) => {
    const tooLong = renderTerminal(largeReport(30), { width, color: false })
      .split('\n')
      .filter((line) => columns(line) > width)
      .map((line) => line.trim());
    const pasted =
      /^(\S+( \\)?|-H ".*|--\S+ \S+( \\)?|middlebrick .*|curl .*|export .*|python -c .*|table\.get_item.*|@app.*|def .*|'http.*)$/;
    expect(tooLong.filter((line) => !pasted.test(line))).toEqual([]);
  });
});

describe('a replay that makes users of its own', () => {
  const curl = ['ID="$(curl -s http://x/register | jq -r .id)"', 'curl "http://x/users/$ID"'];
  const page = (verbose: boolean, note?: string) => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const replay = { variables: [], curl, chain: [], ...(note === undefined ? {} : { note }) };
    return renderTerminal(reportOf([{ ...finding, replay }]), { ...plain, verbose });
  };

  it('is told by its last command, and printed in full with --verbose', () => {
    expect(page(false)).toContain(`          Replay: after 1 command for users and objects of its own (--verbose)
            curl "http://x/users/$ID"
`);
    expect(page(false)).not.toContain('register |');
    expect(page(true)).toContain(`          Replay:\n            ${curl[0]}\n            ${curl[1]}\n`);
  });

  it('says what its commands do not', () => {
    for (const verbose of [false, true])
      expect(page(verbose, 'One value is used up.')).toContain('One value is used up.');
  });
});

describe('what is said of an unfinished scan', () => {
  it('names the reason, the missing grade and the way to complete it', () => {
    const report = cleanReport();
    report.scan = { ...report.scan, isInterrupted: true, stopReason: 'the budget of 50 requests ran out' };
    report.score = {
      overall: null,
      grade: null,
      isIncomplete: true,
      advice: 'give a second identity: --as bob=…',
      categories: [],
    };
    report.coverage = [];
    report.gaps = [];
    report.identities = report.identities.filter((identity) => identity.name !== 'bob');
    expect(renderTerminal(report, plain)).toMatchInlineSnapshot(`
      "middlebrick 0.1.0 · http://127.0.0.1:5000 · read-only · seed 7

        surface     14 operations from /openapi.json (OpenAPI 3.0.3)
        identities  alice ✓  anonymous
        survey      23 objects, 11 with a known owner · 61 requests
        checks      12 checks · 142 requests · 1.9 s
        stack       flask, dynamodb

        The scan ended early: the budget of 50 requests ran out. What follows is what
        was learnt until then.

        no grade (incomplete)   no findings
        To complete it: give a second identity: --as bob=…

      Nothing could be decided
        No check gave an answer, so this says nothing about the API.

        The answer would be stronger with:
        · writes: --active tries them on users and objects that it makes itself

      Coverage  9 of 14 operations tested · 11 objects with a known owner · 0 checks
                142 requests
      "
    `);
  });

  it('marks an identity that is not signed in', () => {
    const report = sampleReport();
    report.identities = report.identities.map((identity) =>
      identity.name === 'bob' ? { ...identity, isAlive: false, proof: '401 everywhere' } : identity,
    );
    expect(renderTerminal(report, plain)).toContain('  identities  alice ✓  bob ✗ (401 everywhere)  anonymous\n');
  });
});

describe('untrusted text', () => {
  const fixed = new Set(
    'schema mode context startedAt finishedAt method severity confidence category role outcome unit grade credential name'.split(
      ' ',
    ),
  );

  /** The report with `hostile` put behind every free text, keys of details and codes included. */
  function poisoned(report: Report, hostile: string): Report {
    const poison = (value: unknown, key: string): unknown => {
      if (typeof value === 'string') return fixed.has(key) ? value : value + hostile;
      if (Array.isArray(value)) return value.map((item) => poison(item, key));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, child]) => [key === 'details' ? name + hostile : name, poison(child, name)]),
      );
    };
    return reportSchema.parse(poison(report, ''));
  }

  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

  it('never steers the terminal', () => {
    const control = fc.constantFrom(
      '\u001b[2J',
      '\u001b]8;;http://x\u0007',
      '\u009b31m',
      '\r',
      '\b',
      '\u202e',
      '\u2066',
      '\u0000',
      '\t',
      '\n',
    );
    const hostile = fc.array(fc.oneof(control, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 6 });
    const reports = fc.constantFrom(sampleReport(), activeReport(), sampleAudit());
    fc.assert(
      fc.property(
        hostile,
        reports,
        fc.boolean(),
        fc.integer({ min: 20, max: 160 }),
        (pieces, report, verbose, width) => {
          const page = renderTerminal(poisoned(report, pieces.join('')), { width, color: false, verbose });
          expect(page).not.toMatch(steering);
        },
      ),
      { numRuns: 90, seed: 7 },
    );
  });

  it('is written out, so that it can be seen', () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const page = renderTerminal(reportOf([{ ...finding, title: 'red \u001b[31m and \u202eback' }]), plain);
    expect(page).toContain('CRITICAL  red \\x1b[31m and \\u202eback');
  });
});
