import { type AccessCell, isShortfall, isViolation, type Report } from '@middlebrick/model';

/** The authorization matrix for the page, or null when nobody looked. */
export interface PageAccess {
  identities: string[];
  rows: { operation: string; cells: string[] }[];
  /** What the cells point into. */
  reasons: string[];
}

/**
 * Each identity's cells of an operation as one short text, which the table of strings then holds once: for each kind of
 * object `<whose><observed><mark>:<status>:<reason>`, such as `fA!:200:3` for a foreign object that is allowed (A),
 * denied (D) or not known (?), though it is expected to be denied (!) or, by the policy, allowed (*).
 */
export function pageAccess({ matrix }: Report): PageAccess | null {
  if (matrix === undefined) return null;
  const identities = [...new Set(matrix.cells.map(({ identity }) => identity))];
  const reasons = new Map<string, number>();
  const rows = [...Map.groupBy(matrix.cells, ({ operation }) => operation)].map(([operation, cells]) => ({
    operation,
    cells: identities.map((name) =>
      cells
        .filter(({ identity }) => identity === name)
        .map((cell) => packed(cell, reasons))
        .join(' '),
    ),
  }));
  return { identities, rows, reasons: [...reasons.keys()] };
}

const kinds: Record<AccessCell['whose'], string> = { own: 'o', foreign: 'f', none: 'n' };
const letters: Record<AccessCell['observed'], string> = { allowed: 'A', denied: 'D', unknown: '?' };

function packed(cell: AccessCell, reasons: Map<string, number>): string {
  const { whose, observed, status, reason, basis } = cell;
  const mark = isViolation(cell) ? '!' : isShortfall(cell) && basis === 'policy' ? '*' : '';
  if (reason !== undefined && !reasons.has(reason)) reasons.set(reason, reasons.size);
  const index = reason === undefined ? '' : reasons.get(reason);
  return `${kinds[whose]}${letters[observed]}${mark}:${status ?? ''}:${index}`;
}
