import { type AccessCell, isShortfall, isViolation } from '@middlebrick/model';
import { columns, cut, pad, wrapParts } from './layout.ts';
import type { Page } from './page.ts';
import type { Paint } from './paint.ts';

const letters: Record<AccessCell['observed'], string> = { allowed: 'A', denied: 'D', unknown: '?' };
/** The widest a cell gets: `A!|A!`. */
const widestCell = 5;
const narrowestLabel = 24;
const widestLabel = 56;
const gap = '  ';

/**
 * Who gets what: operations × identities, `own|foreign` or one letter where the operation names no object. Letters and
 * marks say everything, colour only again. Identities that do not fit the width come in a block of their own.
 */
export function heatMap({ report: { matrix }, paint, width }: Page): string[] {
  if (matrix === undefined) return ['', 'Who gets what  nobody looked: the report has no matrix'];
  const rows = Map.groupBy(matrix.cells, ({ operation }) => operation);
  const identities = [...new Set(matrix.cells.map(({ identity }) => identity))];
  const longest = Math.max(0, ...[...rows.keys()].map(columns));
  const label = Math.max(narrowestLabel, Math.min(longest, widestLabel, width - widestCell * 3));
  return [
    '',
    paint.title('Who gets what'),
    ...wrapParts(legend, width).map(paint.dim),
    ...blocksOf(identities, width - label).flatMap((names) => [
      '',
      pad('', label) +
        names
          .map((name) => gap + pad(cut(name, nameWidth(width - label)), cellWidth(name)))
          .join('')
          .trimEnd(),
      ...[...rows].map(([operation, cells]) => {
        const shown = names.map((name) => cellText(cells, name, cellWidth(name), paint));
        return `${pad(cut(operation, label), label)}${shown.map((text) => gap + text).join('')}`.trimEnd();
      }),
    ]),
    '',
    ...wrapParts(sums(matrix.cells), width),
  ];
}

const legend = [
  'own|foreign, or one letter where the operation names no object',
  'A allowed',
  'D denied',
  '? not known',
  '- does not apply',
  '! allowed, though expected to be denied',
  '* denied, though the policy lets it',
];

function cellWidth(name: string): number {
  return Math.max(widestCell, columns(name));
}

/** Names longer than a whole line are cut. */
function nameWidth(room: number): number {
  return Math.max(widestCell, room - gap.length);
}

/** As many identities a block as fit beside the operations. */
function blocksOf(identities: readonly string[], room: number): string[][] {
  const blocks: string[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const name of identities) {
    const needed = gap.length + cellWidth(name);
    if (used + needed > room) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push(name);
    used += needed;
  }
  return blocks;
}

function cellText(cells: readonly AccessCell[], identity: string, width: number, paint: Paint): string {
  const of = (whose: AccessCell['whose']): AccessCell | undefined =>
    cells.find((cell) => cell.identity === identity && cell.whose === whose);
  const [own, foreign, none] = [of('own'), of('foreign'), of('none')];
  const parts = own === undefined && foreign === undefined ? [none] : [none ?? own, foreign];
  const plain = parts.map(marked).join('|');
  return parts.map((cell) => painted(cell, paint)).join('|') + ' '.repeat(Math.max(0, width - columns(plain)));
}

function marked(cell: AccessCell | undefined): string {
  if (cell === undefined) return '-';
  const isHeld = isShortfall(cell) && cell.basis === 'policy';
  return letters[cell.observed] + (isViolation(cell) ? '!' : isHeld ? '*' : '');
}

function painted(cell: AccessCell | undefined, paint: Paint): string {
  const text = marked(cell);
  if (cell === undefined || cell.observed === 'unknown') return paint.dim(text);
  if (isViolation(cell)) return paint.bad(text);
  return cell.observed === 'denied' ? paint.good(text) : text;
}

/** How many cells came out how, and why those that are not known are not. */
function sums(cells: readonly AccessCell[]): string[] {
  const count = (fits: (cell: AccessCell) => boolean): number => cells.filter(fits).length;
  const open = Map.groupBy(
    cells.filter(({ observed }) => observed === 'unknown'),
    ({ reason }) => reason ?? 'no reason',
  );
  const reasons = [...open].map(([reason, { length }]) => ({ reason, length })).sort((a, b) => b.length - a.length);
  return [
    `${count(({ observed }) => observed === 'allowed')} allowed`,
    `${count(({ observed }) => observed === 'denied')} denied`,
    `${count(isViolation)} allowed though expected to be denied`,
    ...reasons.slice(0, 4).map(({ reason, length }) => `${length} not known: ${reason}`),
  ];
}
