import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { cleanReport, largeReport, sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { reportJsonSchema, reportSchema } from './report.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(reportJsonSchema());
const errorsOf = (report: unknown): string[] =>
  validate(JSON.parse(JSON.stringify(report)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);

describe('the JSON Schema of a report', () => {
  test.each([
    ['a sample', sampleReport()],
    ['a clean one', cleanReport()],
    ['a large one', largeReport(40)],
  ])('takes %s', (_, report) => {
    expect(errorsOf(report)).toEqual([]);
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('refuses what is no report', () => {
    const report = sampleReport();
    const wrong: unknown[] = [
      {},
      { ...report, schema: 'https://example.com/other' },
      { ...report, requests: '142' },
      { ...report, scan: { ...report.scan, mode: 'sideways' } },
      { ...report, scan: { ...report.scan, startedAt: 'yesterday' } },
      { ...report, findings: [{ ...report.findings[0], severity: 'severe' }] },
      { ...report, coverage: [{ check: 'a/b', operation: 'GET /', outcome: 'fine' }] },
    ];
    expect(wrong.map((value) => errorsOf(value).length > 0)).toEqual(wrong.map(() => true));
    expect(wrong.map((value) => reportSchema.safeParse(value).success)).toEqual(wrong.map(() => false));
  });

  test('is the one that is published', () => {
    const published = readFileSync(new URL('../schema/report-1.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
  });
});
