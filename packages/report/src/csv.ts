import type { AccessCell, Finding, Report } from '@middlebrick/model';
import { isAudit } from './audit-facts.ts';
import { worstFirst } from './groups.ts';
import { visible } from './visible.ts';

const columns = [
  'operation',
  'identity',
  'whose',
  'observed',
  'expected',
  'basis',
  'status',
  'reason',
] as const satisfies readonly (keyof AccessCell)[];

/** What is said of each finding of an audit. */
const findingColumns = {
  severity: ({ severity }) => severity,
  confidence: ({ confidence }) => confidence,
  rule: ({ check }) => check,
  title: ({ title }) => title,
  path: ({ code }) => code?.place.path,
  line: ({ code }) => code?.place.line,
  column: ({ code }) => code?.place.column,
  operation: ({ places: [first] }) => first?.operation,
  parameter: ({ places: [first] }) => first?.parameter,
  message: ({ message }) => message,
  state: ({ suppressed, isKnown }) => (suppressed !== undefined ? 'suppressed' : isKnown === true ? 'known' : 'open'),
  fingerprint: ({ fingerprint }) => fingerprint,
} as const satisfies Record<string, (finding: Finding) => Field>;

type Field = string | number | undefined;

/**
 * A table as RFC 4180 has it, with a header: of a scan the authorization matrix, one line a cell, and without a matrix
 * only the header; of an audit the findings.
 */
export function renderCsv(report: Report): string {
  if (isAudit(report)) {
    const fields = Object.values(findingColumns);
    const rows = worstFirst(report.findings).map((finding) => fields.map((of) => of(finding)));
    return tableOf([Object.keys(findingColumns), ...rows]);
  }
  const cells = report.matrix?.cells ?? [];
  return tableOf([columns, ...cells.map((cell) => columns.map((column) => cell[column]))]);
}

function tableOf(rows: readonly (readonly Field[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/**
 * Text of the scanned API, or of the code, must not become a formula when a spreadsheet opens the file: an apostrophe goes before what
 * begins like one (OWASP, CSV Injection).
 */
function field(value: Field): string {
  const text = visible(String(value ?? ''));
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
