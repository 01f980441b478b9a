import { parseInline, type Span } from './inline.ts';
import { type Paint, paintLine } from './paint.ts';
import { type Line, widthOf, wordsOf, wrapSpans } from './wrap.ts';

const gap = '  ';

interface Cells {
  header: readonly (readonly Span[])[];
  rows: readonly (readonly (readonly Span[])[])[];
}

/** Draws a table in at most `width` columns; where that is too narrow for columns, each row becomes a small list. */
export function drawTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const cells: Cells = {
    header: header.map((cell) => parseInline(cell).map(({ text }): Span => ({ text, style: 'strong' }))),
    rows: rows.map((row) => header.map((_, column) => inTable(row[column] ?? ''))),
  };
  const widths = columnWidths(cells, width);
  return widths === undefined ? drawRecords(cells, width, paint) : drawColumns(cells, widths, paint);
}

/** A table has no room for addresses; the words of a link stay. */
function inTable(cell: string): Span[] {
  return parseInline(cell.replace(/\[([^\]]+)\]\(https?:[^()\s]+\)/g, '$1'));
}

/** The natural widths if they fit, else what the longest words need and a fair share of the rest. */
function columnWidths({ header, rows }: Cells, width: number): number[] | undefined {
  const room = width - gap.length * (header.length - 1);
  const all = [header, ...rows];
  const natural = header.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? []))));
  if (sum(natural) <= room) return natural;
  const least = header.map((_, column) =>
    Math.max(...all.flatMap((row) => wordsOf(row[column] ?? []).map((word) => widthOf(word))), 1),
  );
  const spare = room - sum(least);
  if (spare < 0) return undefined;
  const wish = natural.map((size, column) => size - (least[column] ?? 0));
  return least.map((size, column) => size + Math.floor((spare * (wish[column] ?? 0)) / sum(wish)));
}

function drawColumns({ header, rows }: Cells, widths: readonly number[], paint: Paint): string[] {
  const drawn = [header, ...rows].map((row) => drawRow(row, widths, paint));
  const [head = [], ...body] = drawn;
  const rule = paint('rule', widths.map((size) => '─'.repeat(size)).join(gap));
  const isTall = body.some((lines) => lines.length > 1);
  return [...head, rule, ...body.flatMap((lines, index) => (isTall && index > 0 ? ['', ...lines] : lines))];
}

function drawRow(row: readonly (readonly Span[])[], widths: readonly number[], paint: Paint): string[] {
  const cells = widths.map((size, column) => wrapSpans(row[column] ?? [], size));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    cells
      .map((lines, column) => filled(lines[index] ?? [], widths[column] ?? 0, paint))
      .join(gap)
      .trimEnd(),
  );
}

function filled(line: Line, width: number, paint: Paint): string {
  return paintLine(line, paint) + ' '.repeat(Math.max(0, width - widthOf(line)));
}

function drawRecords({ header, rows }: Cells, width: number, paint: Paint): string[] {
  if (rows.length === 0) return header.flatMap((cell) => wrapSpans(cell, width).map((line) => paintLine(line, paint)));
  const lines = rows.map((row) =>
    row.flatMap((cell, column) => {
      const label: Span[] = [...(header[column] ?? []), { text: ': ', style: 'plain' }];
      const indent = column === 0 ? '' : gap;
      return wrapSpans([...label, ...cell], width - indent.length).map((line) => indent + paintLine(line, paint));
    }),
  );
  return lines.flatMap((row, index) => (index > 0 ? ['', ...row] : row));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
