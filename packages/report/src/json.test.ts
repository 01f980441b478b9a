import { reportSchema } from '@middlebrick/model';
import { describe, expect, it } from 'vitest';
import { activeReport } from '../../../testing/kit/src/sample-active.ts';
import { sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { largeReport, sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderJson } from './json.ts';

describe('renderJson', () => {
  it.each([
    sampleReport(),
    activeReport(),
    sampleAudit(),
  ])('holds every fact of the report and fits its schema', (report) => {
    expect(reportSchema.parse(JSON.parse(renderJson(report)))).toEqual(report);
  });

  it('gives the same bytes whatever order the report was put together in', () => {
    const report = sampleReport();
    const reversed = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return value.map((item) => reversed(item));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([name, child]) => [name, reversed(child, name)] as const);
      // The order of these two is information: the order to be shown, and the order in which identities were given.
      return Object.fromEntries(key === 'details' || key === 'statuses' ? entries : entries.reverse());
    };
    const shuffled = reversed(report) as typeof report;
    expect(Object.keys(shuffled)).not.toEqual(Object.keys(report));
    expect(renderJson(shuffled)).toBe(renderJson(report));
  });

  it('is indented by two spaces and ends with a newline', () => {
    const text = renderJson(largeReport(1));
    expect(text.startsWith('{\n  "schema": "https://middlebrick.dev/schema/report-1.json",\n  "tool": {\n')).toBe(true);
    expect(text.endsWith('\n}\n')).toBe(true);
  });

  it('keeps what was learnt when a part breaks the schema', () => {
    const report = { ...sampleReport(), requests: 0.5 };
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });
});
