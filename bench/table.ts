import { type Goal, goalVerdict, type Measurement } from './measurement.ts';

/** Measurements as lines for people: benchmark, name, value, goal and whether it was met. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ benchmark, name, value, unit, goal, note }) => [
    benchmark,
    name,
    `${shortNumber(value)}${unit === '' ? '' : ` ${unit}`}`,
    goal === undefined ? '' : goalInWords(goal, unit),
    goalVerdict({ value, ...(goal === undefined ? {} : { goal }) }) ?? '',
    note ?? '',
  ]);
  const header = ['benchmark', 'measured', 'value', 'goal', '', ''];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) => line(row, widths)).join('\n');
}

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => (column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
    .join('  ')
    .trimEnd();
}

function goalInWords({ kind, value, limit }: Goal, unit: string): string {
  const sign = kind === 'at least' ? '≥' : '≤';
  const tolerated = limit === undefined ? '' : ` (must ${sign} ${shortNumber(limit)})`;
  return `${sign} ${shortNumber(value)}${unit === '' ? '' : ` ${unit}`}${tolerated}`;
}

/** Three significant digits are as many as a busy machine can tell. */
function shortNumber(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return Number(value.toPrecision(3)).toString();
}
