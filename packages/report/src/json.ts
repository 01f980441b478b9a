import { type Report, reportSchema } from '@middlebrick/model';

/**
 * The report as JSON: keys in the order of the schema, two spaces, a newline at the end. Two reports with the
 * same facts are the same bytes, however they were put together.
 */
export function renderJson(report: Report): string {
  const parsed = reportSchema.safeParse(report);
  // A report that breaks its own schema is a mistake of ours, but what was learnt must not be lost to it.
  return `${JSON.stringify(parsed.success ? parsed.data : report, null, 2)}\n`;
}
