import { reportSchema } from '@middlebrick/model';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { correlatedReport } from '../../../testing/kit/src/sample-correlation.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { pageJson } from './html/data.ts';
import { renderSarif, renderTerminal } from './index.ts';
import { columns } from './terminal/layout.ts';

const report = correlatedReport();
const plain = { width: 80, color: false };

test('the sample is a report', () => {
  expect(reportSchema.parse(report)).toEqual(report);
});

describe('in the terminal', () => {
  test('what both have in common, and what only one side saw', () => {
    const text = renderTerminal(report, plain);
    expect(text.slice(text.indexOf('Code  '), text.indexOf('Coverage  '))).toMatchInlineSnapshot(`
      "Code      11 routes known to both · 1 finding with a place in the code
                1 of them said by the code as well
        Only in the code
          GET /internal/1   the description of the API does not have it
          GET /internal/2   the description of the API does not have it
          GET /internal/3   the description of the API does not have it
          GET /internal/4   the description of the API does not have it
          GET /internal/5   the description of the API does not have it
          GET /internal/6   the description of the API does not have it
          GET /internal/7   the description of the API does not have it
          GET /internal/8   the description of the API does not have it
          and 4 more; --verbose and the JSON report name them
        Only at the API
          GET /api/orders   the description of the API has it, and no route of the
                            code

      "
    `);
    expect(renderTerminal(report, { ...plain, verbose: true })).toContain('GET /internal/12');
  });

  test('a finding of both has its code, and the rules that say it too', () => {
    const text = renderTerminal(report, { ...plain, verbose: true });
    expect(text).toMatch(
      /\n {10}The code says it too: code\/foreign-key-write,\n {10}code\/check-then-write-race \(app/,
    );
  });

  test('what the audit asked is not counted as asked of the API', () => {
    const counted = (text: string): string[] => text.match(/^ {2}checks .*|^Coverage .*|^Inconclusive.*/gm) ?? [];
    expect(counted(renderTerminal(report, plain))).toEqual(counted(renderTerminal(sampleReport(), plain)));
  });

  test.each([40, 60, 80, 120])('keeps to %i columns', (width) => {
    for (const verbose of [false, true]) {
      const lines = renderTerminal(report, { width, color: false, verbose }).split('\n');
      const section = lines.slice(lines.findIndex((line) => line.startsWith('Code ')));
      expect(section.filter((line) => columns(line) > width)).toEqual([]);
    }
  });

  test('nothing of it without code', () => {
    expect(renderTerminal(sampleReport(), plain)).not.toContain('\nCode ');
  });
});

test('SARIF has the line, further places and the routes of one side', () => {
  const [run] = (JSON.parse(renderSarif(report)) as Log).runs;
  const result = run?.results?.find(({ properties }) => properties?.rules !== undefined);
  expect(result?.properties?.rules).toEqual(['code/foreign-key-write', 'code/check-then-write-race']);
  const [place] = result?.locations ?? [];
  expect(place?.physicalLocation?.artifactLocation?.uri).toMatch(/^services\/notes\/app\//);
  expect(result?.relatedLocations?.map(({ id, message }) => [id, message?.text])).toEqual([
    [1, 'code/check-then-write-race'],
  ]);
  const { artifactLocation } = result?.relatedLocations?.[0]?.physicalLocation ?? {};
  const { uri } = run?.artifacts?.[artifactLocation?.index ?? -1]?.location ?? {};
  expect(uri).toBe(artifactLocation?.uri);
  expect(run?.properties?.correlation).toEqual(report.correlation);
  expect(run?.properties?.coverage).toEqual(
    (JSON.parse(renderSarif(sampleReport())) as Log).runs[0]?.properties?.coverage,
  );
});

test('the page has the same, and its tables nothing of the audit', () => {
  const page = pageJson(report);
  expect(page).toContain('services/notes');
  expect(page).toContain('11 routes known to both');
  expect(page).toContain('GET /internal/12');
  expect(page).not.toContain('iam/');
  expect(pageJson(sampleReport())).toContain('"bothSides":null');
});
