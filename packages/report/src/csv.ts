import type { AccessCell, Report } from '@middlebrick/model';
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

/** The authorization matrix as a table: RFC 4180 with a header, one line a cell. Only the header without a matrix. */
export function renderCsv({ matrix }: Report): string {
  const cells = matrix?.cells ?? [];
  const lines = [columns.join(','), ...cells.map((cell) => columns.map((column) => field(cell[column])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * Text of the scanned API must not become a formula when a spreadsheet opens the file: an apostrophe goes before what
 * begins like one (OWASP, CSV Injection).
 */
function field(value: string | number | undefined): string {
  const text = visible(String(value ?? ''));
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
